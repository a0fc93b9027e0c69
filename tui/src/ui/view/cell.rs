//! A cell: its code in a box, and below it what it produced, what a check said, hints, the solution.

use super::{Canvas, PROSE, Rows, difference, frame::Frame, output, trouble};
use crate::{
    say,
    ui::{
        highlight::Highlighted,
        markdown,
        notebook::{CellEntry, Kind, RunState},
        theme::Theme,
        viewer::png,
        wrap::{fold, wrap},
    },
};
use gradus_lessons::Exercise;
use gradus_protocol::Verdict;
use ratatui::text::{Line, Span};
use std::time::Duration;

/// How far outputs stand in from the box.
const INDENT: usize = 2;

/// The rows of a cell.
pub(super) fn rows(
    cell: &mut CellEntry,
    exercise: Option<&Exercise>,
    highlighted: &mut Highlighted,
    canvas: &mut Canvas<'_>,
) -> Rows {
    let mut rows = Rows::default();
    if cell.kind == Kind::Note && !canvas.editing {
        note_rows(cell, canvas, &mut rows);
        return rows;
    }
    let frame = Frame { theme: canvas.theme, width: canvas.width.into(), selected: canvas.selected };
    if cell.folded {
        folded(cell, &frame, canvas, &mut rows);
        rows.boxed = Some(0..0);
    } else {
        frame.top(&mut rows, &name(cell), state(cell, canvas.theme, canvas.now));
        code(cell, highlighted, &frame, canvas, &mut rows);
        rows.boxed = Some(1..rows.lines.len());
        frame.bottom(&mut rows, &keys(cell, canvas.editing));
    }
    rows.result.0 = rows.lines.len();
    let width = usize::from(canvas.width).saturating_sub(INDENT).max(1);
    if cell.reference {
        note(&mut rows, &say!("ui-reference-ran"), width, canvas.theme);
    }
    let errors = cell.outputs.items().iter().any(|item| matches!(item, crate::ui::outputs::Item::Error(_)));
    if !cell.folded || errors {
        for item in cell.outputs.items() {
            output::rows(item, &cell.id, cell.expanded, INDENT, canvas, &mut rows);
        }
    }
    let verdict_at = rows.lines.len();
    if cell.stale() || cell.older_than.is_some() {
        outdate(&mut rows.lines[rows.result.0..], canvas.theme);
    }
    if let Some(verdict) = &cell.verdict {
        rows.marked(
            mark(verdict, canvas.theme),
            markdown::lines(&said(verdict), width.saturating_sub(4), canvas.theme),
        );
    }
    if cell.verdict_is_stale() {
        outdate(&mut rows.lines[verdict_at..], canvas.theme);
    }
    rows.result.1 = rows.lines.len();
    if let Some(exercise) = exercise {
        help(cell, exercise, highlighted, canvas, &mut rows);
    }
    rows.gap();
    rows
}

/// Markdown of the learner's, as it reads; a bar beside it says that keys act on it.
fn note_rows(cell: &CellEntry, canvas: &Canvas<'_>, rows: &mut Rows) {
    let theme = canvas.theme;
    let text = if cell.text.trim().is_empty() { say!("ui-note-empty") } else { cell.text.clone() };
    let bar = if canvas.selected { "┃ " } else { "│ " };
    let width = usize::from(canvas.width).min(PROSE).saturating_sub(2).max(1);
    if canvas.selected {
        rows.push(0, Span::styled(format!("┏━ {} · {}", name(cell), keys(cell, false)), theme.accent()));
        rows.boxed = Some(0..0);
    }
    for mut line in markdown::lines(&text, width, theme) {
        line.spans.insert(0, Span::styled(bar, theme.frame(canvas.selected)));
        rows.push(0, line);
    }
    rows.result = (rows.lines.len(), rows.lines.len());
    rows.gap();
}

/// All that a cell gave, and for each piece with a picture the row where it begins and its place among the pieces.
pub fn whole_output(cell: &CellEntry, canvas: &mut Canvas<'_>) -> (Rows, Vec<(usize, usize)>) {
    let mut rows = Rows::default();
    let mut plots = Vec::new();
    for (at, item) in cell.outputs.items().iter().enumerate() {
        if png(item).is_some() {
            plots.push((rows.lines.len(), at));
        }
        output::rows(item, &cell.id, true, 0, canvas, &mut rows);
    }
    (rows, plots)
}

/// Shows that lines belong to a text that stands here no more.
fn outdate(lines: &mut [Line<'static>], theme: Theme) {
    let spans = lines.iter_mut().flat_map(|line| &mut line.spans);
    spans.for_each(|span| span.style = span.style.patch(theme.outdated()));
}

fn folded(cell: &CellEntry, frame: &Frame, canvas: &Canvas<'_>, rows: &mut Rows) {
    let count = cell.text.trim_end().lines().count();
    let mark = if canvas.selected { "▶ " } else { "▸ " };
    let name = format!("{} · {}", name(cell), say!("ui-lines", count = count));
    let state = state(cell, canvas.theme, canvas.now);
    let fill = frame.width.saturating_sub(2 + Span::raw(name.as_str()).width() + state.width());
    let style = if canvas.selected { canvas.theme.accent() } else { canvas.theme.muted() };
    rows.push(0, vec![Span::styled(mark, style), Span::styled(name, style), Span::raw(" ".repeat(fill.max(1))), state]);
}

/// What the cell is called.
pub fn name(cell: &CellEntry) -> String {
    match cell.kind {
        Kind::Plain => cell.id.clone(),
        Kind::Own => say!("ui-cell-own", id = cell.id),
        Kind::Note => say!("ui-cell-note", id = cell.id),
        Kind::Setup => say!("ui-cell-setup"),
        Kind::Try => say!("ui-cell-try", id = cell.id),
        Kind::Exercise if cell.changed_since_passed => say!("ui-cell-exercise-changed", id = cell.id),
        Kind::Exercise if cell.passed => say!("ui-cell-exercise-passed", id = cell.id),
        Kind::Exercise => say!("ui-cell-exercise", id = cell.id),
    }
}

/// The keys that the frame of a selected cell names.
pub fn keys(cell: &CellEntry, editing: bool) -> String {
    match cell.kind {
        Kind::Exercise if editing => say!("ui-keys-editing-exercise"),
        _ if editing => say!("ui-keys-editing"),
        Kind::Exercise => say!("ui-keys-exercise"),
        Kind::Plain | Kind::Setup | Kind::Try => say!("ui-keys-cell"),
        Kind::Own => say!("ui-keys-own"),
        Kind::Note => say!("ui-keys-note"),
    }
}

/// How far its run is: a mark, and words.
pub fn state(cell: &CellEntry, theme: Theme, now: Duration) -> Span<'static> {
    let spinner = ["◐", "◓", "◑", "◒"][(now.as_millis() / 250 % 4) as usize];
    let older = cell.older_than.as_deref();
    match cell.run {
        _ if cell.checking => Span::styled(format!("{spinner} {}", say!("ui-state-checking")), theme.notice()),
        RunState::Queued => Span::styled(format!("○ {}", say!("ui-state-queued")), theme.notice()),
        RunState::Running(since) => {
            let seconds = now.saturating_sub(since).as_secs();
            Span::styled(format!("{spinner} {}", say!("ui-state-running", seconds = seconds)), theme.notice())
        }
        _ if cell.stale() => Span::styled(format!("● {}", say!("ui-state-edited")), theme.notice()),
        RunState::Idle => Span::default(),
        RunState::Ok(took) => match older {
            Some(above) => Span::styled(format!("● {}", say!("ui-state-older", cell = above)), theme.notice()),
            None if cell.kept => Span::styled(format!("✓ {}", say!("ui-state-kept", time = time(took))), theme.good()),
            None => Span::styled(format!("✓ {}", time(took)), theme.good()),
        },
        RunState::Failed(took) => {
            Span::styled(format!("✗ {}", say!("ui-state-failed", time = time(took))), theme.bad())
        }
        RunState::Stopped => Span::styled(format!("■ {}", say!("ui-state-stopped")), theme.notice()),
        RunState::Skipped => Span::styled(format!("○ {}", say!("ui-state-skipped")), theme.muted()),
    }
}

fn time(took: Duration) -> String {
    match took.as_millis() {
        millis @ 0..1000 => say!("ui-time-ms", millis = millis),
        _ => say!("ui-time-s", seconds = format!("{:.1}", took.as_secs_f64())),
    }
}

fn code(cell: &mut CellEntry, highlighted: &mut Highlighted, frame: &Frame, canvas: &Canvas<'_>, rows: &mut Rows) {
    if let (true, Some(editor)) = (canvas.editing, &mut cell.editor) {
        let width = u16::try_from(frame.inside()).unwrap_or(u16::MAX);
        let mut painted = editor.paint(width, canvas.theme);
        let mut troubles = trouble::lines(cell, true, frame.inside(), canvas.theme);
        if !troubles.is_empty() {
            painted
                .tell(|line| troubles.extract_if(.., |(at, _)| *at == line + 1).flat_map(|(_, told)| told).collect());
        }
        let first = rows.lines.len();
        for _ in 0..painted.buffer.area.height {
            frame.line(rows, Line::default());
        }
        rows.editor = Some((first, 2, painted));
        return;
    }
    let text = cell.text.trim_end_matches('\n');
    let lines: Vec<Vec<Line<'static>>> = if canvas.coloured {
        coloured(text, highlighted, frame.inside(), canvas.theme)
    } else {
        let plain = text.replace('\t', "    ");
        let goes_on = goes_on(canvas.theme);
        plain.split('\n').map(|line| fold(&[Span::raw(line)], frame.inside(), &goes_on)).collect()
    };
    let mut troubles = trouble::lines(cell, false, frame.inside(), canvas.theme);
    for (number, folded) in (1..).zip(lines) {
        folded.into_iter().for_each(|line| frame.line(rows, line));
        for (_, told) in troubles.extract_if(.., |(at, _)| *at == number) {
            told.into_iter().for_each(|line| frame.line(rows, line));
        }
    }
}

/// What stands before the rest of a line of code that was too long.
pub(super) fn goes_on(theme: Theme) -> Span<'static> {
    Span::styled("↪ ", theme.muted())
}

/// Code folded to a width, its pieces coloured; the rows of each line by themselves.
fn coloured(code: &str, highlighted: &mut Highlighted, width: usize, theme: Theme) -> Vec<Vec<Line<'static>>> {
    let code = code.replace('\t', "    ");
    let goes_on = goes_on(theme);
    let lines = highlighted.update(&code);
    lines
        .map(|(text, tokens)| {
            let pieces =
                tokens.iter().map(|(range, token)| Span::styled(text[range.clone()].to_owned(), theme.code(*token)));
            fold(&pieces.collect::<Vec<_>>(), width, &goes_on)
        })
        .collect()
}

fn note(rows: &mut Rows, text: &str, width: usize, theme: Theme) {
    let lines = wrap(&[Span::styled(text.to_owned(), theme.muted())], width.saturating_sub(2).max(1));
    rows.marked(Span::styled("  · ", theme.muted()), lines);
}

fn mark(verdict: &Verdict, theme: Theme) -> Span<'static> {
    match verdict {
        Verdict::Pass { .. } => Span::styled("  ✓ ", theme.good()),
        Verdict::Fail { .. } => Span::styled("  ✗ ", theme.bad()),
        Verdict::NotAttempted { .. } => Span::styled("  ○ ", theme.notice()),
        Verdict::Broken { .. } => Span::styled("  ! ", theme.notice()),
    }
}

/// What a check says, as Markdown.
pub fn said(verdict: &Verdict) -> String {
    let message = verdict.message();
    match verdict {
        Verdict::Pass { .. } => say!("ui-verdict-pass", message = message),
        Verdict::Fail { .. } => say!("ui-verdict-fail", message = message),
        Verdict::NotAttempted { .. } => say!("ui-verdict-open", message = message),
        Verdict::Broken { .. } => say!("ui-verdict-broken", message = message),
    }
}

fn help(cell: &CellEntry, exercise: &Exercise, highlighted: &mut Highlighted, canvas: &Canvas<'_>, rows: &mut Rows) {
    let theme = canvas.theme;
    let width = usize::from(canvas.width).saturating_sub(INDENT + 2).max(1);
    for (at, hint) in exercise.hints.iter().take(cell.hints).enumerate() {
        rows.gap();
        rows.push(INDENT, Span::styled(say!("ui-hint", shown = at + 1, count = exercise.hints.len()), theme.notice()));
        for line in markdown::lines(&hint.markdown, width, theme) {
            rows.push(INDENT + 2, line);
        }
    }
    if cell.solution {
        rows.gap();
        rows.push(INDENT, Span::styled(say!("ui-solution"), theme.notice()));
        // The cell's own lines stay in its cache: the solution is shown rarely and parsed by itself.
        let mut own = Highlighted::default();
        std::mem::swap(&mut own, highlighted);
        for line in coloured(exercise.solution.text.trim_end(), highlighted, width, theme).into_iter().flatten() {
            rows.push(INDENT + 2, line);
        }
        std::mem::swap(&mut own, highlighted);
    }
    if cell.difference {
        rows.gap();
        difference::rows(&cell.text, &exercise.solution.text, INDENT, width, theme, rows);
    }
}
