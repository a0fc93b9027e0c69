//! Completion and documentation. Both may wait for the process that analyses cells, so they run on threads of their own,
//! with names that are known anyway as the answer when that takes too long.

use crate::analyst::{Completions, Documentation, Moment, State};
use gradus_protocol::{Name, SuggestionKind};
use serde_json::{Value, json};
use std::{sync::mpsc, thread, time::Duration};

/// How long a front end waits for types before it gets names.
const PATIENCE: Duration = Duration::from_secs(2);

/// The content of a `complete_reply`. Waits up to [`PATIENCE`].
pub fn complete(moment: Moment, request: &Value) -> Value {
    let (code, cursor) = cell(request);
    moment.completer().wake();
    let found = match moment.completer().state() {
        State::Unavailable(_) => None,
        _ => within(PATIENCE, {
            let (moment, code) = (moment.clone(), code.clone());
            move || moment.complete(&code, cursor).ok()
        }),
    };
    completed(&found.unwrap_or_else(|| moment.at_once(&code, cursor)))
}

fn completed(found: &Completions) -> Value {
    let (start, end) = (found.replace.start, found.replace.end);
    let typed = found.items.iter().map(|item| {
        let (kind, signature) = (kind(item.kind), item.detail.as_deref().unwrap_or_default());
        json!({ "text": item.insert, "type": kind, "signature": signature, "start": start, "end": end })
    });
    json!({
        "status": "ok",
        "matches": found.items.iter().map(|item| item.insert.as_str()).collect::<Vec<_>>(),
        "cursor_start": start,
        "cursor_end": end,
        "metadata": { "_jupyter_types_experimental": typed.collect::<Vec<_>>() },
    })
}

/// The kinds that front ends draw.
fn kind(kind: SuggestionKind) -> &'static str {
    match kind {
        SuggestionKind::Variable => "instance",
        SuggestionKind::Field => "property",
        SuggestionKind::Method | SuggestionKind::Function | SuggestionKind::Macro => "function",
        SuggestionKind::Type | SuggestionKind::Trait => "class",
        SuggestionKind::Module => "module",
        SuggestionKind::Constant => "statement",
        SuggestionKind::Keyword => "keyword",
        SuggestionKind::Other => "text",
    }
}

/// The content of an `inspect_reply`. Waits up to [`PATIENCE`].
pub fn inspect(moment: Moment, names: &[Name], request: &Value) -> Value {
    let (code, cursor) = cell(request);
    let own = named(names, &code, cursor);
    moment.completer().wake();
    let documented = match moment.completer().state() {
        State::Unavailable(_) => None,
        _ => within(PATIENCE, move || moment.document(&code, cursor).ok()?),
    };
    let data = match (documented, own) {
        (None, None) => return json!({ "status": "ok", "found": false, "data": {}, "metadata": {} }),
        (Some(Documentation { signature, text }), None) => both(&signature, &text),
        (Some(Documentation { text, .. }), Some((signature, value))) => both(&signature, &format!("{value}\n\n{text}")),
        (None, Some((signature, value))) => both(&signature, &value),
    };
    json!({ "status": "ok", "found": true, "data": data, "metadata": {} })
}

fn both(signature: &str, text: &str) -> Value {
    let text = text.trim();
    json!({
        "text/plain": format!("{signature}\n\n{text}").trim(),
        "text/markdown": Documentation { signature: signature.to_owned(), text: text.to_owned() }.markdown(),
    })
}

/// What the session knows of the name at the cursor: its declaration, and its value in a few words.
fn named(names: &[Name], code: &str, cursor: usize) -> Option<(String, String)> {
    let chars: Vec<char> = code.chars().collect();
    let is_word = |c: &&char| c.is_alphanumeric() || **c == '_';
    let cursor = cursor.min(chars.len());
    let before = chars[..cursor].iter().rev().take_while(is_word).count();
    let after = chars[cursor..].iter().take_while(is_word).count();
    let word: String = chars[cursor - before..cursor + after].iter().collect();
    let name = names.iter().find(|name| name.name == word)?;
    let declared = match name.full_type.as_deref() {
        Some(ty) => format!("let {word}: {ty}"),
        None => format!("{} {word}", name.ty),
    };
    let value = [name.preview.clone(), name.held()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some((declared, value))
}

fn cell(request: &Value) -> (String, usize) {
    let code = request["code"].as_str().unwrap_or_default().to_owned();
    let end = code.chars().count();
    // Code points, as Jupyter counts since 5.2.
    let cursor = request["cursor_pos"].as_u64().map_or(end, |at| (at as usize).min(end));
    (code, cursor)
}

/// An answer, if it comes in time; a thread that comes too late is left to itself.
fn within<T: Send + 'static>(patience: Duration, ask: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    let (tell, answer) = mpsc::channel();
    thread::spawn(move || drop(tell.send(ask())));
    answer.recv_timeout(patience).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::{CellId, NameKind};

    fn names() -> Vec<Name> {
        let id = CellId::new("In[1]");
        let variable = Name {
            full_type: Some("Vec<i32>".into()),
            preview: Some("[1, 2]".into()),
            ..Name::new("größe", NameKind::Variable, id.clone(), "Vec<i32>")
        };
        vec![variable, Name::new("half", NameKind::Item, id, "fn")]
    }

    #[test]
    fn a_name_of_the_session_is_known_wherever_the_cursor_stands_in_it() {
        for cursor in 4..=9 {
            let found = named(&names(), "π + größe.len()", cursor);
            assert_eq!(found, Some(("let größe: Vec<i32>".into(), "[1, 2]".into())), "{cursor}");
        }
        assert_eq!(named(&names(), "half(2)", 0), Some(("fn half".into(), String::new())));
        assert_eq!(named(&names(), "π + größe", 2), None);
    }

    #[test]
    fn a_cursor_counts_code_points_and_may_be_missing() {
        assert_eq!(cell(&json!({"code": "🦀x", "cursor_pos": 2})), ("🦀x".into(), 2));
        assert_eq!(cell(&json!({"code": "🦀x", "cursor_pos": 99})).1, 2);
        assert_eq!(cell(&json!({"code": "🦀x"})).1, 2);
    }

    #[test]
    fn what_is_known_comes_as_markdown_and_as_text() {
        let data = both("fn half(x: f32) -> f32", "Half of it.");
        assert_eq!(data["text/plain"], "fn half(x: f32) -> f32\n\nHalf of it.");
        assert_eq!(data["text/markdown"], "```rust\nfn half(x: f32) -> f32\n```\n\nHalf of it.");
    }
}
