//! From the name that `std::any::type_name` prints to a path that a later cell can write.
//!
//! `type_name` prints where a type is *defined* (`core::ops::range::Range<i32>`), often a private module. std
//! re-exports nearly all of them one level down (`std::ops::Range`), so the rule is: keep the top module and the
//! type. For the kit and what it re-exports, `gradus::rt::names` holds one module a crate with every public type.
//! A wrong guess is harmless: the cell's line does not compile and the engine falls back to a witness, or the
//! store compares `TypeId`s and refuses.

/// The crate that every cell is compiled as.
pub const CELL_CRATE: &str = "cell";

/// The crates that `gradus::rt::names` has a module of.
const KIT: [&str; 7] = ["dfdx", "gradus", "gradus_datasets", "gradus_protocol", "rand", "rand_chacha", "rand_distr"];

/// Whether a printed type may come from either of two crates of one name: the kit's, and one of the `added`.
pub fn is_ambiguous<'a>(type_name: &str, added: impl IntoIterator<Item = &'a str>) -> bool {
    let mut twice = added.into_iter().filter(|name| KIT.contains(name));
    twice.any(|name| type_name.match_indices(name).any(|(at, _)| type_name[at + name.len()..].starts_with("::")))
}

/// How much of a type can be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frozen {
    /// All of it.
    Whole(String),
    /// All but closures, which stand as `_`.
    Partly(String),
}

/// The language's own types.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64",
];

/// Turns the printed name of a variable's type into Rust. A variable lives for ever as far as its type says, so a
/// reference without a printed lifetime is `'static`: `fn(&str)` takes nothing else, while one that takes any text
/// is printed as `fn(&'_ str)`.
pub fn freeze(type_name: &str) -> Frozen {
    match freeze_signature(type_name) {
        Frozen::Whole(path) => Frozen::Whole(for_ever(&path)),
        Frozen::Partly(path) => Frozen::Partly(for_ever(&path)),
    }
}

fn for_ever(path: &str) -> String {
    let mut pieces = path.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(if piece.starts_with('\'') { "&" } else { "&'static " });
        out.push_str(piece);
    }
    out
}

/// Turns the printed name of a signature into Rust: what it borrows, it borrows for as long as rustc finds.
pub fn freeze_signature(type_name: &str) -> Frozen {
    let mut out = String::with_capacity(type_name.len());
    let mut whole = true;
    let mut rest = type_name;
    while !rest.is_empty() {
        let length = path_length(rest);
        if length == 0 {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..next]);
            rest = &rest[next..];
            continue;
        }
        let path = &rest[..length];
        if path.contains(['{', '<']) {
            whole = false;
            out.push('_');
        } else {
            out.push_str(&public_path(path));
        }
        rest = &rest[length..];
    }
    if whole { Frozen::Whole(out) } else { Frozen::Partly(out) }
}

/// Names of the learner's own items that a printed type mentions, with the module they stand in
/// (`cell::__g2::Point` gives `("__g2", "Point")`).
pub fn own_items(type_name: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = type_name;
    while !rest.is_empty() {
        // Arguments inside a path are looked at on their own.
        let length = path_length(rest);
        let length = rest[..length].find('<').unwrap_or(length);
        if let Some(inner) = rest[..length].strip_prefix("cell::") {
            let mut segments = inner.split("::").skip_while(|segment| super::scope::is_generation(segment));
            let module = inner.split("::").take_while(|segment| super::scope::is_generation(segment)).last();
            if let Some(name) = segments.next().filter(|name| !name.is_empty()) {
                found.push((module.unwrap_or_default().to_owned(), name.to_owned()));
            }
        }
        rest = &rest[length.max(rest.chars().next().map_or(1, char::len_utf8))..];
    }
    found
}

/// The length of the path at the start, `{{closure}}` and `<impl A for B>` segments included; 0 if there is none.
fn path_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let segment = if rest.starts_with('{') {
            rest.find(|c| c != '{')
                .and_then(|open| rest[open..].find('}').map(|close| open + close))
                .map(|close| close + rest[close..].chars().take_while(|c| *c == '}').count())
        } else if length > 0 && rest.starts_with("<impl ") {
            rest.find('>').map(|close| close + 1)
        } else {
            let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            (word > 0).then_some(word)
        };
        match segment {
            Some(segment) => length += segment,
            None => return length,
        }
        // `cell::adder<f64>::{{closure}}`: the path goes on behind its arguments.
        if let Some(arguments) = arguments(&text[length..]).filter(|end| text[length + end..].starts_with("::")) {
            length += arguments;
        }
        match text[length..].strip_prefix("::") {
            Some(_) => length += 2,
            None => return length,
        }
    }
}

/// The length of `<..>` at the start.
fn arguments(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if text[..at].ends_with('-') => {}
            '>' if depth == 1 => return Some(at + 1),
            '>' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

fn public_path(path: &str) -> String {
    let segments: Vec<&str> = path.split("::").collect();
    match segments.as_slice() {
        // In full, because a learner may define an `f32` of their own.
        [word] if PRIMITIVES.contains(word) => format!("::std::primitive::{word}"),
        // A keyword (`dyn`, `mut`), the value of a const generic.
        [word] => (*word).to_owned(),
        ["alloc" | "core" | "std", inner @ ..] => standard(inner),
        [CELL_CRATE, inner @ ..] => format!("crate::{}", inner.join("::")),
        [polars, .., last] if polars.starts_with("polars") => format!("::gradus_frames::names::{last}"),
        [known, .., last] if KIT.contains(known) => format!("::gradus::rt::names::{known}::{last}"),
        // A crate of the learner's choice; nearly all have their types at the top, too.
        [other, .., last] => format!("::{other}::{last}"),
        [] => String::new(),
    }
}

/// std's public path of a type defined at `std::<segments>`.
fn standard(segments: &[&str]) -> String {
    let Some((last, modules)) = segments.split_last() else { return String::new() };
    let parent = match modules {
        // Re-exported by `std::collections` itself only for the collections; their iterators live a level deeper.
        ["collections", ..] if last.starts_with("HashMap") || last.starts_with("HashSet") => "collections".into(),
        ["collections", "hash", "map", ..] => "collections::hash_map".into(),
        ["collections", "hash", "set", ..] => "collections::hash_set".into(),
        ["collections", "btree", "map", ..] => "collections::btree_map".into(),
        ["collections", "btree", "set", ..] => "collections::btree_set".into(),
        ["collections", kind, ..] => format!("collections::{kind}"),
        ["sync", inner @ ("atomic" | "mpsc"), ..] => format!("sync::{inner}"),
        ["slice", "iter", ..] | ["slice", ..] => "slice".into(),
        ["os", inner @ ..] => format!("os::{}", inner.join("::")),
        [top, ..] => (*top).to_owned(),
        [] => return format!("::std::{last}"),
    };
    format!("::std::{parent}::{last}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::any::type_name;

    fn whole(name: &str) -> String {
        match freeze(name) {
            Frozen::Whole(path) => path,
            Frozen::Partly(path) => panic!("only partly: {path}"),
        }
    }

    /// Freezes a type and checks that the path names the very type: rustc compares `$path` with `$ty`.
    macro_rules! freezes {
        ($($ty:ty => $path:ty),* $(,)?) => {$({
            let _same: fn($ty) -> $path = |x| x;
            let frozen = whole(type_name::<$ty>()).replace(' ', "").replace("::std::primitive::", "");
            assert_eq!(frozen, stringify!($path).replace(' ', ""), "{}", type_name::<$ty>());
        })*};
    }

    #[test]
    fn std_types_get_their_public_path() {
        freezes! {
            f32 => f32,
            (u8, [i64; 3]) => (u8, [i64; 3]),
            &'static str => &'static str,
            fn(&'static str) -> &'static str => fn(&'static str) -> &'static str,
            Vec<Option<String>> => ::std::vec::Vec<::std::option::Option<::std::string::String>>,
            std::ops::Range<usize> => ::std::ops::Range<usize>,
            std::collections::HashMap<u8, f32> => ::std::collections::HashMap<u8, f32>,
            std::collections::BTreeMap<u8, ()> => ::std::collections::btree_map::BTreeMap<u8, ()>,
            std::collections::VecDeque<u8> => ::std::collections::vec_deque::VecDeque<u8>,
            std::rc::Rc<std::cell::RefCell<u8>> => ::std::rc::Rc<::std::cell::RefCell<u8>>,
            std::sync::Arc<std::sync::Mutex<u8>> => ::std::sync::Arc<::std::sync::Mutex<u8>>,
            std::sync::mpsc::Sender<u8> => ::std::sync::mpsc::Sender<u8>,
            std::thread::JoinHandle<u8> => ::std::thread::JoinHandle<u8>,
            std::time::Instant => ::std::time::Instant,
            std::iter::Rev<std::vec::IntoIter<u8>> => ::std::iter::Rev<::std::vec::IntoIter<u8>>,
            Result<u8, std::num::ParseIntError> => ::std::result::Result<u8, ::std::num::ParseIntError>,
            Box<dyn Fn(f32) -> f32> => ::std::boxed::Box<dyn ::std::ops::Fn(f32) -> f32>,
            Box<dyn std::error::Error + Send> => ::std::boxed::Box<dyn ::std::error::Error + ::std::marker::Send>,
            fn(&str) -> usize => fn(&'_ str) -> usize,
        }
    }

    #[test]
    fn other_crates_go_through_the_kit() {
        assert_eq!(
            whole(
                "dfdx::tensor::tensor_impls::Tensor<(dfdx::shapes::shape::Const<4>,), f32, dfdx::tensor::cpu::device::Cpu>"
            ),
            "::gradus::rt::names::dfdx::Tensor<(::gradus::rt::names::dfdx::Const<4>,), ::std::primitive::f32, ::gradus::rt::names::dfdx::Cpu>"
        );
        assert_eq!(whole("cell::__g2::Point"), "crate::__g2::Point");
    }

    #[test]
    fn closures_stay_open() {
        let doubled = (0..3).map(|x| x * 2);
        fn name<T>(_: &T) -> &'static str {
            type_name::<T>()
        }
        assert_eq!(
            freeze(name(&doubled)),
            Frozen::Partly("::std::iter::Map<::std::ops::Range<::std::primitive::i32>, _>".into())
        );
        assert_eq!(freeze("cell::gradus_cell::{{closure}}::{{closure}}"), Frozen::Partly("_".into()));
        assert_eq!(freeze("cell::<impl cell::P>::f::{{closure}}"), Frozen::Partly("_".into()));
        assert_eq!(freeze("(cell::adder<f64>::{{closure}}, i32)"), Frozen::Partly("(_, ::std::primitive::i32)".into()));
        assert_eq!(freeze("core::option::Option<i32>::Some"), Frozen::Partly("_".into()));
    }

    #[test]
    fn own_items_are_found_with_their_generation() {
        assert_eq!(
            own_items("alloc::vec::Vec<(cell::__g2::Point, cell::Shape)>"),
            [("__g2".into(), "Point".into()), (String::new(), "Shape".into())]
        );
        assert_eq!(own_items("cell::make::{{closure}}"), [(String::new(), "make".into())]);
        let generic = own_items("cell::__g1::adder<cell::P>::{{closure}}");
        assert_eq!(generic, [("__g1".into(), "adder".into()), (String::new(), "P".into())]);
        assert_eq!(own_items("f32"), []);
    }
}
