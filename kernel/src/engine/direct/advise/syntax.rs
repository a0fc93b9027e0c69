//! Errors without a code: what is no Rust, mostly a slip of the fingers.

use super::said::Said;

/// A slip.
pub fn slip(said: &Said) -> Option<String> {
    let line = said.spots.first().map_or(1, |spot| spot.line);
    let text = said.message.as_str();
    if text.starts_with("expected `;`") {
        return Some(say!("advice-slip-semicolon", line = line));
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
        return Some(match said.note("with a similar name exists") {
            Some(_) if name.starts_with("print") => say!("advice-name-similar", name = name, other = "println"),
            _ => say!("advice-name-no-macro", name = name),
        });
    }
    None
}
