//! Lessons line by line: for screen readers, and for terminals that can do no more. A line is typed, what comes of it is
//! told below, and nothing that was told ever changes.
//!
//! ```text
//! plain.rs            Plain   the state; what a typed line, and what happens in the session, changes
//! plain/commands.rs           what the commands of a lesson do
//! plain/words.rs              lessons, cells, questions and verdicts in words
//! plain/linear.rs     Linear  text without frames and blocks
//! plain/terminal.rs   run     standard input and output, and the one loop
//! ```

mod commands;
mod linear;
mod terminal;
#[cfg(test)]
mod tests;
mod words;

pub use terminal::run;

use super::{
    app::Start,
    catalog,
    notebook::{Entry, Notebook, World},
    saver,
    theme::Theme,
};
use crate::{cli::tell::Text, say};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gradus_lessons::{Catalog, Lesson, LessonId, Progress, Store};
use gradus_protocol::Event;
use linear::Linear;
use std::{
    io::{self, Write},
    ops::Range,
    sync::mpsc::Sender,
    time::Duration,
};

/// Everything that can happen.
pub enum Heard {
    /// A line was typed.
    Line(String),
    /// No more lines will come.
    End,
    /// Ctrl-C.
    Stop,
    /// Something in the session of a lesson; sessions are numbered.
    Session(u64, Event),
}

/// What the next typed line is.
enum Awaited {
    Command,
    /// Yes or no.
    Yes(commands::Question),
    /// A line of the chosen cell's text: which of its lines are replaced, and by what so far.
    Text(Range<usize>, Vec<String>),
}

/// The state.
pub struct Plain<W: Write> {
    catalog: Catalog,
    progress: Progress,
    /// What the store held when it was read or written last.
    known: Progress,
    store: Store,
    start: Start,
    outbox: Sender<Heard>,
    sessions: u64,
    notebook: Option<Notebook>,
    teller: Text<Linear<W>>,
    /// Blocks of the lesson that were told.
    told: usize,
    awaited: Awaited,
    /// Whether it was said that cells can run.
    ready: bool,
    now: Duration,
    wall: u64,
    quit: bool,
}

/// What a [`Plain`] is made of.
pub struct Parts<W: Write> {
    /// All lessons.
    pub catalog: Catalog,
    /// The learner's state, and where it is saved.
    pub progress: (Progress, Store),
    /// Starts sessions.
    pub start: Start,
    /// Where what happens goes.
    pub outbox: Sender<Heard>,
    /// Tells outputs, and everything else.
    pub teller: Text<Linear<W>>,
}

/// Formulas on one line, no colours.
const THEME: Theme = Theme { color: false, rgb: false, ascii: true };

impl<W: Write> Plain<W> {
    /// Begins with the list of lessons, or with one of them.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn open(parts: Parts<W>, lesson: Option<&LessonId>, note: Option<String>) -> io::Result<Self> {
        let Parts { catalog, progress: (progress, store), start, outbox, teller } = parts;
        let mut plain = Self {
            catalog,
            known: progress.clone(),
            progress,
            store,
            start,
            outbox,
            sessions: 0,
            notebook: None,
            teller,
            told: 0,
            awaited: Awaited::Command,
            ready: false,
            now: Duration::ZERO,
            wall: 0,
            quit: false,
        };
        plain.say(&say!("plain-welcome"))?;
        if let Some(note) = note {
            plain.say(&note)?;
        }
        match lesson {
            Some(id) => plain.enter(id)?,
            None => plain.tell_lessons()?,
        }
        plain.prompt()?;
        Ok(plain)
    }

    /// Whether the learner wants to leave.
    pub fn quits(&self) -> bool {
        self.quit
    }

    /// Takes in what happened `now` after the start; `wall` is in seconds since 1970.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn hear(&mut self, heard: Heard, now: Duration, wall: u64) -> io::Result<()> {
        (self.now, self.wall) = (now, wall);
        match heard {
            Heard::Line(line) => {
                self.line(&line)?;
                self.tell_message()?;
                if !self.quit && !self.busy() {
                    self.prompt()?;
                }
            }
            Heard::End => self.leave(),
            Heard::Stop => self.stop()?,
            Heard::Session(number, event) if number == self.sessions => {
                let was = self.busy();
                self.event(&event)?;
                if was && !self.busy() {
                    self.tell_message()?;
                    self.prompt()?;
                }
            }
            Heard::Session(..) => {}
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        if let Some(notebook) = self.notebook.as_mut().filter(|notebook| notebook.ask.is_some()) {
            notebook.paste_in_answer(line);
            notebook.key_in_answer(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
            return Ok(());
        }
        match std::mem::replace(&mut self.awaited, Awaited::Command) {
            Awaited::Yes(question) => {
                // Words of other languages begin otherwise; these are those that the question names.
                let yes = matches!(line.trim().to_lowercase().as_str(), "y" | "yes");
                if yes { self.agreed(question) } else { Ok(()) }
            }
            Awaited::Text(replaced, mut lines) if line.trim_end() != "." => {
                lines.push(line.to_owned());
                self.awaited = Awaited::Text(replaced, lines);
                Ok(())
            }
            Awaited::Text(replaced, lines) => self.replace(replaced, &lines),
            Awaited::Command if self.notebook.is_some() => self.command(line.trim()),
            Awaited::Command => self.choose_lesson(line.trim()),
        }
    }

    /// Ctrl-C stops what runs, and gives up what is typed.
    fn stop(&mut self) -> io::Result<()> {
        if self.busy() {
            if let Some(notebook) = &mut self.notebook {
                notebook.interrupt();
            }
            return self.tell_message();
        }
        let typing = matches!(std::mem::replace(&mut self.awaited, Awaited::Command), Awaited::Text(..));
        self.say(&if typing { say!("plain-edit-given-up") } else { say!("plain-how-to-leave") })?;
        self.prompt()
    }

    /// Opens a lesson and tells it down to its first cell, or from where the learner was.
    fn enter(&mut self, id: &LessonId) -> io::Result<()> {
        let scratch = || id.is_scratch().then(|| Lesson::scratch(say!("ui-scratch")));
        let Some(lesson) = self.catalog.lesson(id).cloned().or_else(scratch) else { return Ok(()) };
        self.sessions += 1;
        let (number, outbox) = (self.sessions, self.outbox.clone());
        self.notebook = None;
        let session = (self.start)(&lesson, Box::new(move |event| drop(outbox.send(Heard::Session(number, event)))));
        let mut world = World { catalog: &self.catalog, progress: &mut self.progress, now: self.now, wall: self.wall };
        let notebook = Notebook::open(lesson, session, self.store.history(id), &mut world);
        self.progress.lesson_mut(id);
        self.progress.opened(id);
        self.ready = false;
        let begun = self.progress.lesson(id).is_some_and(|done| done.position.begun());
        let at = notebook.selected.filter(|_| begun).unwrap_or(0);
        self.tell_title(&notebook.lesson)?;
        let offer = notebook.offered();
        self.notebook = Some(notebook);
        self.save()?;
        // What leads to the cell where the learner was is told with it.
        self.told = (0..at).rfind(|at| self.selectable(*at)).map_or(0, |before| before + 1);
        if at > 0 {
            self.say(&say!("plain-goes-on"))?;
        }
        if let Some(offer) = offer {
            self.say(&offer)?;
        }
        self.read_on()
    }

    fn selectable(&self, at: usize) -> bool {
        self.notebook
            .as_ref()
            .and_then(|notebook| notebook.entries.get(at))
            .is_some_and(|e| e.selectable() && !e.is_setup())
    }

    /// Tells what comes next, down to a cell or question.
    fn read_on(&mut self) -> io::Result<()> {
        let count = self.notebook.as_ref().map_or(0, |notebook| notebook.entries.len());
        if self.told >= count {
            return self.say(&say!("plain-end"));
        }
        while self.told < count {
            let at = self.told;
            self.told += 1;
            self.tell_entry(at)?;
            if self.selectable(at) {
                self.select(at);
                return Ok(());
            }
        }
        self.say(&say!("plain-end"))
    }

    fn select(&mut self, at: usize) {
        let mut world = World { catalog: &self.catalog, progress: &mut self.progress, now: self.now, wall: self.wall };
        if let Some(notebook) = &mut self.notebook {
            notebook.select(at);
            notebook.keep_position(&mut world);
        }
    }

    /// Changes the notebook; saves when the change is the learner's.
    fn change(&mut self, change: impl FnOnce(&mut Notebook, &mut World<'_>) -> bool) -> io::Result<()> {
        let mut world = World { catalog: &self.catalog, progress: &mut self.progress, now: self.now, wall: self.wall };
        let changed = self.notebook.as_mut().is_some_and(|notebook| change(notebook, &mut world));
        if changed { self.save() } else { Ok(()) }
    }

    fn save(&mut self) -> io::Result<()> {
        let others = match saver::write(&self.store, &mut self.known, self.progress.clone()) {
            Ok(kept) => kept.others,
            Err(why) => return self.say(&say!("ui-save-failed", why = why)),
        };
        let Some(others) = others else { return Ok(()) };
        // Another program saved something else meanwhile.
        self.progress = others.1;
        let mut world = World { catalog: &self.catalog, progress: &mut self.progress, now: self.now, wall: self.wall };
        let changed = self.notebook.as_mut().map(|notebook| notebook.catch_up(&mut world)).unwrap_or_default();
        if changed.is_empty() { Ok(()) } else { self.say(&say!("plain-changed-elsewhere", cells = changed.join(", "))) }
    }

    fn busy(&self) -> bool {
        self.notebook.as_ref().is_some_and(|notebook| notebook.busy() && notebook.ask.is_none())
    }

    /// Back to the lessons, or out.
    fn leave(&mut self) {
        let _ = self.save();
        self.quit = true;
    }

    /// A line while no lesson is open: a number, a part of a name, or a command.
    fn choose_lesson(&mut self, line: &str) -> io::Result<()> {
        let next = || {
            let last = self.progress.recent.first().and_then(|id| id.parse().ok());
            last.or_else(|| catalog::next(&self.catalog, &self.progress))
        };
        let found: Option<&Lesson> = match line {
            "" => next().and_then(|id| self.catalog.lesson(&id)),
            "?" => return self.tell_help(),
            "q" => {
                self.leave();
                return Ok(());
            }
            line => match line.parse::<usize>() {
                Ok(number) => self.catalog.lessons().nth(number.wrapping_sub(1)),
                Err(_) => self.catalog.find(line).ok(),
            },
        };
        match found.map(|lesson| lesson.id.clone()) {
            Some(id) => self.enter(&id),
            None => self.say(&say!("plain-no-lesson", typed = line)),
        }
    }
}

/// The id of the cell whose answer is being checked.
fn checking(notebook: &Notebook) -> Option<String> {
    notebook.entries.iter().find_map(|entry| match entry {
        Entry::Cell(cell) if cell.checking => Some(cell.id.clone()),
        _ => None,
    })
}
