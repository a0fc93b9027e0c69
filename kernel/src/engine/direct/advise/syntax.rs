//! Errors without a code: what is no Rust, mostly a slip of the fingers.

use super::said::{Note, Said};

/// How far off a slip of the fingers may be.
const NEAR: usize = 2;

/// A slip.
pub fn slip(said: &Said) -> Option<String> {
    let line = said.spots.first().map_or(1, |spot| spot.line);
    let text = said.message.as_str();
    let between = text.starts_with("expected one of") && text.contains("`;`") && text.contains("found keyword");
    if text.starts_with("expected `;`") || between {
        return Some(say!("advice-slip-semicolon", line = line));
    }
    if text.ends_with("found `}`") && said.spots.first().is_some_and(|spot| spot.primary && spot.text.is_empty()) {
        return Some(say!("advice-slip-end", line = line));
    }
    if text.contains("closing delimiter") || text.contains("unclosed delimiter") {
        let open = said.spot("unclosed delimiter").or_else(|| said.spots.first())?;
        return Some(match open.text {
            "(" | "[" | "{" => say!("advice-slip-bracket", open = open.text, line = open.line),
            _ => say!("advice-slip-bracket-extra", line = open.line),
        });
    }
    if text.starts_with("unterminated double quote") {
        return Some(say!("advice-slip-quote", line = line));
    }
    if text.starts_with("character literal may only contain") {
        return Some(say!("advice-slip-character"));
    }
    if text.starts_with("cannot find macro") {
        let name = said.quoted().first().copied()?;
        return Some(match said.notes.iter().find(|note| note.text.contains("with a similar name exists")) {
            Some(_) if name.starts_with("print") => say!("advice-name-similar", name = name, other = "println"),
            Some(note) => similar(name, note)?,
            None => say!("advice-name-no-macro", name = name),
        });
    }
    None
}

/// The macro that was meant; nothing if rustc's guess is far off.
fn similar(name: &str, note: &Note) -> Option<String> {
    let other = note.replacements.first()?.trim_end_matches('!');
    (strsim::damerau_levenshtein(name, other) <= NEAR).then(|| say!("advice-name-similar", name = name, other = other))
}
