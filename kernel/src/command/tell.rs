//! What commands answer: plain text for terminals, and HTML for notebooks.

use super::{line::Level, variables};
use crate::{
    analyst::Documentation,
    engine::{Kind, Timing},
};
use gradus_protocol::{MimeBundle, Name, Verdict};
use std::{fmt::Write as _, time::Duration};

/// `:vars`.
pub fn table(names: &[Name]) -> MimeBundle {
    let head =
        [say!("command-vars-name"), say!("command-vars-type"), say!("command-vars-size"), say!("command-vars-value")];
    let rows: Vec<[String; 4]> = variables(names)
        .map(|v| [v.name.clone(), v.ty.clone(), v.held().unwrap_or_default(), v.preview.clone().unwrap_or_default()])
        .collect();
    if rows.is_empty() {
        return MimeBundle::plain(say!("command-vars-none"));
    }
    let all: Vec<&[String; 4]> = std::iter::once(&head).chain(&rows).collect();
    let width = |column: usize| all.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 4] = std::array::from_fn(width);
    let mut text = String::new();
    for row in &all {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let mut html = format!("<table><thead>{}</thead><tbody>", html_row("th", &head));
    rows.iter().for_each(|row| html.push_str(&html_row("td", row)));
    html.push_str("</tbody></table>");
    MimeBundle::default().with_text("text/html", html).with_text("text/plain", text.trim_end())
}

fn html_row(tag: &str, row: &[String]) -> String {
    let cells: String = row.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect();
    format!("<tr>{cells}</tr>")
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `:type`: as a person writes it, and in full where that says more.
pub fn type_of(readable: &str, full: &str) -> MimeBundle {
    let more = if full == readable { String::new() } else { format!("\n{full}") };
    let html_more = if more.is_empty() { String::new() } else { format!("<br><code>{}</code>", escaped(full)) };
    MimeBundle::default()
        .with_text("text/html", format!("<code><b>{}</b></code>{html_more}", escaped(readable)))
        .with_text("text/plain", format!("{readable}{more}"))
}

/// `:doc`.
pub fn document(found: &Documentation) -> MimeBundle {
    let markdown = found.markdown();
    MimeBundle::default().with_text("text/markdown", markdown.clone()).with_text("text/plain", markdown)
}

/// `:opt`.
pub fn level(level: Level, changed: bool) -> MimeBundle {
    MimeBundle::plain(match (level, changed) {
        (Level::Auto, false) => say!("command-opt-auto"),
        (Level::At(level), false) => say!("command-opt-at", level = level),
        (Level::Auto, true) => say!("command-opt-now-auto"),
        (Level::At(level), true) => say!("command-opt-now-at", level = level),
    })
}

/// `:engine`.
pub fn engine(kind: Kind) -> MimeBundle {
    MimeBundle::plain(match kind {
        Kind::Direct => say!("command-engine-direct"),
        Kind::Evcxr => say!("command-engine-evcxr"),
    })
}

/// `:help`.
pub fn help() -> MimeBundle {
    let rows = [
        (":vars", say!("command-help-vars")),
        (":type EXPR", say!("command-help-type")),
        (":doc NAME", say!("command-help-doc")),
        (":time", say!("command-help-time")),
        (":time CODE", say!("command-help-time-code")),
        (":opt 0..3 | auto", say!("command-help-opt")),
        (":opt 0..3 here", say!("command-help-opt-here")),
        (":dep CRATE", say!("command-help-dep")),
        (":engine NAME", say!("command-help-engine")),
        (":lesson NAME", say!("command-help-lesson")),
        (":exercise ID", say!("command-help-exercise")),
        (":check ID", say!("command-help-check")),
        (":hint ID", say!("command-help-hint")),
        (":solution ID", say!("command-help-solution")),
        (":progress", say!("command-help-progress")),
        (":help", say!("command-help-help")),
    ];
    let html: String = rows
        .iter()
        .map(|(call, words)| format!("<tr><td><code>{}</code></td><td>{}</td></tr>", escaped(call), escaped(words)))
        .collect();
    let lines: Vec<String> = rows.iter().map(|(call, words)| format!("{call:17} {words}")).collect();
    let closing = say!("command-help-more");
    MimeBundle::default()
        .with_text("text/html", format!("<table>{html}</table><p>{}</p>", escaped(&closing)))
        .with_text("text/plain", format!("{}\n\n{closing}", lines.join("\n")))
}

/// A check's verdict, for notebooks: the words that terminals say.
pub fn verdict(verdict: &Verdict) -> MimeBundle {
    let word = match verdict {
        Verdict::Pass { .. } => say!("verdict-pass"),
        Verdict::Fail { .. } => say!("verdict-fail"),
        Verdict::NotAttempted { .. } => say!("verdict-open"),
        Verdict::Broken { .. } => say!("verdict-broken"),
    };
    let message = verdict.message();
    // What stands between backticks is code, as in Markdown; an odd one is a backtick.
    let parts: Vec<String> = message.split('`').map(escaped).collect();
    let mut html = String::new();
    for (at, part) in parts.iter().enumerate() {
        match at {
            _ if at % 2 == 0 => html.push_str(part),
            _ if at + 1 == parts.len() => html.push_str(&format!("`{part}")),
            _ => html.push_str(&format!("<code>{part}</code>")),
        }
    }
    MimeBundle::default()
        .with_text("text/html", format!("<p><b>{}</b> {html}</p>", escaped(&word)))
        .with_text("text/plain", format!("{word} {message}").trim_end())
}

/// `:time`.
pub fn timing(timing: &Timing) -> MimeBundle {
    let ms = |time: Duration| match time.as_secs_f64() * 1e3 {
        small if small < 10.0 => format!("{small:.1}"),
        large => format!("{large:.0}"),
    };
    let compile = match timing.attempts {
        0 => say!("command-time-kept"),
        1 => say!("command-time-compile", ms = ms(timing.compile)),
        attempts => say!("command-time-attempts", ms = ms(timing.compile), attempts = attempts),
    };
    let total = timing.generate + timing.compile + timing.load + timing.run;
    MimeBundle::plain(say!(
        "command-time",
        total = ms(total),
        generate = ms(timing.generate),
        compile = compile,
        load = ms(timing.load),
        run = ms(timing.run)
    ))
}
