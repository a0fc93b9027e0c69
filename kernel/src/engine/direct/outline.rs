//! A cell taken apart as far as another engine needs it.

use super::{makers::Makers, readable, split::split};
use std::ops::Range;

/// What a cell holds. Ranges are bytes of its source.
pub struct Outline {
    /// The last expression, when its value is to be shown.
    pub tail: Option<Range<usize>>,
    /// Definitions: each name, and the keyword it is defined with.
    pub items: Vec<(String, &'static str)>,
    /// Variables that it binds.
    pub bindings: Vec<String>,
}

/// The outline of a cell, if it is Rust.
pub fn outline(source: &str) -> Option<Outline> {
    let split = split(source, &Makers::default()).ok()?;
    let named = |item: &super::split::ItemPiece| item.names.iter().map(|name| (name.clone(), item.keyword)).collect();
    let items = split.items.iter().filter(|item| item.keyword != "impl").flat_map(|item| -> Vec<_> { named(item) });
    let (items, bindings) = (items.collect(), split.bindings.into_iter().map(|binding| binding.name).collect());
    Some(Outline { tail: split.tail, items, bindings })
}

/// The definitions of a cell, as written.
pub fn definitions(source: &str) -> Vec<&str> {
    let items = split(source, &Makers::default()).map(|split| split.items).unwrap_or_default();
    items.into_iter().map(|item| &source[item.range]).collect()
}

/// A type as a person writes it, in short and in full.
pub fn readable_type(type_name: &str) -> (String, String) {
    (readable::readable(type_name, None), readable::in_full(type_name, None))
}
