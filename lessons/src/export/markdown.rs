//! A sheet as Markdown, with its pictures as files beside it.

use super::{Sheet, pieces::Piece, pieces::pieces};
use gradus_protocol::{MimeBundle, Output, Payload};

/// Markdown, and the files that it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Names and bytes of the pictures, in the folder that was named.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A sheet as Markdown; its pictures are linked in `folder`.
pub fn markdown(sheet: &Sheet<'_>, folder: &str) -> Written {
    let mut written = Written::default();
    for piece in pieces(sheet) {
        match piece {
            Piece::Words(words) => written.part(&words),
            Piece::Code { id, heading, text, outputs } => {
                if let Some(heading) = heading {
                    written.part(&heading);
                }
                written.part(&fenced("rust", text));
                for output in outputs {
                    written.output(id, output, folder);
                }
            }
        }
    }
    written
}

impl Written {
    fn part(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn output(&mut self, cell: &str, output: &Output, folder: &str) {
        match output {
            Output::Stream { data, .. } => self.part(&fenced("text", &String::from_utf8_lossy(data))),
            Output::Value(bundle) | Output::Display { bundle, .. } | Output::Update { bundle, .. } => {
                self.shown(cell, bundle, folder);
            }
            Output::Verdict(verdict) => self.part(&format!("> {}", verdict.message().replace('\n', "\n> "))),
            Output::Note(note) => self.part(&format!("> {note}")),
            Output::Error(error) => self.part(&fenced("text", &super::page::failure(error))),
            Output::Clear { .. } => {}
        }
    }

    fn shown(&mut self, cell: &str, bundle: &MimeBundle, folder: &str) {
        let picture = match bundle.richest(&["image/png", "image/svg+xml"]) {
            Some(("image/png", Payload::Binary(bytes))) => Some(("png", bytes.clone())),
            Some((_, Payload::Text(svg))) => Some(("svg", svg.clone().into_bytes())),
            _ => None,
        };
        if let Some((extension, bytes)) = picture {
            let name = format!("{cell}-{}.{extension}", self.files.len() + 1);
            self.part(&format!("![{cell}]({folder}/{name})"));
            self.files.push((name, bytes));
        } else if let Some(text) = bundle.text("text/plain") {
            self.part(&fenced("text", text));
        }
    }
}

/// Text between fences that it does not hold itself.
fn fenced(language: &str, text: &str) -> String {
    let ticks = text.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max();
    let fence = "`".repeat(ticks.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}
