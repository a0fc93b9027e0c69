//! Stories of definitions and names between cells: what changes, what goes with it, and what is said of it.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::notebook::{Notebook, notes};
use gradus_protocol::Status;

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

#[test]
fn an_old_variable_keeps_its_type() {
    let mut n = Notebook::open();
    n.value("let z = 5; let five = || 5; let items = (0..3).map(|_| 7);");
    assert_eq!(n.rejected("let y: u8 = z;"), ("E0308".into(), 1, 13));
    assert_eq!(n.rejected("let y: u8 = five();").0, "E0308");
    assert_eq!(n.rejected("let y: Vec<u8> = items.collect();").0, "E0277");
    assert_eq!(n.value("z + five() + items.sum::<i32>()"), "31");
}

#[test]
fn a_redefined_item_drops_what_its_type_is_in() {
    let mut n = Notebook::open();
    n.value("struct P { x: f32, y: f32 } impl P { fn sx(&self) -> f32 { self.x } }");
    n.value("let p = P { x: 1.0, y: 2.0 }; let boxed: Box<dyn std::any::Any> = Box::new(P { x: 1.0, y: 2.0 });");
    n.value("let many = vec![P { x: 0.0, y: 0.0 }]; let show = |p: &P| p.sx(); let other = 1;");
    let (status, outputs) = n.run("struct P { y: f32, x: f32 } impl P { fn sx(&self) -> f32 { self.x } }");
    assert_eq!(status, Status::Ok);
    let dropped = notes(&outputs);
    assert_eq!(dropped.len(), 3, "{dropped:?}");
    for name in ["`p`", "`many`", "`show`"] {
        assert!(dropped.iter().any(|note| note.starts_with(name)), "{dropped:?}");
    }
    let told = n.advice("p.sx()");
    assert!(told.contains("`P`"), "{told}");
    // The old value hides behind `dyn Any` and is not taken for one of the new type.
    assert_eq!(n.value("(boxed.downcast_ref::<P>().is_none(), other)"), "(true, 1)");
    // A method changes and the values stay.
    n.value("let q = P { x: 1.0, y: 2.0 };");
    n.value("struct P { y: f32, x: f32 } impl P { fn sx(&self) -> f32 { 10.0 * self.x } }");
    assert_eq!(n.value("q.sx()"), "10.0");
}

#[test]
fn a_variable_does_not_hide_the_function_that_made_it() {
    let mut n = Notebook::open();
    n.value("fn loss(w: f32) -> f32 { w * w }");
    for _ in 0..2 {
        assert_eq!(n.value("let loss = loss(3.0); loss"), "9.0");
    }
    assert_eq!(n.value("loss + 1.0"), "10.0");
    assert_eq!(n.value("loss(2.0)"), "4.0");
    assert_eq!(n.value("loss"), "9.0");
}

#[test]
fn statics_are_one_place_in_memory() {
    let mut n = Notebook::open();
    n.value(
        "use std::{cell::Cell, sync::atomic::{AtomicU32, Ordering::SeqCst}};
        static COUNT: AtomicU32 = AtomicU32::new(10);
        static mut RAW: [u8; 2] = [1, 2];
        thread_local! { static MINE: Cell<i32> = const { Cell::new(5) } }
        fn next() -> u32 { COUNT.fetch_add(1, SeqCst) }
        next()",
    );
    assert_eq!(n.value("next()"), "11");
    assert_eq!(n.value("MINE.set(MINE.get() + 1); unsafe { RAW[0] += 1; } COUNT.load(SeqCst)"), "12");
    assert_eq!(n.value("(next(), MINE.get(), unsafe { RAW[0] })"), "(12, 6, 2)");
    // A changed definition is another static; the worker's end takes all of them along.
    assert_eq!(n.value("static COUNT: AtomicU32 = AtomicU32::new(20); next()"), "20");
    n.run("std::process::exit(1)");
    assert_eq!(n.value("(next(), MINE.get())"), "(20, 5)");
}

#[test]
fn an_associated_type_that_changes_drops_what_it_is_in() {
    let mut n = Notebook::open();
    n.value("trait Tr { type Out; } struct P; impl Tr for P { type Out = u64; } struct S { a: <P as Tr>::Out }");
    n.value("let s = S { a: 3 }; struct It(u64); impl Iterator for It { type Item = u64; fn next(&mut self) -> Option<u64> { Some(self.0) } }");
    n.value("let mut pk = It(0).peekable(); pk.peek().copied()");
    n.value("impl Tr for P { type Out = Box<u64>; }");
    assert_eq!(n.rejected("s.a").0, "E0425");
    n.value("impl Iterator for It { type Item = f64; fn next(&mut self) -> Option<f64> { Some(0.5) } }");
    assert_eq!(n.rejected("pk.next()").0, "E0425");
    assert_eq!(n.value("It(0).next()"), "Some(0.5)");
}

#[test]
fn names_mean_what_was_said_last() {
    let mut n = Notebook::open();
    n.value("use std::collections::HashMap as M;");
    n.value("use std::collections::BTreeMap as M;");
    n.value("use std::collections::HashMap as M;");
    assert!(n.value("std::any::type_name::<M<u8, u8>>()").contains("HashMap"));
    n.value("struct HashSet;");
    n.value("use std::collections::HashSet;");
    assert_eq!(n.value("HashSet::from([1]).len()"), "1");
    n.value("macro_rules! sq { ($x:expr) => { $x * $x } } fn apply() -> i32 { sq!(3) }");
    n.value("macro_rules! sq { ($x:expr) => { $x + $x } }");
    assert_eq!(n.value("dbg!(apply())"), "6");
    n.value("let X = 5; let (W, mut B) = (1.0, 2.0);");
    assert_eq!(n.value("B += W; (X, B)"), "(5, 3.0)");
    assert_eq!(n.value("#![allow(unused)]\nlet u = 1; u"), "1");
}

#[test]
fn functions_are_values_too() {
    let mut n = Notebook::open();
    n.value("fn relu(x: f32) -> f32 { x.max(0.0) } fn id<T>(t: T) -> T { t }");
    n.value("fn adder<T: Copy + std::ops::Add<Output = T>>(n: T) -> impl Fn(T) -> T { move |x| x + n }");
    n.value(
        "let act = relu; let both = [relu, relu]; let add = adder(2.0); let same = id::<i32>; let some = Some::<i32>;",
    );
    assert_eq!(n.value("(act(2.0), both[1](-1.0), add(2.0), same(4), some(5))"), "(2.0, 0.0, 4.0, 4, Some(5))");
    n.value("let pick: Box<dyn for<'a> Fn(&'a str, &str) -> &'a str> = Box::new(|a, _| a); let r#fn = |x: i32| x + 1;");
    assert_eq!(n.value("(pick(\"a\", \"b\"), r#fn(2))"), "(\"a\", 3)");
    n.value("static NAME: &str = \"abc\";");
    assert_eq!(n.value("NAME"), "\"abc\"");
}

#[test]
fn what_is_gone_is_explained() {
    let mut n = Notebook::open();
    n.value("let s = String::from(\"hi\"); let t = s; let never: i32;");
    assert!(n.advice("s").contains("moved"));
    assert!(n.advice("never").contains("no value"));
    n.value("struct P { x: f32 } let p = P { x: 1.0 };");
    let told = n.advice("struct P { x: f32, y: f32 } p.x");
    assert!(told.contains("This cell changes `P`"), "{told}");
    assert_eq!(n.value("p.x"), "1.0", "nothing changed, because nothing compiled");
    assert!(n.refused("let k = 3; if k == 3 { return Ok(()); } let l = 4;").contains("return"));
    let (_, outputs) = n.run("macro_rules! hidden { () => { static C: u32 = 1; } } fn count() -> u32 { hidden!(); C }");
    assert!(notes(&outputs)[0].contains("hidden"));
    assert_eq!(n.value("let big = [0u8; 2_000_000]; big.len()"), "2000000");
}
