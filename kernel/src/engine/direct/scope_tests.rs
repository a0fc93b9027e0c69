use super::super::{makers::Makers, split};
use super::*;

fn split(code: &str) -> Result<Split, split::SplitError> {
    split::split(code, &Makers::default())
}

/// Runs cells without a compiler: every binding gets the type that `types` gives for its name.
fn run(scope: &mut Scope, id: &str, code: &str, types: &[(&str, &str)]) -> Draft2 {
    let cell = Cell::new(id, code);
    let draft = scope.draft(&cell, split(code).unwrap());
    let dropped = draft.dropped.clone();
    let inputs = draft.inputs.iter().map(|(name, _)| name.clone()).collect();
    let bindings = draft.split.bindings.clone();
    let witness = scope.commit(draft);
    for binding in bindings {
        let type_name = types.iter().find(|(name, _)| *name == binding.name).map_or("i32", |(_, ty)| ty).to_owned();
        let frozen = match freeze::freeze(&type_name) {
            freeze::Frozen::Whole(path) => Some(path),
            freeze::Frozen::Partly(_) => None,
        };
        let (mutable, cell, held) = (binding.mutable, cell.id.clone(), Held::default());
        let variable = Variable { mutable, type_name, frozen, witness, cell, held };
        scope.variables.insert(binding.name, variable);
    }
    Draft2 { dropped, inputs }
}

struct Draft2 {
    dropped: Vec<(String, String)>,
    inputs: Vec<String>,
}

fn generation(scope: &Scope, name: &str) -> u32 {
    scope.entries.iter().find(|e| e.item.keyword != "impl" && e.item.names.contains(name)).unwrap().generation
}

#[test]
fn a_cell_takes_only_what_it_mentions() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "let a = 1; let b = 2;", &[]);
    assert_eq!(run(&mut scope, "2", "println!(\"{b}\")", &[]).inputs, ["b"]);
}

#[test]
fn a_redefined_struct_drops_its_variables_and_moves_what_depends_on_it() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "struct P { x: f32 } struct Q { p: P } struct R; fn f() -> R { R }", &[]);
    let types = [("p", "cell::P"), ("q", "alloc::vec::Vec<cell::Q>"), ("r", "cell::R"), ("n", "i32")];
    run(&mut scope, "2", "let p = 0; let q = 0; let r = 0; let n = 0;", &types);
    let draft = run(&mut scope, "1", "struct P { x: f64 } struct Q { p: P } struct R; fn f() -> R { R }", &[]);
    assert_eq!(draft.dropped, [("p".into(), "P".into()), ("q".into(), "Q".into())]);
    assert_eq!((generation(&scope, "P"), generation(&scope, "Q")), (1, 1));
    assert_eq!((generation(&scope, "R"), generation(&scope, "f")), (0, 0));
    assert!(scope.variables.contains_key("r") && scope.variables.contains_key("n"));
    assert!(matches!(&scope.gone["q"], Gone::Redefined { item, .. } if item == "Q"));
}

#[test]
fn an_unchanged_definition_keeps_its_variables() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "struct P { x: f32 } impl P { fn sx(&self) -> f32 { self.x } }", &[]);
    run(&mut scope, "2", "let p = 0;", &[("p", "cell::P")]);
    let draft = run(&mut scope, "1", "struct P { x: f32 } impl P { fn sx(&self) -> f32 { 2.0 * self.x } }", &[]);
    assert_eq!(draft.dropped, []);
    assert_eq!(generation(&scope, "P"), 0);
    let method = scope.entries.iter().find(|e| e.item.keyword == "impl").unwrap();
    assert_eq!(method.generation, 1);
    assert_eq!(scope.entries.len(), 2);
}

#[test]
fn methods_may_be_added_by_a_later_cell() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "struct P; impl P { fn a(&self) {} }", &[]);
    run(&mut scope, "2", "impl P { fn b(&self) {} }", &[]);
    assert_eq!(scope.entries.len(), 3);
    run(&mut scope, "3", "impl P { fn b(&self) { 1; } }", &[]);
    assert_eq!(scope.entries.len(), 3);
}

#[test]
fn a_new_name_does_not_change_what_older_definitions_meant() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "use gradus::prelude::*;", &[]);
    run(&mut scope, "2", "struct Holder { plot: Plot }", &[]);
    run(&mut scope, "3", "struct Plot { mine: u8 }", &[]);
    assert_eq!((generation(&scope, "Holder"), generation(&scope, "Plot")), (0, 1));
    assert!(scope.draft(&Cell::new("4", "1"), split("1").unwrap()).dropped.is_empty());
}

#[test]
fn a_closure_goes_when_anything_its_cell_mentions_changes() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "fn twice(x: i32) -> i32 { 2 * x }", &[]);
    run(
        &mut scope,
        "2",
        "let f = |x| twice(x);",
        &[("f", "cell::gradus_cell_0123456789abcdef::{{closure}}::{{closure}}")],
    );
    assert_eq!(run(&mut scope, "3", "fn other() {}", &[]).dropped, []);
    let draft = run(&mut scope, "1", "fn twice(x: i32) -> i32 { x + x }", &[]);
    assert_eq!(draft.dropped, [("f".into(), "twice".into())]);
}

#[test]
fn a_probe_changes_nothing() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "struct P { x: f32 }", &[]);
    run(&mut scope, "2", "let p = 0;", &[("p", "cell::P")]);
    let code = "struct P; fn helper() {} p";
    let draft = scope.draft(&Cell::probe("check:a", code), split(code).unwrap());
    assert_eq!(draft.dropped, []);
    assert_eq!(draft.inputs.len(), 1);
    let own: Vec<u32> = draft.entries.iter().map(|e| e.generation).collect();
    assert!(own[0] == 0 && own[1] == own[2] && own[1] > 1 << 30, "{own:?}");
    let other = scope.draft(&Cell::probe("check:b", "struct P;"), split("struct P;").unwrap());
    assert_ne!(other.generation, own[1], "nor may another probe's types pass for these");
}

#[test]
fn what_an_impl_changes_is_found_wherever_it_acts() {
    let mut scope = Scope::default();
    let traits = "trait Sub { type U; } impl Sub for f32 { type U = u64; } trait Has { type T; } \
                  impl<X: Sub> Has for X { type T = X::U; } struct G<T: Has>(T::T);";
    run(&mut scope, "1", traits, &[]);
    run(&mut scope, "2", "let g = 0;", &[("g", "cell::G<f32>")]);
    let draft = run(&mut scope, "3", "impl Sub for f32 { type U = i64; }", &[]);
    assert_eq!(draft.dropped, [("g".into(), "G".into())]);
    run(&mut scope, "4", "trait Sized2 { const N: usize; } struct P; struct S([u8; P::N]);", &[]);
    run(&mut scope, "5", "let s = 0;", &[("s", "cell::__g1::S")]);
    let draft = run(&mut scope, "6", "impl P { const N: usize = 8; }", &[]);
    assert_eq!(draft.dropped, [("s".into(), "S".into())]);
}

#[test]
fn what_a_glob_brought_changes_with_its_module() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "mod m { pub struct String; } use m::*; struct S(String);", &[]);
    run(&mut scope, "2", "let s = 0;", &[("s", "cell::S")]);
    assert_eq!(run(&mut scope, "3", "mod m { pub struct Other; }", &[]).dropped, [("s".into(), "S".into())]);
}

#[test]
fn a_closure_stays_when_a_method_of_its_words_is_anothers() {
    let mut scope = Scope::default();
    let closure = [("f", "cell::gradus_cell_0123456789abcdef::{{closure}}::{{closure}}")];
    run(&mut scope, "1", "struct P; impl P { fn new() -> P { P } }", &[]);
    run(&mut scope, "2", "let v: Vec<u8> = Vec::new(); let f = |x: i32| x;", &closure);
    assert_eq!(run(&mut scope, "3", "impl P { fn new() -> P { P {} } }", &[]).dropped, []);
    run(&mut scope, "4", "let f = |x: i32| P::new();", &closure);
    assert_eq!(run(&mut scope, "5", "impl P { fn new() -> P { P } }", &[]).dropped.len(), 1);
}

#[test]
fn a_closure_goes_with_the_types_it_captures() {
    let mut scope = Scope::default();
    run(&mut scope, "1", "struct P { x: f32 } let p = 0;", &[("p", "cell::P")]);
    let closure = "cell::gradus_cell_0123456789abcdef::{{closure}}::{{closure}}";
    run(&mut scope, "2", "let f = move || p.x;", &[("f", closure)]);
    let draft = run(&mut scope, "3", "struct P { y: f32, x: f32 }", &[]);
    assert_eq!(draft.dropped, [("f".into(), "P".into()), ("p".into(), "P".into())]);
}
