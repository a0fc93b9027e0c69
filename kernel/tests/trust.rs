//! Stories of adversarial cells: whatever safe code does, an old value is never read as what it is not.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::notebook::{Notebook, notes};
use gradus_kernel::Engine;
use gradus_protocol::{CellError, Output, Status};

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

#[test]
fn types_of_two_bodies_are_never_one() {
    let mut n = Notebook::open();
    n.value("use std::any::Any; fn is<T: 'static>(_: &T, any: &dyn Any) -> bool { any.is::<T>() }");
    n.value("let local: Box<dyn Any> = { struct L(u64); Box::new(L(5)) };");
    assert_eq!(n.value("{ struct L(f64); local.downcast_ref::<L>().map(|l| l.0) }"), "None");
    n.value("let closure: Box<dyn Any> = { let k = 5_u64; Box::new(move || k) };");
    assert_eq!(n.value("{ let k = 1.5_f64; is(&(move || k), &*closure) }"), "false");
    // A check's types go with it, and no later cell's are taken for them.
    n.value("let kept = std::cell::RefCell::new(Vec::<Box<dyn Any>>::new());");
    let probe = gradus_kernel::Cell::probe("check", "struct P(u64); kept.borrow_mut().push(Box::new(P(1)));");
    assert_eq!(n.run_cell(&probe).0, Status::Ok);
    n.value("fn is() {} struct P(f64);");
    assert_eq!(n.value("kept.borrow()[0].is::<P>()"), "false");
}

#[test]
fn what_a_type_rests_on_takes_its_variables_along() {
    for (definitions, variable, change, used) in [
        // An associated type behind another trait's.
        (
            "trait Sub { type U; } impl Sub for f32 { type U = u64; } trait Has { type T; }
             impl<X: Sub> Has for X { type T = X::U; } struct G<T: Has>(T::T);",
            "let g = G::<f32>(5);",
            "impl Sub for f32 { type U = Box<u8>; }",
            "*g.0",
        ),
        // A constant that goes before a trait's of its name.
        (
            "trait Count { const N: usize; } struct P; impl Count for P { const N: usize = 4; }
             struct Pick<const N: usize>; trait Kind { type T; }
             impl Kind for Pick<4> { type T = u64; } impl Kind for Pick<8> { type T = f64; }
             struct S(<Pick<{ P::N }> as Kind>::T);",
            "let s = S(5);",
            "impl P { const N: usize = 8; }",
            "s.0",
        ),
        // A name that a glob brought, and that means std's when the glob brings it no more.
        (
            "mod m { pub struct String(pub u64, pub u64, pub u64); } use m::*; struct S(String);",
            "let s = S(String(1, 2, 3));",
            "mod m { pub struct Other; }",
            "s.0",
        ),
        // What a closure caught.
        ("struct P { x: f64 } let p = P { x: 1.5 };", "let f = move || p.x;", "struct P { y: f64, x: f64 }", "f()"),
        // A macro that makes the type.
        (
            "macro_rules! field { () => { u64 } } struct S(field!());",
            "let s = S(5);",
            "macro_rules! field { () => { f64 } }",
            "s.0",
        ),
    ] {
        let mut n = Notebook::open();
        n.value(definitions);
        n.value(variable);
        let (status, outputs) = n.run(change);
        assert_eq!(status, Status::Ok, "{change}\n{outputs:?}");
        assert!(!notes(&outputs).is_empty(), "{change}: what goes is told");
        assert_eq!(n.rejected(used).0, "E0425");
    }
}

#[test]
fn changed_definitions_see_each_other_wherever_they_went() {
    let mut n = Notebook::open();
    n.value("struct A(u8); fn fa(a: &A) -> u8 { a.0 }");
    n.value("struct A(u16); fn fa(a: &A) -> u16 { a.0 }");
    n.value("struct B(u8); fn fb(b: &B) -> u8 { b.0 }");
    n.value("struct B(u16); fn fb(b: &B) -> u16 { b.0 }");
    // A cell that mentions one alone, and one that mentions both, mean the same types.
    n.value("let b = B(3);");
    n.value("let a = A(4);");
    assert_eq!(n.value("(fa(&a), fb(&b), a.0)"), "(4, 3, 4)");
    n.value("mod m { pub fn f(a: &crate::A) -> u16 { a.0 } } use m::f;");
    n.value("struct A(u32); fn fa(a: &A) -> u32 { a.0 } mod m { pub fn f(a: &crate::A) -> u32 { a.0 } }");
    assert_eq!(n.value("(f(&A(5)), fb(&b))"), "(5, 3)");
    // An older trait may give a changed type away.
    n.value("struct It(i32); impl Iterator for It { type Item = B; fn next(&mut self) -> Option<B> { Some(B(1)) } }");
    n.value("struct B(u8, u8); impl Iterator for It { type Item = B; fn next(&mut self) -> Option<B> { None } }");
    assert_eq!(n.value("It(3).next().is_none()"), "true");
    // Many changes cost no more than few.
    for round in 0..12 {
        n.value(&format!("fn one() -> usize {{ {round} }}"));
        n.value(&format!("fn two() -> usize {{ {round} + one() }}"));
    }
    assert_eq!(n.value("one() + two()"), "33");
}

#[test]
fn names_like_ours_and_like_stds_are_the_learners() {
    let mut n = Notebook::open();
    n.value("mod gradus { pub fn f() -> i32 { 4 } } mod std {} fn gradus_cell() -> i32 { 3 } let __new = 5;");
    assert_eq!(n.value("(gradus::f(), gradus_cell(), __new)"), "(4, 3, 5)");
    assert!(n.refused("let __gradus_new = 1;").contains("__gradus_new"));
    n.value("enum Maybe { Some(i32), None } use Maybe::*; fn Ok(x: i32) -> i32 { x } struct f32(u8);");
    n.value(
        "type i32 = u64; let whole: i32 = 5; let real = 1.5; let mine = f32(3); let some = Some(7); let ok = Ok(8);",
    );
    assert_eq!(n.value("(whole, real, mine.0, ok, match some { Some(x) => x, None => 0 })"), "(5, 1.5, 3, 8, 7)");
    n.value("trait Blanket { fn signature(&self) -> u8 { 1 } fn shown(&self) -> u8 { 2 } fn eye(&self) -> u8 { 3 } } impl<T> Blanket for T {}");
    n.value("let add = |x: u8| x + 1;");
    assert_eq!(n.value("(add(1), 5.signature(), 5.shown())"), "(2, 1, 2)");
}

#[test]
fn a_definition_goes_before_what_a_glob_brings_as_in_a_file() {
    let mut n = Notebook::open();
    n.value("fn softmax(x: u8) -> u8 { x } fn double(x: u8) -> u8 { x }");
    n.value("use gradus::prelude::*; fn both(x: u8) -> (u8, f32) { (softmax(x), device(0).tensor([1.0]).array()[0]) }");
    n.value("fn double(x: u8) -> u8 { 2 * softmax(x) }");
    assert_eq!(n.value("(both(2), double(3), softmax(4))"), "((2, 1.0), 6, 4)");
}

#[test]
fn references_keep_the_lifetime_they_had() {
    let mut n = Notebook::open();
    n.value("fn only(x: &'static str) -> &'static str { x } fn any<'a>(x: &'a str, _: &str) -> &'a str { x }");
    n.value("let f: fn(&'static str) -> &'static str = only; let g: for<'a> fn(&'a str, &str) -> &'a str = any;");
    n.value("let h: Box<dyn Fn(&'static str) -> usize> = Box::new(|text| text.len());");
    assert_eq!(n.value("(f(\"a\"), g(\"b\", \"c\"), h(\"abc\"))"), "(\"a\", \"b\", 3)");
    assert_eq!(n.rejected("let s = String::from(\"x\"); f(&s)").0, "E0597");
    n.value("let leaked: &'static mut Vec<i32> = Box::leak(Box::new(vec![1]));");
    assert_eq!(n.value("leaked.push(2); leaked.len()"), "2");
    n.value("let moved = leaked; moved.push(3);");
    assert!(n.advice("leaked.len()").contains("moved"));
    assert_eq!(n.value("moved.len()"), "3");
}

#[test]
fn statics_anywhere_are_one_place_in_memory() {
    let mut n = Notebook::open();
    n.value(
        "use std::{borrow::Cow, cell::Cell, sync::atomic::{AtomicU32, Ordering::SeqCst}};
        fn next() -> u32 { static C: AtomicU32 = AtomicU32::new(1); C.fetch_add(1, SeqCst) }
        mod m { use super::*; pub static D: AtomicU32 = AtomicU32::new(5); pub fn d() -> u32 { D.fetch_add(1, SeqCst) } }
        struct P; impl P { fn n() -> i32 { thread_local! { static T: Cell<i32> = const { Cell::new(7) } } T.replace(T.get() + 1) } }
        static TEXT: Cow<'_, str> = Cow::Borrowed(\"a\"); static INNER: &AtomicU32 = &m::D;",
    );
    assert_eq!(n.value("(next(), m::d(), P::n(), INNER.load(SeqCst), &*TEXT)"), "(1, 5, 7, 6, \"a\")");
    assert_eq!(n.value("(next(), m::d(), P::n(), INNER.load(SeqCst), m::D.load(SeqCst))"), "(2, 6, 8, 7, 7)");
    assert!(n.refused("struct R<'a>(&'a str); static C: R = R(\"c\");").contains("'static"));
}

#[test]
fn macros_may_make_definitions_and_say_what_they_do_not_keep() {
    let mut n = Notebook::open();
    n.value("macro_rules! point { ($n:ident) => { #[derive(Clone)] struct $n { x: i32 } } } point!(P);");
    n.value("let p = P { x: 4 };");
    assert_eq!(n.value("p.clone().x"), "4");
    let (status, outputs) = n.run("macro_rules! mk { ($n:ident) => { let $n = 5; } } mk!(z); z");
    assert_eq!(status, Status::Ok);
    assert!(notes(&outputs)[0].contains("mk!"), "{outputs:?}");
    assert_eq!(n.rejected("z").0, "E0425");
}

#[test]
fn cells_may_wait_for_futures() {
    let mut n = Notebook::open();
    n.value("async fn one() -> u32 { 1 } let v = vec![1];");
    assert_eq!(n.value("let a = one().await; let w = v; let f = { let k = one().await; move |x: u32| x + k }; a"), "1");
    assert_eq!(n.value("(a, w, f(2))"), "(1, [1], 3)");
    assert!(matches!(n.error("one().await; let x: u32 = \"x\".parse()?;").0, CellError::Failed { .. }));
    assert_eq!(n.rejected("#![feature(box_patterns)]\none().await").0, "E0554");
}

#[test]
fn values_are_dropped_once_at_replacement_restart_and_exit() {
    let mut n = Notebook::open();
    let drops = |n: &Notebook| -> Vec<String> {
        let said = std::mem::take(&mut *n.said.lock().unwrap());
        let text: String = said
            .iter()
            .filter_map(|event| match event {
                gradus_kernel::engine::EngineEvent::Output(_, Output::Stream { data, .. }) => {
                    Some(String::from_utf8_lossy(data).into_owned())
                }
                _ => None,
            })
            .collect();
        text.lines().map(str::to_owned).collect()
    };
    let define = "struct D(&'static str); impl Drop for D { fn drop(&mut self) { println!(\"{}\", self.0); } }
         let a = D(\"a1\"); let b = D(\"b\");";
    n.value(define);
    let (_, outputs) = n.run("let a = D(\"a2\");");
    assert_eq!(outputs, [Output::stdout("a1\n")]);
    assert_eq!(n.run("drop(b);").1, [Output::stdout("b\n")]);
    n.run("thread_local! { static T: D = D(\"thread's\"); } T.with(|_| {});");
    n.engine.restart().unwrap();
    assert_eq!(drops(&n), ["a2", "thread's"]);
    n.value(define);
    let said = std::sync::Arc::clone(&n.said);
    drop(n.engine);
    n.engine = Notebook::open().engine;
    n.said = said;
    let mut last = drops(&n);
    last.sort();
    assert_eq!(last, ["a1", "b"]);
}
