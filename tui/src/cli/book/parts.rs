//! What the book's pages say that the program knows better: keys, commands, the lessons' format, the data sets. A page
//! holds `{{name}}` on a line of its own where a part goes.

use super::{super::args::Cli, SETTINGS};
use crate::{embedded, say, ui::keys};
use clap::CommandFactory as _;
use gradus_kernel::command;
use gradus_lessons::{book::BookFile, parse};
use keys::Place;
use std::path::Path;

/// The parts that come from the course.
pub struct Parts {
    /// The chapters in `SUMMARY.md`.
    pub summary: String,
    /// Tracks and lessons.
    pub overview: String,
    /// Every word.
    pub glossary: String,
}

impl Parts {
    /// A page with its parts; any other file as it is.
    pub fn filled(&self, file: BookFile) -> BookFile {
        if !file.path.ends_with(".md") {
            return file;
        }
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        let line = |line: &str| match line.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
            Some(name) => self.part(name).unwrap_or_else(|| line.to_owned()),
            None => line.to_owned(),
        };
        let lines: Vec<String> = text.lines().map(line).collect();
        BookFile { bytes: (lines.join("\n") + "\n").into(), ..file }
    }

    /// The frame around the chapters of another course: its lessons and its words, under its folder's name.
    pub fn around(&self, folder: &str) -> Vec<BookFile> {
        let name = Path::new(folder).file_name().unwrap_or_default().to_string_lossy();
        let page = |path: &str, text: String| BookFile { path: format!("src/{path}"), bytes: text.into() };
        let ours = |file: &BookFile| file.path.starts_with("src/") && !file.path.starts_with("src/fonts/");
        let frame = embedded::book().filter(|file| !ours(file)).map(|file| match file.path == SETTINGS {
            true => BookFile { bytes: settings_of(&name, &file.bytes).into(), ..file },
            false => file,
        });
        let (course, words) = (say!("book-course"), say!("book-glossary"));
        frame
            .chain([
                page(
                    "SUMMARY.md",
                    format!("# Summary\n\n[{course}](index.md)\n\n{}\n\n---\n\n[{words}](glossary.md)\n", self.summary),
                ),
                page("index.md", format!("# {name}\n\n{}\n", self.overview)),
                page("glossary.md", format!("# {words}\n\n{}\n", self.glossary)),
            ])
            .collect()
    }

    fn part(&self, name: &str) -> Option<String> {
        Some(match name {
            "summary" => self.summary.clone(),
            "overview" => self.overview.clone(),
            "glossary" => self.glossary.clone(),
            "keys" => keys_table(),
            "questions" => command::help().text("text/html")?.to_owned(),
            "format" => parse::format(),
            "commands" => commands(),
            // The page has a heading of its own.
            "datasets" => unrolled(embedded::notice()?.split_once('\n')?.1.trim()),
            _ => return None,
        })
    }
}

/// The settings of a book of that name, which has no description of its own.
fn settings_of(name: &str, ours: &[u8]) -> String {
    let text = String::from_utf8_lossy(ours);
    let lines = text.lines().filter(|line| !line.starts_with("description = "));
    let named = lines.map(|line| match line.starts_with("title = ") {
        // A JSON string is a TOML string, too.
        true => format!("title = {}", serde_json::Value::from(name)),
        false => line.to_owned(),
    });
    named.collect::<Vec<_>>().join("\n") + "\n"
}

fn keys_table() -> String {
    let places = [
        (Place::Lesson, say!("ui-help-lesson")),
        (Place::Editor, say!("ui-help-editor")),
        (Place::Catalog, say!("ui-help-catalog")),
        (Place::Finder, say!("ui-help-finder")),
        (Place::Viewer, say!("ui-help-viewer")),
        (Place::Settings, say!("ui-help-settings")),
    ];
    let table = |(place, title): (Place, String)| {
        let row = |(shown, says): (&str, String)| {
            let keys: Vec<String> = shown.split(' ').map(|key| format!("`{key}`")).collect();
            format!("| {} | {says} |", keys.join(" "))
        };
        let rows: Vec<String> = keys::help(place).into_iter().map(row).collect();
        format!("### {title}\n\n| {} | {} |\n| --- | --- |\n{}", say!("book-key"), say!("book-does"), rows.join("\n"))
    };
    places.map(table).join("\n\n")
}

/// Markdown whose tables are lists, an entry for each row: a table of six columns is wider than a page.
fn unrolled(markdown: &str) -> String {
    let cells = |line: &str| -> Option<Vec<String>> {
        let row = line.strip_prefix('|')?.strip_suffix('|')?;
        Some(row.split('|').map(|cell| cell.trim().to_owned()).collect())
    };
    let (mut lines, mut labels) = (Vec::new(), None::<Vec<String>>);
    for line in markdown.lines() {
        match (cells(line), &labels) {
            (None, _) => {
                labels = None;
                lines.push(line.to_owned());
            }
            (Some(head), None) => labels = Some(head),
            (Some(row), Some(_)) if row.iter().all(|cell| cell.starts_with('-')) => {}
            (Some(row), Some(labels)) => {
                lines.push(format!("**{}**\n", row[0]));
                let pairs = labels.iter().zip(&row).skip(1);
                lines.extend(pairs.map(|(label, cell)| format!("- *{label}:* {cell}")));
                lines.push(String::new());
            }
        }
    }
    lines.join("\n")
}

/// The help of every command, as the terminal shows it.
fn commands() -> String {
    let mut all = Vec::new();
    help(&Cli::command().term_width(90), "gradus", 2, &mut all);
    all.join("\n\n")
}

fn help(command: &clap::Command, name: &str, level: usize, all: &mut Vec<String>) {
    let text = command.clone().bin_name(name).term_width(90).render_long_help();
    all.push(format!("{} {name}\n\n```text\n{}\n```", "#".repeat(level), text.to_string().trim_end()));
    for inner in command.get_subcommands() {
        help(inner, &format!("{name} {}", inner.get_name()), (level + 1).min(3), all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_table_becomes_a_list() {
        let table = "Words.\n\n| file | what | licence |\n| --- | --- | --- |\n| `a` | birds | CC0 |\n\nMore.";
        assert_eq!(unrolled(table), "Words.\n\n**`a`**\n\n- *what:* birds\n- *licence:* CC0\n\n\nMore.");
    }
}
