//! Pictures in a lesson's words, carried inside the notebook: an attachment of the cell that shows it (nbformat 4.5).

use super::NotebookError;
use crate::say;
use base64::{Engine, engine::general_purpose::STANDARD};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::{Map, Value, json};

/// Reads the file that a link in a lesson names, relative to the lesson.
pub type Pictures<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// Markdown whose pictures are attachments, and these. Pictures elsewhere on the web stay links.
pub fn attach(markdown: &str, pictures: Pictures<'_>) -> Result<(String, Option<Value>), NotebookError> {
    let (mut text, mut attached, mut copied) = (String::with_capacity(markdown.len()), Map::new(), 0);
    let mut events = Parser::new(markdown).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let Event::Start(Tag::Image { dest_url: link, title, .. }) = event else { continue };
        let inside = events.by_ref().take_while(|(event, _)| *event != Event::End(TagEnd::Image));
        let words: String = inside.filter_map(|(event, _)| word(event)).collect();
        if !is_beside(&link) {
            continue;
        }
        let missing = || NotebookError(say!("notebook-picture", link = link.as_ref()));
        let (kind, bytes) = media_type(&link).zip(pictures(&link)).ok_or_else(missing)?;
        let name: String = link.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
        let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
        text.push_str(&markdown[copied..range.start]);
        text.push_str(&format!("![{words}](attachment:{name}{title})"));
        attached.insert(name, json!({ kind: STANDARD.encode(bytes) }));
        copied = range.end;
    }
    text.push_str(&markdown[copied..]);
    Ok((text, (!attached.is_empty()).then_some(Value::Object(attached))))
}

fn word(event: Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text.into_string()),
        Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
        _ => None,
    }
}

/// Whether a link names a file beside the lesson.
pub fn is_beside(link: &str) -> bool {
    let scheme = link.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()));
    !scheme && !link.starts_with(['/', '#'])
}

/// What kind of picture a file's name promises.
pub fn media_type(link: &str) -> Option<&'static str> {
    let (_, extension) = link.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        _ => return None,
    })
}
