//! One piece of output.

use super::{Canvas, Picture, Rows};
use crate::{
    say,
    ui::{
        markdown,
        outputs::{Item, StreamText, clean},
        theme::Theme,
        wrap::{cut, wrap},
    },
};
use ansi_to_tui::IntoText as _;
use gradus_protocol::{CellError, MimeBundle, Place, StreamName, TEXT_ANSI};
use ratatui::{
    layout::Size,
    style::Style,
    text::{Line, Span},
};

/// Lines shown of a long output: its beginning and its end.
const HEAD: usize = 4;
const TAIL: usize = 10;

/// Adds the rows of one piece.
pub(super) fn rows(item: &Item, cell: &str, expanded: bool, indent: usize, canvas: &mut Canvas<'_>, rows: &mut Rows) {
    let theme = canvas.theme;
    let width = usize::from(canvas.width).saturating_sub(indent).max(1);
    match item {
        Item::Stream(name, text) => stream(*name, text, expanded, indent, width, theme, rows),
        Item::Value(bundle) => value(bundle, indent, canvas, rows, true),
        Item::Display(bundle, _) => value(bundle, indent, canvas, rows, false),
        // A verdict outside a check: the learner called one by hand.
        Item::Verdict(verdict) => {
            for line in markdown::lines(verdict.message(), width, theme) {
                rows.push(indent, line);
            }
        }
        Item::Note(text) => {
            let lines = wrap(&[Span::styled(text.clone(), theme.muted())], width.saturating_sub(2).max(1));
            rows.marked(Span::styled("  · ", theme.muted()), lines);
        }
        Item::Error(error) => failure(error, cell, indent, width, theme, rows),
    }
}

fn stream(
    name: StreamName,
    text: &StreamText,
    expanded: bool,
    indent: usize,
    width: usize,
    theme: Theme,
    rows: &mut Rows,
) {
    let (style, mark) = match name {
        StreamName::Stderr => (theme.muted(), "! "),
        StreamName::Stdout => (theme.text(), ""),
    };
    let before = if mark.is_empty() { indent } else { indent.saturating_sub(mark.len()) };
    let width = (width + indent).saturating_sub(before + mark.len()).max(1);
    let count = text.len();
    let all = expanded || count <= HEAD + TAIL + 1;
    let (head, skipped) = if all { (count, 0) } else { (HEAD, count - HEAD - TAIL) };
    let put = |lines: Vec<String>, rows: &mut Rows| {
        for mut line in ansi(&lines.join("\n"), style, width) {
            // Not by its colour alone: beside what goes to the standard output it stands behind a mark.
            line.spans.insert(0, Span::styled(mark, theme.notice()));
            rows.push(before, line);
        }
    };
    if text.dropped() > 0 {
        rows.push(indent, Span::styled(say!("ui-lines-dropped", count = text.dropped()), theme.muted()));
    }
    put(text.lines().take(head).collect(), rows);
    if skipped > 0 {
        rows.push(indent, Span::styled(say!("ui-lines-more", count = skipped), theme.muted()));
        put(text.lines().skip(head + skipped).collect(), rows);
    }
}

/// Text with ANSI colours as lines; what no colour is set for is drawn in `base`.
fn ansi(text: &str, base: Style, width: usize) -> Vec<Line<'static>> {
    let Ok(parsed) = text.into_text() else { return cut(&[Span::styled(text.to_owned(), base)], width) };
    let line = |line: Line<'static>| {
        let spans: Vec<Span<'static>> = line
            .spans
            .into_iter()
            .map(|span| Span::styled(span.content, base.patch(line.style).patch(span.style)))
            .collect();
        cut(&spans, width)
    };
    parsed.lines.into_iter().flat_map(line).collect()
}

pub(super) fn value(bundle: &MimeBundle, indent: usize, canvas: &mut Canvas<'_>, rows: &mut Rows, arrow: bool) {
    let left = u16::try_from(indent).unwrap_or(0);
    if let Some(lines) = coloured(bundle, usize::from(canvas.width).saturating_sub(indent), canvas) {
        lines.into_iter().for_each(|line| rows.push(indent, line));
        return;
    }
    if let Some(png) = bundle.binary("image/png")
        && let Some((key, size)) =
            canvas.pictures.place(png, Size::new(canvas.width.saturating_sub(left), canvas.highest))
    {
        rows.pictures.push(Picture { row: rows.lines.len(), column: left, key, before: None });
        for _ in 0..size.height {
            rows.gap();
        }
        return;
    }
    let Some(text) = bundle.text("text/plain") else {
        let kinds: Vec<&str> = bundle.iter().map(|(mime, _)| mime).collect();
        rows.push(indent, Span::styled(say!("ui-no-text", kinds = kinds.join(", ")), canvas.theme.muted()));
        return;
    };
    let mark = if arrow { Span::styled("→ ", canvas.theme.muted()) } else { Span::raw("") };
    let width = usize::from(canvas.width).saturating_sub(indent + mark.width()).max(1);
    let text: Vec<String> = text.trim_end().lines().map(clean).collect();
    let first = rows.lines.len();
    rows.marked(mark, ansi(&text.join("\n"), canvas.theme.text(), width));
    for line in &mut rows.lines[first..] {
        line.spans.insert(0, Span::raw(" ".repeat(indent)));
    }
}

/// The form in coloured text, where a picture would show less and the room is wide enough for it.
fn coloured(bundle: &MimeBundle, room: usize, canvas: &Canvas<'_>) -> Option<Vec<Line<'static>>> {
    let text = bundle.text(TEXT_ANSI).filter(|_| canvas.pictures.are_coarse())?;
    let text: Vec<String> = text.trim_end().lines().map(clean).collect();
    let lines = ansi(&text.join("\n"), canvas.theme.text(), usize::MAX);
    lines.iter().all(|line| line.width() <= room).then_some(lines)
}

/// What rustc's words above mean here, set apart from them.
fn advice(words: &str, width: usize, theme: Theme, rows: &mut Rows) {
    let piece = |(at, text): (usize, &str)| {
        let style = if at % 2 == 1 { theme.inline_code() } else { theme.text() };
        Span::styled(clean(text), style)
    };
    let spans: Vec<Span<'static>> = words.split('`').enumerate().map(piece).collect();
    rows.marked(Span::styled("  ▸ ", theme.accent()), wrap(&spans, width.saturating_sub(2).max(1)));
    rows.gap();
}

fn failure(error: &CellError, cell: &str, indent: usize, width: usize, theme: Theme, rows: &mut Rows) {
    let words = match error {
        CellError::Compile { diagnostics } => {
            for diagnostic in diagnostics {
                let text: Vec<String> = diagnostic.rendered.trim_end().lines().map(clean).collect();
                for line in ansi(&text.join("\n"), theme.text(), width) {
                    rows.push(indent, line);
                }
                if let Some(words) = &diagnostic.advice {
                    advice(words, width, theme, rows);
                }
            }
            return;
        }
        CellError::Panic { message, place } => match place {
            Some(Place { cell: at, line, .. }) if at.0 == cell => say!("ui-panic-line", line = line, message = message),
            Some(Place { cell: at, line, .. }) => say!("ui-panic-elsewhere", cell = at, line = line, message = message),
            None => say!("ui-panic", message = message),
        },
        CellError::Failed { message, place } => match place {
            Some(Place { cell: at, line, .. }) if at.0 == cell => {
                say!("ui-failed-line", line = line, message = message)
            }
            Some(Place { cell: at, line, .. }) => {
                say!("ui-failed-elsewhere", cell = at, line = line, message = message)
            }
            None => say!("ui-failed", message = message),
        },
        CellError::Refused { message } => message.clone(),
        CellError::Died { message } => say!("ui-died", message = message),
        CellError::Interrupted => say!("ui-interrupted"),
    };
    let text: Vec<String> = words.lines().map(clean).collect();
    let lines = wrap(&[Span::raw(text.join("\n"))], width.saturating_sub(2).max(1));
    rows.marked(Span::styled("  ✗ ", theme.bad()), lines);
}
