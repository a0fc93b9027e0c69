//! What evcxr says, as every engine says it.

use super::cell::Prepared;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use gradus_protocol::{CellId, Diagnostic, Ending, Evaluated, Fault, Place};
use std::{ops::Range, os::unix::process::ExitStatusExt, process::ExitStatus};

use crate::worker::{Confession, Exit};

/// rustc's error about a cell, in rustc's layout.
pub fn diagnostic(fault: Fault, cell: &CellId, source: &str, prepared: &Prepared) -> Diagnostic {
    let marks: Vec<_> = fault.marks.into_iter().map(|mark| prepared.mark(mark)).collect();
    let at = marks.iter().find(|mark| mark.primary).or(marks.first()).map(|mark| mark.from);
    let title = Level::ERROR.primary_title(&fault.message);
    let title = match &fault.code {
        Some(code) => title.id(code.clone()),
        None => title,
    };
    let annotations: Vec<_> = marks
        .iter()
        .map(|mark| {
            let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = (!mark.label.is_empty()).then_some(mark.label.as_str());
            kind.span(bytes(source, mark.from, mark.to)).label(label)
        })
        .collect();
    let mut group = Group::with_title(title);
    if !annotations.is_empty() {
        group = group.element(Snippet::source(source).path(cell.0.as_str()).annotations(annotations));
    }
    for help in &fault.help {
        group = group.element(Level::HELP.message(help));
    }
    let rendered = Renderer::styled().render(&[group]);
    Diagnostic {
        code: fault.code.clone(),
        message: fault.message.clone(),
        rendered,
        place: at.map(|(line, column)| Place { cell: cell.clone(), line, column }),
        advice: None,
    }
}

/// The bytes between two places of a text.
fn bytes(source: &str, from: (u32, u32), to: (u32, u32)) -> Range<usize> {
    let byte = |(line, column): (u32, u32)| {
        let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum();
        let rest = &source[start.min(source.len())..];
        let inside = rest.char_indices().nth(column.saturating_sub(1) as usize).map_or(rest.len(), |(at, _)| at);
        start + inside
    };
    let start = byte(from);
    start..byte(to).max(start)
}

/// How the process ended that ran the cell.
pub fn exit(ended: &Evaluated) -> Option<Exit> {
    let Ending::Died { status, killed, last_words } = &ended.ending else { return None };
    let confession = Confession::of(last_words);
    Some(Exit { status: status.map(ExitStatus::from_raw), killed: *killed, confession })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Cell;
    use gradus_protocol::Mark;

    #[test]
    fn an_error_points_into_the_cell() {
        let source = "let é = 1;\né + z";
        let cell = Cell::new("sum", source);
        let prepared = super::super::cell::prepare(&cell);
        let mark = |from, to| Mark { from, to, label: "not found".into(), primary: true };
        let marks = vec![mark((2, 23), (2, 24))];
        let fault =
            Fault { code: Some("E0425".into()), message: "no `z`".into(), marks, help: vec!["try `é`".into()] };
        let told = diagnostic(fault, &cell.id, source, &prepared);
        assert_eq!(told.place.map(|place| (place.line, place.column)), Some((2, 5)));
        for words in ["E0425", "no `z`", "sum:2:5", "not found", "try `é`"] {
            assert!(told.rendered.contains(words), "{words}: {}", told.rendered);
        }
        assert!(!told.rendered.contains("rt_value"));
    }
}
