//! The whole state of the terminal UI, and how each message changes it.
//!
//! ```text
//! app/acting.rs    what keys do
//! app/asking.rs    questions that another thread waits for
//! app/choosing.rs  the settings screen, and keeping what was chosen
//! app/hovering.rs  what the mouse rests on
//! app/finding.rs   the outline, and the search for a lesson
//! app/pointing.rs  what the mouse does
//! app/touring.rs   the first tour
//! app/searching.rs words looked for in the lesson
//! app/viewing.rs   one cell's output on the whole screen
//! app/keeping.rs   saving, other windows, what a reset took
//! ```

mod acting;
mod asking;
mod choosing;
mod finding;
mod hovering;
mod keeping;
mod pointing;
mod searching;
pub(super) mod touring;
mod viewing;

use hovering::Hover;
use searching::Looking;

use super::{
    catalog::{self, Chosen},
    finder::Finder,
    keys::Action,
    notebook::{Helped, Notebook, Proof, World},
    outside::Outside,
    pictures::{Drawn, Pictures},
    runs::{EventSink, Runs},
    saver::{Kept, Saved, Saver},
    screen::Layout,
    theme::Theme,
    view::Document,
    viewer::Viewer,
};
use crate::say;
use crate::settings::{Settings, SettingsFile};
use crossterm::event::{Event as Input, KeyEventKind, MouseEventKind};
use gradus_lessons::{Catalog, Lesson, LessonId, Presence, Progress, StoreError};
use gradus_protocol::Event;
use std::{sync::mpsc::Sender, time::Duration};

/// How often what moves by itself is drawn.
const FRAME: Duration = Duration::from_millis(250);

/// Everything that can happen.
pub enum Message {
    /// A key, a click, a paste, another size.
    Input(Input),
    /// Something in the session of a lesson; sessions are numbered, and an old one's last words are not heard.
    Session(u64, Event),
    /// A question of the notebook of this session was answered.
    Helped(u64, Helped),
    /// A cell of the notebook of this session was read while it was being written.
    Read(u64, Proof),
    /// A picture is ready.
    Picture(Drawn),
    /// A save ended.
    Saved(Saved),
    /// Time passed.
    Tick,
}

/// What a yes-or-no question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Forget all variables?
    Restart,
    /// Forget all variables, and run everything down to here?
    RestartToHere,
    /// Show the solution?
    Solution,
    /// Show what separates the answer from the solution?
    Difference,
    /// Put the solution into the cell?
    TakeSolution,
    /// Bring the first text of the cell back, or begin the exercise or the lesson anew?
    Reset,
    /// Open the chosen lesson, although it builds on others that are not done?
    Locked,
}

/// Something to read over the screen; any other key than those that scroll puts it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it says.
    pub about: About,
    /// Its first line that shows.
    pub top: usize,
}

/// What a sheet is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The keys.
    Keys,
    /// Words of the glossary, by their places in it.
    Words(Vec<usize>),
    /// What is known about a name, as Markdown.
    Name(String),
    /// What the learner wrote before, as Markdown.
    Past(String),
    /// The variables.
    Variables {
        /// Whether their types show in full.
        full: bool,
    },
}

/// A window over the screen that keys of its own lead through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The settings; which of them is chosen.
    Settings(usize),
    /// The first tour; its step, from 0.
    Tour(usize),
}

/// Which screen is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The list of lessons.
    Catalog,
    /// A lesson.
    Lesson,
}

/// Starts the session of a lesson.
pub type Start = Box<dyn Fn(&Lesson, EventSink) -> Box<dyn Runs>>;

/// The state.
pub struct App {
    pub(super) theme: Theme,
    pub(super) catalog: Catalog,
    pub(super) progress: Progress,
    pub(super) chosen: Chosen,
    pub(super) screen: Screen,
    pub(super) notebook: Option<Notebook>,
    pub(super) document: Document,
    pub(super) pictures: Pictures,
    pub(super) question: Option<Question>,
    /// What is open over the screen.
    pub(super) sheet: Option<Sheet>,
    /// The list that typing narrows, while it is open.
    pub(super) finder: Option<Finder>,
    /// What is looked for in the lesson.
    pub(super) looking: Looking,
    /// The output that fills the screen.
    pub(super) viewer: Option<Viewer>,
    /// The window that is open.
    pub(super) panel: Option<Panel>,
    /// What the learner has chosen.
    pub(super) settings: Settings,
    settings_file: SettingsFile,
    /// A sentence for the status line, whatever the screen.
    pub(super) notice: Option<String>,
    /// Why the learner's state is not saved, as long as it is not.
    pub(super) unsaved: Option<String>,
    pub(super) now: Duration,
    pub(super) layout: Layout,
    wall: u64,
    /// What was pressed once and must be pressed again.
    pending: Option<Action>,
    saver: Saver,
    start: Start,
    /// What the mouse rests on.
    pub(super) hover: Hover,
    /// A cell on its way to the learner's own editor.
    outside: Option<Outside>,
    /// Text on its way to the terminal's clipboard.
    copied: Option<String>,
    outbox: Sender<Message>,
    sessions: u64,
    /// That this lesson is open here, for other windows to see.
    presence: Option<Presence>,
    /// Whether the screen may have to look different.
    stale: bool,
    quit: bool,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// Colours and characters.
    pub theme: Theme,
    /// All lessons.
    pub catalog: Catalog,
    /// The learner's state.
    pub progress: Progress,
    /// A sentence to begin with.
    pub notice: Option<String>,
    /// Pictures.
    pub pictures: Pictures,
    /// Saving.
    pub saver: Saver,
    /// What the learner has chosen, and where choices are kept.
    pub settings: (Settings, SettingsFile),
    /// Starts sessions.
    pub start: Start,
    /// Where messages to the app go.
    pub outbox: Sender<Message>,
}

impl App {
    /// Opens with the list of lessons, the next one chosen.
    pub fn new(parts: Parts) -> Self {
        let Parts { theme, catalog, progress, notice, pictures, saver, settings, start, outbox } = parts;
        let (settings, settings_file) = settings;
        let mut chosen = Chosen::default();
        let last = catalog.lessons().find(|lesson| Some(lesson.id.to_string()) == progress.last);
        if let Some(id) = last.map(|lesson| lesson.id.clone()).or_else(|| catalog::next(&catalog, &progress)) {
            chosen.set(&catalog, &id);
        }
        Self {
            theme,
            catalog,
            progress,
            chosen,
            screen: Screen::Catalog,
            notebook: None,
            document: Document::default(),
            pictures,
            question: None,
            sheet: None,
            finder: None,
            looking: Looking::default(),
            viewer: None,
            panel: (!settings.toured).then_some(Panel::Tour(0)),
            settings,
            settings_file,
            notice,
            unsaved: None,
            now: Duration::ZERO,
            layout: Layout::default(),
            wall: 0,
            pending: None,
            saver,
            start,
            hover: Hover::default(),
            outside: None,
            copied: None,
            outbox,
            sessions: 0,
            presence: None,
            stale: true,
            quit: false,
        }
    }

    /// Whether the learner wants to leave.
    pub fn quits(&self) -> bool {
        self.quit
    }

    /// The text that belongs into the terminal's clipboard now.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// The cell that belongs into the learner's own editor now.
    pub fn take_outside(&mut self) -> Option<Outside> {
        self.outside.take()
    }

    /// Takes in what was written there, or why nothing was.
    pub fn written_outside(&mut self, cell: &Outside, written: Result<String, String>) {
        self.pictures.forget();
        match written {
            Ok(text) => drop(self.in_notebook(|notebook, world| notebook.written_outside(&cell.id, &text, world))),
            Err(why) => self.notice = Some(why),
        }
    }

    /// How long nothing needs to happen by itself; `None` means for ever.
    pub fn idle(&self) -> Option<Duration> {
        let due = self.saver.due().map(|due| due.saturating_sub(self.now));
        let advance = self.notebook.as_ref().and_then(|notebook| notebook.advance_at.filter(|_| self.settings.advance));
        let advance = advance.map(|at| at.saturating_sub(self.now));
        let proof = self.notebook.as_ref().and_then(Notebook::proof_due).map(|at| at.saturating_sub(self.now));
        [self.moves().then_some(FRAME), due, advance, proof, self.hover_due()].into_iter().flatten().min()
    }

    /// Saves what is left.
    ///
    /// # Errors
    /// The store's.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.keep_position();
        self.saver.finish(&self.progress)
    }

    /// Draws pictures like this from now on.
    pub fn show_pictures(&mut self, pictures: Pictures) {
        self.pictures = pictures;
        self.redraw();
    }

    /// Another program had the terminal.
    pub fn redraw(&mut self) {
        self.stale = true;
    }

    /// Whether the screen may have to look different since this was asked last.
    pub fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    /// Takes in one message that came `now` after the start; `wall` is in seconds since 1970.
    pub fn update(&mut self, message: Message, now: Duration, wall: u64) {
        (self.now, self.wall) = (now, wall);
        self.stale |= self.shows(&message);
        match message {
            Message::Input(Input::Key(key)) if key.kind != KeyEventKind::Release => self.key(key),
            Message::Input(Input::Paste(text)) => self.paste(text),
            Message::Input(Input::Mouse(mouse)) => self.mouse(mouse),
            Message::Tick => {
                if let Some(notebook) = &mut self.notebook {
                    notebook.say_how_far();
                    if self.settings.advance {
                        notebook.advance(now);
                    }
                }
                self.hover();
                self.proofread();
            }
            Message::Input(_) => {}
            Message::Helped(number, helped) if number == self.sessions => self.helped(helped),
            Message::Helped(..) => {}
            Message::Read(number, proof) => {
                if let Some(notebook) = self.notebook.as_mut().filter(|_| number == self.sessions) {
                    notebook.read(proof);
                }
            }
            Message::Session(number, event) => {
                if number == self.sessions {
                    self.in_notebook(|notebook, world| notebook.event(event, world));
                }
            }
            Message::Picture(drawn) => self.pictures.take(drawn),
            Message::Saved(saved) => self.saved(saved),
        }
        self.saver.tick(now, &self.progress);
    }

    /// Whether the screen looks different after a message. In doubt it does.
    fn shows(&self, message: &Message) -> bool {
        match message {
            // The terminal reports every move of the mouse.
            Message::Input(Input::Mouse(mouse)) => mouse.kind != MouseEventKind::Moved || self.hover.shown.is_some(),
            Message::Input(Input::Key(key)) => key.kind != KeyEventKind::Release,
            Message::Session(number, event) => *number == self.sessions && !matches!(event, Event::Names { .. }),
            Message::Helped(number, _) | Message::Read(number, _) => *number == self.sessions,
            // A save that went well is not told; a tick that writes what is due moves nothing.
            Message::Saved(Ok(kept)) => self.unsaved.is_some() || *kept != Kept::default(),
            Message::Tick => {
                self.moves() || self.notebook.as_ref().is_some_and(|notebook| notebook.advance_at.is_some())
            }
            Message::Input(_) | Message::Picture(_) | Message::Saved(Err(_)) => true,
        }
    }

    /// Whether something on the screen moves by itself.
    fn moves(&self) -> bool {
        self.notebook.as_ref().is_some_and(Notebook::animates) && self.screen == Screen::Lesson
    }

    /// Opens a lesson; its session begins to get ready at once.
    pub fn open(&mut self, id: &LessonId) {
        let scratch = || id.is_scratch().then(|| Lesson::scratch(say!("ui-scratch")));
        let Some(lesson) = self.catalog.lesson(id).cloned().or_else(scratch) else { return };
        if !id.is_scratch() {
            self.chosen.set(&self.catalog, id);
        }
        self.screen = Screen::Lesson;
        if self.notebook.as_ref().is_some_and(|notebook| notebook.lesson.id == *id) {
            return;
        }
        self.sessions += 1;
        let (number, outbox) = (self.sessions, self.outbox.clone());
        // The old session ends before the new one begins: two would fight for the machine.
        self.notebook = None;
        let session = (self.start)(&lesson, Box::new(move |event| drop(outbox.send(Message::Session(number, event)))));
        let mut world = World { catalog: &self.catalog, progress: &mut self.progress, now: self.now, wall: self.wall };
        self.notebook = Some(Notebook::open(lesson, session, self.saver.store().history(id), &mut world));
        self.announce(id);
        self.document = Document::default();
        self.looking = Looking::default();
        // Opening is something to remember: the course begins here the next time.
        self.progress.lesson_mut(id);
        self.progress.opened(id);
        self.saver.changed(self.now);
    }

    /// Changes the notebook, and remembers to save when the change is the learner's.
    fn in_notebook(&mut self, change: impl FnOnce(&mut Notebook, &mut World<'_>) -> bool) -> bool {
        let Some(notebook) = &mut self.notebook else { return false };
        let mut world = World { catalog: &self.catalog, progress: &mut self.progress, now: self.now, wall: self.wall };
        let changed = change(notebook, &mut world);
        if changed {
            self.saver.changed(self.now);
        }
        changed
    }

    /// Remembers where the learner is, as the screen shows it.
    pub(super) fn keep_position(&mut self) {
        self.in_notebook(|notebook, world| notebook.keep_position(world));
    }
}
