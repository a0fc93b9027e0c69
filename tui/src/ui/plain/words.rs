//! Lessons, cells, questions and verdicts in words.

use super::{Plain, THEME};
use crate::{
    cli::tell::Teller,
    say,
    ui::{
        catalog,
        keys::{self, Action, Place},
        markdown,
        notebook::{CellEntry, Entry, Kind},
        view::verdict_words,
    },
};
use gradus_lessons::{Block, Lesson};
use gradus_protocol::{Event, NameKind, Status};
use std::{io, io::Write};

/// Columns of running text.
const WIDTH: usize = 76;

impl<W: Write> Plain<W> {
    /// Tells a paragraph.
    pub(super) fn say(&mut self, markdown: &str) -> io::Result<()> {
        let lines = markdown::lines(markdown, WIDTH, THEME);
        let out = self.teller.between()?;
        for line in lines {
            writeln!(out, "{}", line.to_string().trim_end())?;
        }
        out.flush()
    }

    /// Tells an event of a cell's run.
    pub(super) fn tell(&mut self, event: &Event) -> io::Result<()> {
        self.teller.event(event)
    }

    /// Says where the next typed line goes.
    pub(super) fn prompt(&mut self) -> io::Result<()> {
        let name = self.notebook.as_ref().map(|notebook| notebook.cell().map_or("?", |cell| &cell.id).to_owned());
        let prompt = match (&self.awaited, name) {
            (super::Awaited::Text(..), _) => String::new(),
            (_, Some(name)) => say!("plain-prompt", cell = name),
            (_, None) => say!("plain-prompt-lessons"),
        };
        let out = self.teller.between()?;
        write!(out, "{prompt} ")?;
        out.flush()
    }

    pub(super) fn tell_message(&mut self) -> io::Result<()> {
        let message = self.notebook.as_mut().and_then(|notebook| notebook.message.take());
        message.map_or(Ok(()), |message| self.say(&message))
    }

    pub(super) fn tell_lessons(&mut self) -> io::Result<()> {
        let mut text = String::new();
        let mut number = 0;
        for track in self.catalog.tracks() {
            text += &format!("\n{}. {}\n\n", track.title, track.summary);
            for lesson in &track.lessons {
                number += 1;
                let state = catalog::state_words(lesson, &self.catalog, &self.progress);
                let words = say!("plain-lesson", title = lesson.title, minutes = lesson.minutes, state = state);
                text += &format!("{number}\\. {}  \n", words.trim_end_matches([',', ' ']));
            }
        }
        self.say(&text)?;
        self.say(&say!("plain-choose-lesson"))
    }

    pub(super) fn tell_title(&mut self, lesson: &Lesson) -> io::Result<()> {
        self.say(&say!("plain-title", title = lesson.title, minutes = lesson.minutes))
    }

    /// Tells the chosen cell or question.
    pub(super) fn tell_selected(&mut self) -> io::Result<()> {
        let at = self.notebook.as_ref().and_then(|notebook| notebook.selected);
        at.map_or(Ok(()), |at| self.tell_entry(at))
    }

    pub(super) fn tell_entry(&mut self, at: usize) -> io::Result<()> {
        let Some(notebook) = &self.notebook else { return Ok(()) };
        match (&notebook.entries[at], notebook.block(at)) {
            (Entry::Prose, Some(Block::Prose(prose))) => {
                let text = markdown::with_figures(&prose.markdown, |name| notebook.figure(name));
                self.say(&text)?;
                writeln!(self.teller.between()?)
            }
            (Entry::Cell(cell), _) if cell.kind == Kind::Setup => Ok(()),
            (Entry::Cell(cell), _) => {
                let (head, keys) = (head(cell), keys_of(cell));
                let code: Vec<String> = cell.text.trim_end().lines().map(str::to_owned).collect();
                self.say(&head)?;
                let out = self.teller.between()?;
                for (number, line) in (1..).zip(code) {
                    writeln!(out, "{}", format!("{number:>3}  {line}").trim_end())?;
                }
                self.say(&keys)
            }
            (Entry::Quiz(entry), Some(Block::Quiz(quiz))) => {
                let mut text = format!("{}\n", say!("plain-quiz", question = quiz.question));
                for (number, choice) in (1..).zip(&quiz.choices) {
                    text += &format!("\n{number}: {choice}\n");
                }
                if entry.chosen.is_none() {
                    text += &format!("\n{}", say!("plain-choose", count = quiz.choices.len()));
                }
                self.say(&text)
            }
            _ => Ok(()),
        }
    }

    /// Tells whether the choice was right, and why.
    pub(super) fn tell_answer(&mut self) -> io::Result<()> {
        let Some(notebook) = &self.notebook else { return Ok(()) };
        let Some(at) = notebook.selected else { return Ok(()) };
        let words = match (&notebook.entries[at], notebook.block(at)) {
            (Entry::Quiz(entry), Some(Block::Quiz(quiz))) => match entry.chosen {
                Some(choice) if choice == quiz.answer => say!("ui-quiz-why-right", why = quiz.why),
                Some(choice) => {
                    say!("ui-quiz-why-wrong", chosen = choice + 1, answer = quiz.answer + 1, why = quiz.why)
                }
                None => say!("plain-choose", count = quiz.choices.len()),
            },
            _ => say!("plain-not-here"),
        };
        self.say(&words)
    }

    /// How a run ended.
    pub(super) fn tell_ending(&mut self, cell: &str, status: Status) -> io::Result<()> {
        self.say(&match status {
            Status::Ok => say!("plain-ended-ok", cell = cell),
            Status::Error | Status::Died => say!("plain-ended-failed", cell = cell),
            Status::Interrupted => say!("plain-ended-stopped", cell = cell),
            Status::Skipped => say!("plain-ended-skipped", cell = cell),
        })
    }

    pub(super) fn tell_verdict(&mut self) -> io::Result<()> {
        let words = self.notebook.as_ref().and_then(|notebook| notebook.cell()?.verdict.as_ref().map(verdict_words));
        words.map_or(Ok(()), |words| self.say(&words))
    }

    pub(super) fn tell_hint(&mut self) -> io::Result<()> {
        let hint = self.notebook.as_ref().and_then(|notebook| {
            let cell = notebook.cell()?;
            let hints = &notebook.lesson.exercise(&cell.id)?.hints;
            let hint = hints.get(cell.hints.checked_sub(1)?)?;
            Some(format!("{}.\n\n{}", say!("ui-hint", shown = cell.hints, count = hints.len()), hint.markdown))
        });
        hint.map_or(Ok(()), |hint| self.say(&hint))
    }

    pub(super) fn tell_solution(&mut self) -> io::Result<()> {
        let text = self
            .notebook
            .as_ref()
            .and_then(|notebook| Some(notebook.lesson.exercise(&notebook.cell()?.id)?.solution.text.clone()));
        self.say(&say!("ui-solution"))?;
        let out = self.teller.between()?;
        for line in text.iter().flat_map(|text| text.trim_end().lines()) {
            writeln!(out, "{}", format!("     {line}").trim_end())?;
        }
        Ok(())
    }

    pub(super) fn tell_variables(&mut self) -> io::Result<()> {
        let names = self.notebook.as_ref().map(|notebook| notebook.names()).unwrap_or_default();
        let variables: Vec<_> = names.into_iter().filter(|name| name.kind == NameKind::Variable).collect();
        if variables.is_empty() {
            return self.say(&say!("ui-variables-none"));
        }
        let out = self.teller.between()?;
        for name in variables {
            let value = name.preview.unwrap_or_default();
            writeln!(out, "{}", say!("plain-variable", name = name.name, ty = name.ty, value = value).trim_end())?;
        }
        Ok(())
    }

    pub(super) fn tell_outline(&mut self) -> io::Result<()> {
        let Some(notebook) = &self.notebook else { return Ok(()) };
        let entries = notebook.entries.iter().enumerate();
        let lines: Vec<String> = entries
            .filter_map(|(at, entry)| match (entry, notebook.block(at)) {
                (Entry::Cell(cell), _) if cell.kind != Kind::Setup => Some(head(cell)),
                (Entry::Quiz(_), Some(Block::Quiz(quiz))) => Some(say!("plain-quiz", question = quiz.question)),
                _ => None,
            })
            .collect();
        let numbered: Vec<String> = (1..).zip(lines).map(|(number, line)| format!("{number}: {line}  \n")).collect();
        self.say(&numbered.concat())?;
        self.say(&say!("plain-outline", key = keys::first(Place::Plain, Action::Outline)))
    }

    pub(super) fn tell_help(&mut self) -> io::Result<()> {
        if self.notebook.is_none() {
            return self.say(&say!("plain-choose-lesson"));
        }
        let lines: Vec<String> =
            keys::help(Place::Plain).into_iter().map(|(key, says)| format!("`{key}`: {says}  \n")).collect();
        self.say(&lines.concat())
    }
}

/// What a cell is called, and how far it is.
fn head(cell: &CellEntry) -> String {
    let count = cell.text.trim_end().lines().count();
    let lines = say!("ui-lines", count = count);
    match cell.kind {
        Kind::Exercise if cell.changed_since_passed => {
            say!("plain-exercise-changed", id = cell.id, lines = lines)
        }
        Kind::Exercise if cell.passed => say!("plain-exercise-solved", id = cell.id, lines = lines),
        Kind::Exercise => say!("plain-exercise", id = cell.id, lines = lines),
        Kind::Try => say!("plain-try", id = cell.id, lines = lines),
        Kind::Own => say!("plain-own", lines = lines),
        Kind::Note => say!("plain-note", lines = lines),
        Kind::Plain | Kind::Setup => say!("plain-cell", id = cell.id, lines = lines),
    }
}

/// The commands to know at a cell.
fn keys_of(cell: &CellEntry) -> String {
    let key = |action| keys::first(Place::Plain, action);
    let (run, edit) = (key(Action::Run), key(Action::Edit));
    match cell.kind {
        Kind::Exercise => {
            say!("plain-keys-exercise", run = run, edit = edit, check = key(Action::Check), hint = key(Action::Hint))
        }
        _ => say!("plain-keys-cell", run = run, edit = edit),
    }
}
