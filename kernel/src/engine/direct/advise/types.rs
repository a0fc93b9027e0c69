//! E0308 between ordinary types.

use super::{numbers, said::Said, shapes};

/// A value of another type than wanted.
pub fn mismatched(said: &Said) -> Option<String> {
    shapes::mismatched(said).or_else(|| numbers::wanted(said)).or_else(|| nothing(said)).or_else(|| plain(said))
}

/// A function that promises a value and gives none.
fn nothing(said: &Said) -> Option<String> {
    let name = said.spot("implicitly returns `()`")?.text;
    let wanted = said.at();
    Some(match said.note("remove this semicolon") {
        Some(_) => say!("advice-return-semicolon", name = name, wanted = wanted),
        None => say!("advice-return-nothing", name = name, wanted = wanted),
    })
}

fn plain(said: &Said) -> Option<String> {
    if said.message.contains("incompatible types") {
        return Some(say!("advice-branches"));
    }
    let text = said.at();
    let label = said.label();
    if label.starts_with("expected an array with a size of") || label.contains("a tuple with") {
        return Some(say!("advice-count", text = text));
    }
    let (wanted, found) = label.strip_prefix("expected ")?.split_once(", found ")?;
    let (wanted, found) = (wanted.trim_matches('`'), found.trim_matches('`'));
    match (wanted, found) {
        ("String", "&str") => Some(say!("advice-text-owned", text = text)),
        ("&str", "String") => Some(say!("advice-text-lent", text = text)),
        ("bool", _) => Some(say!("advice-condition", text = text, found = found)),
        _ if wanted.starts_with("Option<") => Some(say!("advice-option-wanted", text = text)),
        _ if found.starts_with("Option<") => Some(say!("advice-option-found", text = text)),
        _ if wanted.starts_with("Result<") => Some(say!("advice-result-wanted", text = text)),
        _ if found.starts_with("Result<") => Some(say!("advice-result-found", text = text)),
        _ if wanted.strip_prefix("&mut ") == Some(found) => Some(say!("advice-lend-mut", text = text)),
        _ if wanted.strip_prefix('&') == Some(found) => Some(say!("advice-lend", text = text, wanted = wanted)),
        _ if found.strip_prefix('&') == Some(wanted) => Some(say!("advice-own", text = text, wanted = wanted)),
        _ => None,
    }
}
