//! Values that were not made to change: E0384, E0594, E0596.

use super::{Known, said::Said};

/// A variable without `mut`, or a reference that only looks.
pub fn constant(said: &Said, known: &Known) -> Option<String> {
    let whole = said.quoted();
    let name = match whole.as_slice() {
        // `cannot assign to `p.0`, as `p` is not declared as mutable`
        [.., name] if said.code == "E0594" => name.trim_start_matches('*'),
        [name, ..] => name.trim_start_matches('*'),
        [] => return None,
    };
    if said.message.contains("behind a `&` reference") {
        let name = whole.first()?.trim_start_matches('*');
        if let Some(list) = said.spot("this iterator yields `&` references") {
            let (text, line) = (list.text, list.line);
            let instead = text.strip_prefix('&').map(|list| format!("&mut {list}"));
            let instead = instead.or_else(|| text.strip_suffix(".iter()").map(|list| format!("{list}.iter_mut()")));
            return Some(match instead {
                Some(instead) => {
                    say!("advice-change-looped", name = name, instead = instead, text = text, line = line)
                }
                None => say!("advice-change-looped-inside", name = name, text = text, line = line),
            });
        }
        return Some(say!("advice-change-lent", name = name));
    }
    if said.message.contains("captured variable") || said.message.contains("`Fn` closure") {
        return Some(say!("advice-change-captured", name = name));
    }
    if said.message.contains("argument") {
        return Some(say!("advice-change-argument", name = name));
    }
    let makes_it = |text: &String| text.starts_with("mut ");
    let here = said.notes.iter().any(|note| note.inside && note.replacements.iter().any(makes_it));
    match known.variable(name).filter(|_| !here) {
        Some((cell, ty)) => Some(say!("advice-change-elsewhere", name = name, type = ty, cell = cell)),
        None if said.code == "E0384" => Some(say!("advice-change-twice", name = name)),
        None => Some(say!("advice-change", name = name)),
    }
}
