//! The compiler errors that a beginner meets in the lessons, over the real engine: each has its code from rustc and a
//! sentence of ours that names what it is about. If a new rustc words its messages otherwise, this tells.

mod common;

use common::notebook::Notebook;
use gradus_protocol::{CellError, Diagnostic};

#[test]
#[ignore = "not a test: the worker that the others start"]
fn worker_process() {
    common::serve();
}

/// Runs a cell that must not compile; its first error must have this code and a sentence that holds these words.
#[track_caller]
fn advised(notebook: &mut Notebook, cell: &str, code: &str, words: &[&str]) -> Diagnostic {
    let CellError::Compile { diagnostics } = notebook.error(cell).0 else { panic!("{cell}: not a compiler's error") };
    let found = diagnostics.into_iter().next().expect("an error has a message");
    assert_eq!(found.code.as_deref().unwrap_or_default(), code, "{cell}\n{}", found.rendered);
    let told = found.advice.clone().unwrap_or_default();
    for word in words {
        assert!(told.contains(word), "{cell}\nno {word:?} in: {told}\n{}", found.rendered);
    }
    found
}

#[test]
fn the_errors_of_the_lessons_are_explained() {
    let mut book = Notebook::open();
    // c1 and c2: what the others stand on.
    book.value(
        "use gradus::prelude::*;
         #[derive(Debug)]
         struct Point { x: f32, y: f32 }
         struct Bare { x: f32 }
         enum Colour { Red, Green }
         fn half(x: f32) -> f32 { x / 2.0 }",
    );
    book.value(
        "let dev = device(0);
         let x: Tensor<Rank2<4, 2>, f32, Dev> = dev.zeros();
         let y: Tensor<Rank2<2, 4>, f32, Dev> = dev.zeros();
         let model = dev.build_module::<(Linear<2, 3>, Tanh), f32>();
         let xs = vec![1.0_f32, 2.0];
         let count = 3_i32;
         let name = String::from(\"Ada\");",
    );
    let cases: [(&str, &str, &[&str]); 47] = [
        (
            "let t = x.clone(); let a = t.exp(); let b = t.tanh();",
            "E0382",
            &["`t` (Tensor<4x2, f32>)", "`exp`", "line 1"],
        ),
        // Variables of another cell, of which rustc says it in other words.
        ("let a = x.exp();\nlet b = x.tanh();", "E0382", &["`x` (Tensor<4x2, f32>)", "`exp`", "line 1"]),
        ("for _ in 0..3 { let a = x.exp(); }", "E0382", &["first round", "`x`"]),
        ("let m = model; model.forward(x.clone());", "E0382", &["The model `model`", "&model"]),
        ("for v in xs {} xs.len()", "E0382", &["`for`", "&xs"]),
        ("let f = move |i: usize| xs[i]; xs.len()", "E0382", &["closure", "`xs`"]),
        ("drop(name);\nname.len()", "E0382", &["`name` (String)", "line 1"]),
        ("std::thread::spawn(|| println!(\"{name}\")).join();", "E0597", &["`name`", "`move`"]),
        ("let o = Some(1.0); o + 2.0", "E0369", &["`o`", "unwrap_or"]),
        ("let a = 1 let b = 2;", "", &["line 1"]),
        ("pritnln!(\"x\");", "", &["`println`"]),
        ("let a = 1;\nlet b =", "", &["line 2"]),
        ("let m = model.clone(); let n = m; m.forward(x.clone());", "E0382", &["The model `m`", "&m"]),
        ("let s = name.clone();\nlet t = s;\ns.len()", "E0382", &["`s` (String)", "line 2"]),
        ("let z: Tensor<Rank2<2, 4>, f32, Dev> = x.clone();", "E0308", &["4x2", "2x4", "permute::<Rank2<2, 4>, _>()"]),
        ("half(count)", "E0308", &["`count as f32`"]),
        ("x.clone() + y.clone()", "E0277", &["4x2", "2x4"]),
        ("x.clone().matmul(x.clone())", "E0277", &["4x2 has 2 columns", "4 rows"]),
        ("model.forward(y.clone())", "E0277", &["Linear<2, 3>", "2x4"]),
        ("x.clone() * 2.0_f64", "E0277", &["f32"]),
        ("println!(\"{}\", Bare { x: 1.0 });", "E0277", &["#[derive(Debug)]", "cell c1"]),
        ("println!(\"{}\", x);", "E0277", &["x.array()"]),
        ("count + xs[0]", "E0277", &["`count as f32`"]),
        ("xs[count]", "E0277", &["`count as usize`"]),
        ("xs.iter().max()", "E0277", &["total_cmp"]),
        ("let first = xs.first()?;", "E0277", &["xs.first().ok_or"]),
        ("let mut v = vec![1];\nlet a = &v[0];\nv.push(2);\nprintln!(\"{a}\");", "E0502", &["`a`", "line 4"]),
        ("let mut v = vec![1];\nlet a = &mut v;\nlet b = &mut v;\na.push(1);", "E0499", &["`a`", "line 4"]),
        ("let v = vec![1];\nlet r = &v;\ndrop(v);\nprintln!(\"{r:?}\");", "E0505", &["`r`", "line 4"]),
        ("{ let r; { let z = 5; r = &z; } println!(\"{r}\"); }", "E0597", &["`z`", "`r`"]),
        ("x.clone().square().mean().backward()", "E0599", &["`x.clone().square().mean()`", "leaky_trace"]),
        ("x.leaky_trace().square().backward()", "E0599", &["Tensor<4x2, f32, traced>", ".mean()"]),
        ("x.data", "E0616", &[".array()"]),
        ("let v = Vec::new();", "E0282", &["`v`"]),
        ("let n = \"3\".parse().unwrap();", "E0284", &["`n`"]),
        ("slope(1.0)", "E0425", &["`slope`"]),
        ("let m = HashMap::new();", "E0433", &["use std::collections::HashMap;"]),
        ("count = 4;", "E0594", &["The cell c2", "let mut count"]),
        ("xs.push(3.0);", "E0596", &["The cell c2", "let mut xs"]),
        ("xs.clone() + xs.clone()", "E0369", &["zip"]),
        ("half(1.0, 2.0)", "E0061", &["cell c1", "takes 1 argument"]),
        ("struct Word { text: &str }", "E0106", &["String"]),
        ("{ let n = 3; let _ = std::thread::spawn(|| println!(\"{n}\")).join(); }", "E0373", &["`n`", "`move`"]),
        ("Point { x: 1.0, z: 2.0 }", "E0560", &["cell c1", "`z`"]),
        ("match Colour::Red { Colour::Red => 1 }", "E0004", &["`Colour::Green`"]),
        ("let a = 1\nlet b = 2;", "", &["line 1"]),
        ("println!(\"{}\", (1);", "", &["never closed"]),
    ];
    for (cell, code, words) in cases {
        let found = advised(&mut book, cell, code, words);
        for hidden in ["gradus_shared", "gradus::prelude::", "num_complex", "gradus_cell", "__rt", "__new"] {
            assert!(!found.rendered.contains(hidden), "{cell}\n{}", found.rendered);
        }
    }
}

#[test]
fn a_name_that_a_cell_would_make_names_that_cell() {
    let mut book = Notebook::open();
    book.error("let slope = 2.0 * unheard;");
    advised(&mut book, "slope + 1.0", "E0425", &["`slope`", "cell c1", "has not run yet"]);
    book.value("let text = String::from(\"gone\");");
    book.value("drop(text);");
    advised(&mut book, "text.len()", "E0425", &["`text` was moved by the cell c4"]);
}

#[test]
fn an_error_that_nobody_knows_stays_as_rustc_wrote_it() {
    let mut book = Notebook::open();
    let CellError::Compile { diagnostics } = book.error("1 = 2;").0 else { panic!("a compiler's error") };
    assert_eq!(diagnostics[0].code.as_deref(), Some("E0070"));
    assert_eq!(diagnostics[0].advice, None);
}
