//! E0282, E0283, E0284, E0689: types that nothing tells.

use super::said::Said;

/// A type that rustc cannot work out.
pub fn annotate(said: &Said) -> Option<String> {
    let text = said.at();
    if said.code == "E0689" {
        return Some(say!("advice-type-number"));
    }
    if said.note("consider giving this closure parameter").is_some() {
        return Some(say!("advice-type-closure", name = text));
    }
    if said.label().contains("`Dst`") {
        return Some(say!("advice-type-reduce", method = text));
    }
    if said.label().contains("`Ax`") {
        return Some(say!("advice-type-axis", method = text));
    }
    let made_by = said.spot("type must be known at this point").map(|spot| spot.text).unwrap_or_default();
    match made_by {
        "collect" => Some(say!("advice-type-collect", name = text)),
        "parse" => Some(say!("advice-type-parse", name = text)),
        _ if said.message.contains("`Vec<_>`") => Some(say!("advice-type-vec", name = text)),
        _ if text == "sum" || text == "product" => Some(say!("advice-type-sum", method = text)),
        _ if text == "collect" => Some(say!("advice-type-collect-here")),
        _ if !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_') => {
            Some(say!("advice-type", name = text))
        }
        _ => None,
    }
}
