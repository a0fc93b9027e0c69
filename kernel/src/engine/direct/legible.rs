//! rustc's words as a learner can read them: no modules of the engine's, no paths into the kit, tensors by their
//! sizes, and no lists of types of crates that the learner has never heard of.

use super::compile::Message;
use super::readable::tensors;

/// Crates whose paths a learner never writes in a type: the kit, and what it is made of.
const INSIDE: [&str; 2] = ["gradus_shared", "dfdx"];

/// A text of rustc's.
pub fn legible(text: &str) -> String {
    tensors(&without_paths(&in_the_open(text))).replace(", NoneTape>", ">")
}

/// A text of an error about a path: there the path is what matters.
pub fn about_a_path(text: &str) -> String {
    in_the_open(text).replace("gradus_shared::gradus::", "gradus::")
}

/// Code that rustc suggests: types stay as code writes them.
pub fn code(text: &str) -> String {
    if text.starts_with("use ") { about_a_path(text) } else { without_paths(&in_the_open(text)) }
}

/// Without the modules that the engine puts definitions in and the error type of its closures.
fn in_the_open(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("__g") {
        let digits = rest[at + 3..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + 3 + digits;
        out.push_str(&rest[..at]);
        if digits > 0 && rest[end..].starts_with("::") {
            rest = &rest[end + 2..];
        } else {
            out.push_str(&rest[at..end]);
            rest = &rest[end..];
        }
    }
    // What a cell's own `?` turns errors into takes any error, and reads as what a function of the learner's would say.
    (out + rest).replace("gradus::rt::CellFailure", "CellFailure").replace("CellFailure", "Box<dyn Error>")
}

/// Paths into the kit cut down to their last name.
fn without_paths(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
        let (path, after) = rest.split_at(word);
        let inside = path.starts_with("gradus::prelude::")
            || path.starts_with("gradus::dfdx::")
            || path.split_once("::").is_some_and(|(first, _)| INSIDE.contains(&first));
        // `cell:1:2` and a word before a colon are no paths.
        let last = path.rfind("::").map_or(0, |at| at + 2);
        out.push_str(if inside && last < path.len() { &path[last..] } else { path });
        let other = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(&after[..other]);
        rest = &after[other..];
    }
    out
}

/// Whether a note says nothing to a learner: files of rustc's, or candidates from crates inside the kit.
/// `own` tells the learner's own definitions.
pub fn is_noise(note: &Message, own: impl Fn(&str) -> bool) -> bool {
    let text = note.message.as_str();
    if text.starts_with("the full name for the type has been written to") || text.contains("`--verbose`") {
        return true;
    }
    let candidates = ["the following other types implement trait `", "the following types implement trait `"];
    if let Some(rest) = candidates.iter().find_map(|start| text.strip_prefix(start)) {
        let name = rest.split(['`', '<']).next().unwrap_or_default();
        return !own(name);
    }
    // Traits of other crates with a method of that name: none of them is for a type of the learner's.
    let traits = ["the following trait defines an item `", "the following traits define an item `"];
    if traits.iter().any(|start| text.starts_with(start)) {
        let named = text.lines().skip(1).filter_map(|line| line.split('`').nth(1));
        return !named.filter_map(|path| path.rsplit("::").next()).any(own);
    }
    text.starts_with("items from traits can only be used if the trait is implemented")
        || text.starts_with("multiple `impl`s satisfying")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generations_are_not_shown() {
        assert_eq!(in_the_open("expected `__g1::__g2::P`, found `P`"), "expected `P`, found `P`");
        assert_eq!(in_the_open("a name __gx stays"), "a name __gx stays");
    }

    #[test]
    fn types_of_the_kit_read_as_people_write_them() {
        let told = "`a` has type `gradus::prelude::Tensor<(gradus::prelude::Const<4>, gradus::prelude::Const<2>), f32, \
                    Cpu>`, which does not implement the `Copy` trait";
        assert_eq!(legible(told), "`a` has type `Tensor<4x2, f32>`, which does not implement the `Copy` trait");
        let models = "(gradus::prelude::modules::Linear<2, 3, f32, Cpu>, gradus::prelude::Tanh)";
        assert_eq!(legible(models), "(Linear<2, 3, f32, Cpu>, Tanh)");
        let cut = "the trait bound `Tensor<(Const<4>, Const<3>), f32, Cpu, ...>: TryMatMul<...>` is not satisfied";
        assert_eq!(legible(cut), "the trait bound `Tensor<4x3, f32, ...>: TryMatMul<...>` is not satisfied");
        let open = "expected struct `dfdx::tensor::Tensor<(Const<2>, Const<4>), _, _>`";
        assert_eq!(legible(open), "expected struct `Tensor<2x4, _>`");
        assert_eq!(legible("`std::fmt::Display` at 2:3, cell::P"), "`std::fmt::Display` at 2:3, cell::P");
    }

    #[test]
    fn a_path_that_is_missing_keeps_its_name() {
        assert_eq!(about_a_path("unresolved import `dfdx::nn::Foo`"), "unresolved import `dfdx::nn::Foo`");
        assert_eq!(about_a_path("use gradus_shared::gradus::Plot;"), "use gradus::Plot;");
    }

    #[test]
    fn candidates_from_inside_the_kit_are_noise() {
        let note = |text: &str| Message {
            message: text.into(),
            level: "help".into(),
            code: None,
            spans: vec![],
            children: vec![],
        };
        let own = |name: &str| name == "Act";
        let list = "the following other types implement trait `Add<Rhs>`:\n  `&i32` implements `Add<&num_complex::Complex<i32>>`";
        assert!(is_noise(&note(list), own));
        assert!(!is_noise(&note("the following other types implement trait `Act`:\n  A\n  B"), own));
        let define = "the following traits define an item `tanh`, perhaps you need to implement one of them:\n\
                      candidate #1: `num_complex::complex_float::ComplexFloat`\n";
        assert!(is_noise(&note(define), own));
        let mine = "the following trait defines an item `act`, perhaps you need to implement it:\ncandidate #1: `Act`";
        assert!(!is_noise(&note(mine), own));
        assert!(!is_noise(&note("consider cloning the value"), own));
    }
}
