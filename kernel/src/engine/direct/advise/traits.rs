//! E0277: what a type cannot do.

use super::{Known, numbers, said::Said, shapes};

/// A type that cannot do what is asked of it.
pub fn missing(said: &Said, known: &Known) -> Option<String> {
    printing(said, known)
        .or_else(|| question_mark(said))
        .or_else(|| order(said))
        .or_else(|| items(said))
        .or_else(|| shapes::unsuited(said))
        .or_else(|| numbers::mixed(said))
}

fn printing(said: &Said, known: &Known) -> Option<String> {
    let (before, wanted) = said.message.split_once("` doesn't implement `")?;
    let ty = before.trim_start_matches('`');
    let name = ty.split('<').next().unwrap_or(ty);
    let text = said.at();
    match wanted.trim_end_matches('`') {
        _ if ty.starts_with("Tensor<") => Some(say!("advice-print-tensor", text = text, type = ty)),
        "std::fmt::Display" => Some(match known.item(name) {
            Some((_, cell)) => say!("advice-print-own", text = text, type = name, cell = cell),
            None => say!("advice-print-debug", text = text, type = ty),
        }),
        "Debug" => known.item(name).map(|(_, cell)| say!("advice-print-derive", type = name, cell = cell)),
        _ => None,
    }
}

fn question_mark(said: &Said) -> Option<String> {
    if !said.message.contains("the `?` operator") {
        return None;
    }
    if said.message.contains("not `Option`s") {
        let before = said.spots.first()?.operands().0;
        return Some(say!("advice-question-option", text = before));
    }
    said.spot("this function should return").map(|_| say!("advice-question-function"))
}

/// Numbers with a point have no total order, because of NaN.
fn order(said: &Said) -> Option<String> {
    let ty = ["f32", "f64"].into_iter().find(|ty| {
        said.message.starts_with(&format!("the trait bound `{ty}: Ord`"))
            || said.message.starts_with(&format!("the trait bound `{ty}: std::cmp::Ord`"))
            || said.message.starts_with(&format!("the trait bound `{ty}: Hash`"))
            || said.message.starts_with(&format!("the trait bound `{ty}: Eq`"))
    })?;
    Some(match said.at() {
        "max" | "min" => say!("advice-order-most", type = ty, which = said.at()),
        "sort" => say!("advice-order-sort", type = ty),
        _ => say!("advice-order", type = ty),
    })
}

fn items(said: &Said) -> Option<String> {
    let text = said.at();
    if let Some((_, index)) = said.message.split_once("` cannot be indexed by `") {
        let index = index.trim_end_matches('`');
        // `&usize as usize` is no cast: what it points at is what counts.
        if let Some(behind) = index.strip_prefix('&') {
            return Some(match behind {
                "usize" => say!("advice-index-lent", text = text),
                _ => say!("advice-index", text = format!("*{text}"), type = behind),
            });
        }
        return (!index.starts_with('{')).then(|| say!("advice-index", text = text, type = index));
    }
    if let Some(ty) = said.message.strip_suffix("` is not an iterator").map(|ty| ty.trim_start_matches('`')) {
        let whole = ty == "{integer}" || ty.starts_with(['i', 'u']) && ty[1..].parse::<u8>().is_ok() || ty == "usize";
        return Some(match ty {
            _ if whole => say!("advice-loop-number", text = text),
            _ if ty.starts_with("Tensor<") => say!("advice-loop-tensor", text = text),
            _ => say!("advice-loop-other", text = text, type = ty),
        });
    }
    if said.message.contains("cannot be made by summing an iterator") {
        let whole = said.quoted();
        let (wanted, found) = (*whole.first()?, whole.get(1)?.trim_start_matches('&'));
        return Some(say!("advice-sum", wanted = wanted, found = found));
    }
    if said.message.contains("cannot be built from an iterator over elements of type") {
        let whole = said.quoted();
        return Some(say!("advice-collect-items", wanted = *whole.first()?, found = *whole.get(1)?));
    }
    None
}
