//! Values that somebody else looks at.

use super::said::{Said, quoted};

/// E0502: changed while something looks into it.
pub fn changed(said: &Said) -> Option<String> {
    let whole = said.quoted();
    let (name, here) = (*whole.first()?, said.spots.first()?);
    Some(match said.spot("later used here") {
        Some(reader) if reader.line != here.line => say!(
            "advice-borrow-changed",
            name = name,
            text = here.text,
            line = here.line,
            reader = reader.text,
            later = reader.line
        ),
        _ => say!("advice-borrow-both", name = name),
    })
}

/// E0499: changed from two sides.
pub fn twice(said: &Said) -> Option<String> {
    let whole = said.quoted();
    let (name, first) = (*whole.first()?, said.spot("later used here")?);
    let line = said.spots.first()?.line;
    Some(say!("advice-borrow-twice", name = name, first = first.text, later = first.line, line = line))
}

/// E0506: assigned while something looks at it.
pub fn assigned(said: &Said) -> Option<String> {
    let whole = said.quoted();
    let (name, reader) = (*whole.first()?, said.spot("later used here")?);
    let line = said.spots.first()?.line;
    Some(say!("advice-borrow-assigned", name = name, reader = reader.text, later = reader.line, line = line))
}

/// E0597: what is looked at ends before the look does.
pub fn short(said: &Said) -> Option<String> {
    let whole = said.quoted();
    // A thread may outlive the cell, and the closure only looks at a variable of an earlier one.
    if said.spot("is borrowed for `'static`").is_some_and(|call| call.text.contains('|')) {
        return Some(say!("advice-borrow-closure", name = *whole.first()?));
    }
    let (name, end, reader) = (*whole.first()?, said.spot("dropped here")?, said.spot("later used here")?);
    Some(say!("advice-borrow-short", name = name, line = end.line, reader = reader.text, later = reader.line))
}

/// E0716: a value without a name.
pub fn temporary(said: &Said) -> Option<String> {
    Some(say!("advice-borrow-temporary", text = said.at()))
}

/// E0373: a closure that may outlive what it uses.
pub fn closure(said: &Said) -> Option<String> {
    Some(say!("advice-borrow-closure", name = *said.quoted().first()?))
}

/// E0515: a reference to what ends with the function.
pub fn returned(said: &Said) -> Option<String> {
    let whole = quoted(&said.message);
    Some(match whole.first() {
        Some(name) => say!("advice-borrow-returned", name = name),
        None => say!("advice-borrow-returned", name = said.at()),
    })
}
