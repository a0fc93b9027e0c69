//! A sheet as one HTML page: styles, formulas and pictures are inside, and nothing is fetched.

use super::{
    Sheet,
    pieces::{Piece, pieces},
};
use crate::{book::mathml, escaped, html::html_with, notebook::Pictures, say};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use gradus_protocol::{CellError, MimeBundle, Output, Payload};
use std::borrow::Cow;

const STYLE: &str = include_str!("page.css");

/// A sheet as a page.
pub fn page(sheet: &Sheet<'_>) -> String {
    let mut body = String::new();
    for piece in pieces(sheet) {
        match piece {
            Piece::Words(words) => body.push_str(&words_in_html(&words, sheet.pictures)),
            Piece::Code { id, heading, text, outputs } => {
                body.push_str(&format!("<section id=\"{}\">\n", escaped(id)));
                if let Some(heading) = heading {
                    body.push_str(&words_in_html(&heading, sheet.pictures));
                }
                body.push_str(&format!("<pre class=\"code\"><code>{}</code></pre>\n", escaped(text)));
                outputs.iter().for_each(|output| body.push_str(&given(output)));
                body.push_str("</section>\n");
            }
        }
    }
    let title = escaped(&sheet.lesson.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         {body}</body>\n</html>\n",
        say!("export-language")
    )
}

fn words_in_html(markdown: &str, pictures: Pictures<'_>) -> String {
    // A picture beside the lesson comes along; one elsewhere stays a link.
    html_with(markdown, formula, |link| Some(data_uri(media_type(link)?, &pictures(link)?)))
}

/// A formula as MathML; as it is written where it cannot be read.
fn formula(text: &str, display: bool) -> String {
    mathml(text, display).unwrap_or_else(|_| format!("<code>{}</code>", escaped(text)))
}

fn media_type(link: &str) -> Option<&'static str> {
    crate::notebook::media_type(link)
}

fn data_uri(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", STANDARD.encode(bytes))
}

/// What a cell gave.
fn given(output: &Output) -> String {
    match output {
        Output::Stream { data, .. } => text(&String::from_utf8_lossy(data), "given"),
        Output::Value(bundle) | Output::Display { bundle, .. } | Output::Update { bundle, .. } => shown(bundle),
        Output::Verdict(verdict) => format!("<p class=\"verdict\">{}</p>\n", escaped(verdict.message())),
        Output::Note(note) => format!("<p class=\"note\">{}</p>\n", escaped(note)),
        Output::Error(error) => text(&failure(error), "error"),
        Output::Clear { .. } => String::new(),
    }
}

fn text(text: &str, class: &str) -> String {
    format!("<pre class=\"{class}\">{}</pre>\n", escaped(text.trim_end()))
}

fn shown(bundle: &MimeBundle) -> String {
    let picture = |kind: &str, bytes: &[u8]| format!("<p><img alt=\"\" src=\"{}\"></p>\n", data_uri(kind, bytes));
    match bundle.richest(&["image/svg+xml", "image/png", "text/html", "text/plain"]) {
        Some(("image/svg+xml", Payload::Text(svg))) => picture("image/svg+xml", svg.as_bytes()),
        Some(("image/png", Payload::Binary(png))) => picture("image/png", png),
        Some(("text/html", Payload::Text(html))) => format!("<div class=\"given\">{html}</div>\n"),
        Some((_, Payload::Text(plain))) => text(plain, "given"),
        _ => String::new(),
    }
}

/// Why a cell did not succeed, in words.
pub(super) fn failure(error: &CellError) -> Cow<'_, str> {
    match error {
        CellError::Compile { diagnostics } => {
            let texts: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rendered.trim_end()).collect();
            without_escapes(&texts.join("\n")).into()
        }
        CellError::Panic { message, .. }
        | CellError::Failed { message, .. }
        | CellError::Refused { message }
        | CellError::Died { message } => message.into(),
        CellError::Interrupted => say!("export-interrupted").into(),
    }
}

/// Text without the sequences that colour it.
fn without_escapes(text: &str) -> String {
    let mut plain = String::new();
    let mut pieces = text.split("\u{1b}[");
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        plain.push_str(piece.split_once(|end: char| end.is_ascii_alphabetic()).map_or("", |(_, rest)| rest));
    }
    plain
}
