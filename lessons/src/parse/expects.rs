//! `expects`: the names a check reads, as Rust signatures.

use crate::Expected;
use syn::{Item, Pat, Stmt, parse::Parser as _};

/// Reads `fn slope(w: f32) -> f32; let loss: f32`.
///
/// # Errors
/// The part that is no signature.
pub fn expects(text: &str) -> Result<Vec<Expected>, String> {
    split(text)
        .into_iter()
        .map(|signature| {
            let name = name(signature).ok_or_else(|| signature.to_owned())?;
            Ok(Expected { name, signature: signature.to_owned() })
        })
        .collect()
}

/// Cuts at semicolons outside brackets: `[f32; 3]` stays whole.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_i32, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ';' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn name(signature: &str) -> Option<String> {
    if let Ok(function) = syn::parse_str::<syn::TraitItemFn>(&format!("{signature};")) {
        return Some(function.sig.ident.to_string());
    }
    if signature.starts_with("let ") {
        return variable(signature);
    }
    let item = ["", ";", " {}"].iter().find_map(|end| syn::parse_str::<Item>(&format!("{signature}{end}")).ok())?;
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Trait(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        Item::Impl(item) => match *item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The name of `let loss: f32`; the type must be there, it is what the learner reads.
fn variable(signature: &str) -> Option<String> {
    let statements = syn::Block::parse_within.parse_str(&format!("{signature};")).ok()?;
    match statements.as_slice() {
        [Stmt::Local(syn::Local { pat: Pat::Type(typed), init: None, .. })] => match &*typed.pat {
            Pat::Ident(ident) => Some(ident.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<String>, String> {
        expects(text).map(|all| all.into_iter().map(|expected| expected.name).collect())
    }

    #[test]
    fn functions_variables_and_types_have_names() {
        let text = "fn slope(w: f32, xs: [f32; 3]) -> f32; let loss: f32; struct Neuron; \
                    impl Neuron { fn forward(&self, x: f32) -> f32; fn grad(&self) -> f32; }; type Batch = [f32; 4]";
        assert_eq!(names(text).unwrap(), ["slope", "loss", "Neuron", "Neuron", "Batch"]);
        assert_eq!(expects(text).unwrap()[1].signature, "let loss: f32");
        assert_eq!(names("fn f<T: Into<f32>>(x: T) -> f32; let mut w: Vec<f32>;").unwrap(), ["f", "w"]);
    }

    #[test]
    fn what_is_no_signature_is_named() {
        assert_eq!(names("fn slope(w: f32) -> f32; loss").unwrap_err(), "loss");
        assert_eq!(names("let loss").unwrap_err(), "let loss");
        assert_eq!(names("let x: f32 = 1.0").unwrap_err(), "let x: f32 = 1.0");
        assert_eq!(names("fn slope(w").unwrap_err(), "fn slope(w");
    }
}
