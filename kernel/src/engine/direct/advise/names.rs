//! Names that nothing stands behind: E0425, E0422, E0412, E0433, E0432, E0423, E0405, E0463.

use super::{Known, said::Said};

/// A name that is not known.
pub fn unknown(said: &Said, known: &Known) -> Option<String> {
    let whole = said.quoted();
    let name = *whole.first()?;
    if let Some(why) = known.gone(name) {
        return Some(why);
    }
    if let Some(cell) = known.elsewhere(name) {
        return Some(say!("advice-name-elsewhere", name = name, cell = cell));
    }
    let import = said.notes.iter().flat_map(|note| &note.replacements).find(|text| text.starts_with("use "));
    if let Some(import) = import.filter(|import| !import.contains("gradus_shared")) {
        return Some(say!("advice-name-import", name = name, import = import.trim()));
    }
    match (said.code, name) {
        ("E0463", _) => Some(say!("advice-name-extern", name = name)),
        ("E0432" | "E0433", "dfdx" | "plotters" | "rand") => Some(say!("advice-name-inside", name = name)),
        ("E0423", _) if said.note("use struct literal syntax").is_some() => {
            Some(say!("advice-name-struct", name = name))
        }
        ("E0423", "print") => Some(say!("advice-name-macro", name = "println")),
        ("E0423", _) if said.note("use `!` to invoke the macro").is_some() => {
            Some(say!("advice-name-macro", name = name))
        }
        (_, "range") => Some(say!("advice-name-range")),
        (_, "len" | "abs" | "sqrt" | "exp" | "min" | "max") if said.message.contains("function") => {
            Some(say!("advice-name-method", name = name))
        }
        (_, "True" | "False") => Some(say!("advice-name-bool", name = name.to_lowercase())),
        (_, "None" | "null" | "nil") => Some(say!("advice-name-none")),
        ("E0432" | "E0433", _) if said.note("missing a crate").is_some() => {
            Some(say!("advice-name-crate", name = name))
        }
        _ if said.note("you might have meant to introduce a new binding").is_some() => {
            Some(say!("advice-name-let", name = name))
        }
        _ => said.note("with a similar name exists").map(|_| ()).map_or_else(
            || Some(say!("advice-name", name = name)),
            |()| similar(said).map(|other| say!("advice-name-similar", name = name, other = other)),
        ),
    }
}

fn similar<'a>(said: &'a Said) -> Option<&'a str> {
    let note = said.notes.iter().find(|note| note.text.contains("with a similar name exists"))?;
    note.replacements.first().map(String::as_str)
}
