//! What the session tells of its variables, over the real engine.

mod common;

use common::notebook::Notebook;
use gradus_kernel::Engine;
use gradus_protocol::Name;

#[test]
#[ignore = "not a test: the worker that the others start"]
fn worker_process() {
    common::serve();
}

fn name(book: &Notebook, name: &str) -> Name {
    let names = book.engine.names();
    names.into_iter().find(|known| known.name == name).unwrap_or_else(|| panic!("no {name}"))
}

#[track_caller]
fn told(book: &Notebook, wanted: &str, ty: &str, size: u64, preview: Option<&str>) {
    let found = name(book, wanted);
    assert_eq!((found.ty.as_str(), found.size, found.preview.as_deref()), (ty, Some(size), preview), "{wanted}");
}

#[test]
fn variables_tell_type_size_and_value() {
    let mut book = Notebook::open();
    book.value(
        "use gradus::prelude::*;
         struct Bird { mass: f32 }
         impl std::fmt::Debug for Bird {
             fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { panic!(\"nobody asked\") }
         }
         let dev = device(0);
         let x = dev.tensor([[1.0_f32, 2.0], [3.0, 4.5]]);
         let loss = x.leaky_trace().mean::<Rank0, _>();
         let mut xs = vec![0.5_f32, 1.5];
         let name = String::from(\"Gentoo\");
         let pair = (1.0_f32, 2.0_f32);
         let birds = vec![Bird { mass: 4.2 }];
         let bird = Bird { mass: 4.2 };
         let w = [0.0, 1.0];
         let f = |x: f32| x * 2.0;
         let open: Vec<i32> = Vec::new();",
    );
    told(&book, "x", "Tensor<2x2, f32>", 16, Some("[1.0, 2.0, 3.0, 4.5]"));
    assert_eq!(name(&book, "x").full_type.as_deref(), Some("Tensor<Rank2<2, 2>, f32, Cpu>"));
    told(&book, "loss", "Tensor<f32, traced>", 4, Some("2.625"));
    told(&book, "xs", "Vec<f32>", 8, Some("[0.5, 1.5]"));
    told(&book, "name", "String", 6, Some("\"Gentoo\""));
    told(&book, "pair", "(f32, f32)", 8, Some("(1.0, 2.0)"));
    told(&book, "birds", "Vec<Bird>", 4, Some("1 item"));
    told(&book, "bird", "Bird", 4, None);
    told(&book, "w", "[f64; 2]", 16, Some("[0.0, 1.0]"));
    told(&book, "f", "closure(f32) -> f32", 0, None);
    told(&book, "open", "Vec<i32>", 0, Some("[]"));

    book.value("xs.push(2.5);");
    told(&book, "xs", "Vec<f32>", 12, Some("[0.5, 1.5, 2.5]"));
    // What a cell changed before it failed is changed.
    book.error("xs[0] = 9.0; panic!(\"stop\")");
    told(&book, "xs", "Vec<f32>", 12, Some("[9.0, 1.5, 2.5]"));
    // Types that nothing tells are still asked for where they are missing.
    assert_eq!(book.rejected("let later = Vec::new();"), ("E0282".into(), 1, 5));
    assert_eq!(book.rejected("let read = \"3\".parse().unwrap();"), ("E0284".into(), 1, 5));
}
