use super::*;
use crate::runtime::{Source, Sources};
use gradus_protocol::{CellId, Name, NameKind};

#[test]
fn a_cell_stands_inside_its_session() {
    let mut context = Context::default();
    context.define("struct Point { x: f32 }");
    context.nest("__g1");
    context.define("struct Line;");
    context.bind("p", true, Some("crate::Point"));
    context.bind("f", false, None);
    let (file, inside) = context.around("p.x\n");
    assert_eq!(&file[inside], "p.x\n");
    let parsed = syn::parse_file(&file).unwrap();
    assert_eq!(parsed.items.len(), 4, "two imports, a struct, a module with the rest: {file}");
    assert!(file.contains("let mut p: crate::Point = loop {};\nlet f = loop {};"), "{file}");
}

#[test]
fn without_the_process_names_are_still_completed() {
    let prelude = "pub use crate::{show, plot::Plot}; pub use dfdx::prelude::*; pub fn seeded() {} type Hidden = u8;";
    let file = Source { path: "lessons/kit/src/prelude.rs".into(), bytes: prelude.as_bytes().into() };
    let fallback = Fallback::new(&Sources::from_iter([file]));
    let known = [Name::new("seen", NameKind::Variable, CellId::new("a"), "u8")];
    let labels = |cell: &str, cursor| {
        let found = fallback.complete(&known, cell, cursor);
        (found.items.into_iter().map(|item| item.label).collect::<Vec<_>>(), found.replace)
    };
    assert_eq!(labels("é + se", 6), (vec!["seen".into(), "seeded".into()], 4..6), "characters, not bytes");
    assert_eq!(labels("pl", 2).0, ["Plot"]);
    assert!(labels("t.", 2).0.is_empty(), "behind a dot nothing is known");
    assert_eq!(labels("x\n:ty", 5).0, ["type"], "a command");
    assert!(labels("", 0).0.contains(&"let".to_owned()));
}
