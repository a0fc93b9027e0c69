//! What the commands of a lesson do. They are the keys of the screen, each on a line of its own; the table of keys says
//! which, and the help is made of it.

use super::{Awaited, Plain, checking};
use crate::{
    say,
    ui::{
        keys::{self, Action, Place},
        notebook::{Entry, Kind, Reach},
    },
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gradus_protocol::{CellId, Event, Status};
use std::{io, io::Write, ops::Range};

/// What a yes-or-no question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Restart,
    Solution,
    TakeSolution,
    Reset,
}

impl<W: Write> Plain<W> {
    /// A typed line in a lesson: nothing, one letter or digit, and perhaps a number behind it.
    pub(super) fn command(&mut self, line: &str) -> io::Result<()> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let mut letters = word.chars();
        let code = match (letters.next(), letters.next()) {
            (None, _) => KeyCode::Enter,
            (Some(letter), None) => KeyCode::Char(letter),
            _ => return self.say(&say!("plain-unknown", typed = line)),
        };
        let exercise = self.notebook.as_ref().and_then(|n| n.lesson.exercise(&n.cell()?.id)).is_some();
        let cell = self.notebook.as_ref().and_then(|notebook| notebook.cell()).is_some();
        match keys::action(Place::Plain, KeyEvent::new(code, KeyModifiers::NONE)) {
            Some(Action::Next) => self.read_on(),
            Some(Action::Previous) => self.read_back(),
            Some(Action::Repeat) => self.tell_selected(),
            Some(Action::Run) if cell => self.change(|notebook, world| {
                notebook.run(world);
                false
            }),
            Some(Action::RunToHere) if cell => self.change(|notebook, world| {
                notebook.run_many(Reach::Here, world);
                false
            }),
            Some(Action::Check) => {
                let before = self.notebook.as_ref().and_then(checking);
                self.change(|notebook, world| notebook.check(world))?;
                // What needs no running has its verdict at once.
                let answered = before.is_none() && exercise && self.notebook.as_ref().and_then(checking).is_none();
                if answered { self.tell_verdict() } else { Ok(()) }
            }
            Some(Action::Hint) => {
                self.change(|notebook, world| notebook.hint(world))?;
                if exercise { self.tell_hint() } else { Ok(()) }
            }
            Some(Action::Solution) if exercise => self.ask(Question::Solution, &say!("ui-ask-solution")),
            Some(Action::TakeSolution) if exercise => {
                self.ask(Question::TakeSolution, &say!("plain-ask-take-solution"))
            }
            Some(Action::Reset) if cell => self.ask(Question::Reset, &say!("plain-ask-reset")),
            Some(Action::Restart) => self.ask(Question::Restart, &say!("ui-ask-restart")),
            Some(Action::Edit) if cell => self.edit(rest),
            Some(Action::AddBelow) => {
                self.change(|notebook, world| {
                    notebook.add(true, world);
                    true
                })?;
                self.told =
                    self.notebook.as_ref().and_then(|notebook| notebook.selected).map_or(self.told, |at| at + 1);
                self.edit("")
            }
            Some(Action::Choose) => {
                let choice = word.parse::<usize>().unwrap_or(0).wrapping_sub(1);
                self.change(|notebook, world| notebook.choose(choice, world))?;
                self.tell_answer()
            }
            Some(Action::Interrupt) => self.change(|notebook, _| {
                notebook.interrupt();
                false
            }),
            Some(Action::Again) => self.change(|notebook, _| {
                notebook.go_on();
                false
            }),
            Some(Action::Variables) => self.tell_variables(),
            Some(Action::Outline) => self.go_to(rest),
            Some(Action::Help) => self.tell_help(),
            Some(Action::Back) => {
                self.save()?;
                self.notebook = None;
                self.sessions += 1;
                self.tell_lessons()
            }
            Some(_) => self.say(&say!("plain-not-here")),
            None => self.say(&say!("plain-unknown", typed = line)),
        }
    }

    fn ask(&mut self, question: Question, words: &str) -> io::Result<()> {
        self.awaited = Awaited::Yes(question);
        self.say(&say!("plain-yes-or-no", question = words))
    }

    pub(super) fn agreed(&mut self, question: Question) -> io::Result<()> {
        self.change(|notebook, world| {
            match question {
                Question::Restart => notebook.restart(world),
                Question::Solution => notebook.show_solution(world),
                Question::TakeSolution => notebook.take_solution(world),
                Question::Reset => notebook.reset(world),
            }
            true
        })?;
        match question {
            Question::Restart => Ok(()),
            Question::Solution => self.tell_solution(),
            Question::TakeSolution | Question::Reset => self.tell_selected(),
        }
    }

    /// Goes back to the cell or question before, and tells it.
    fn read_back(&mut self) -> io::Result<()> {
        let at = self.notebook.as_ref().and_then(|notebook| notebook.selected).unwrap_or(0);
        match (0..at).rfind(|at| self.selectable(*at)) {
            Some(before) => {
                self.select(before);
                self.told = before + 1;
                self.tell_selected()
            }
            None => self.say(&say!("plain-first")),
        }
    }

    /// Tells the outline, or goes to one of its places.
    fn go_to(&mut self, number: &str) -> io::Result<()> {
        let count = self.notebook.as_ref().map_or(0, |notebook| notebook.entries.len());
        let mut places = (0..count).filter(|at| self.selectable(*at));
        let wanted = number.trim().parse::<usize>().ok().and_then(|number| places.nth(number.checked_sub(1)?));
        match wanted {
            Some(at) => {
                self.told = (0..at).rfind(|at| self.selectable(*at)).map_or(0, |before| before + 1);
                self.read_on()
            }
            None => self.tell_outline(),
        }
    }

    /// Awaits the lines of a new text, or of a part of it: `e`, `e 3`, `e 2-4`.
    fn edit(&mut self, lines: &str) -> io::Result<()> {
        let text = self.notebook.as_ref().and_then(|notebook| notebook.cell()).map_or("", |cell| &cell.text);
        let count = text.trim_end().lines().count();
        let Some(range) = range(lines, count) else { return self.say(&say!("plain-edit-range", count = count)) };
        let (first, last) = (range.start + 1, range.end);
        self.awaited = Awaited::Text(range, Vec::new());
        self.say(&if lines.trim().is_empty() {
            say!("plain-edit-all")
        } else if first == last {
            say!("plain-edit-line", line = first)
        } else {
            say!("plain-edit-lines", first = first, last = last)
        })
    }

    pub(super) fn replace(&mut self, replaced: Range<usize>, with: &[String]) -> io::Result<()> {
        self.change(|notebook, world| {
            let Some(cell) = notebook.cell() else { return false };
            let mut lines: Vec<&str> = cell.text.trim_end().lines().collect();
            lines.splice(replaced, with.iter().map(String::as_str));
            notebook.replace_text(&lines.join("\n"), world);
            true
        })?;
        self.tell_selected()
    }

    /// Takes in what happened in the session, and tells it.
    pub(super) fn event(&mut self, event: &Event) -> io::Result<()> {
        let before = self.notebook.as_ref().and_then(checking);
        self.change(|notebook, world| notebook.event(event.clone(), world))?;
        match event {
            Event::Ready if !std::mem::replace(&mut self.ready, true) => self.say(&say!("plain-ready"))?,
            Event::Unavailable { message } => self.say(&say!("plain-unavailable", why = message))?,
            Event::Ask { prompt, .. } => self.say(&say!("plain-asks", prompt = prompt.trim()))?,
            Event::Preparing(_) => self.tell(event)?,
            Event::Started { cell, .. } | Event::Output { cell, .. } if self.is_told(cell) => self.tell(event)?,
            Event::Finished { cell, status, .. } if self.is_told(cell) => {
                // What did not run was never begun.
                if *status != Status::Skipped {
                    self.tell(event)?;
                }
                self.tell_ending(&cell.0, *status)?;
            }
            _ => {}
        }
        if before.is_some() && self.notebook.as_ref().and_then(checking).is_none() {
            self.tell_verdict()?;
        }
        Ok(())
    }

    /// Whether a cell is one that the learner runs: not a check, no included code, and no setup that goes well.
    fn is_told(&self, id: &CellId) -> bool {
        let Some(notebook) = &self.notebook else { return false };
        notebook
            .entries
            .iter()
            .any(|entry| matches!(entry, Entry::Cell(cell) if cell.id == id.0 && cell.kind != Kind::Setup))
    }
}

/// Lines that are named, from 1: all, one, or some.
fn range(named: &str, count: usize) -> Option<Range<usize>> {
    let named = named.trim();
    if named.is_empty() {
        return Some(0..count);
    }
    let (first, last) = named.split_once('-').unwrap_or((named, named));
    let (first, last) = (first.trim().parse::<usize>().ok()?, last.trim().parse::<usize>().ok()?);
    (first >= 1 && first <= last && last <= count).then(|| first - 1..last)
}
