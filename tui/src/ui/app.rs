//! The whole state of the terminal UI, and how each message changes it.

use super::{
    catalog::{self, Chosen},
    editor::ORIGIN,
    keys::{self, Action, Place},
    notebook::{Notebook, World},
    pictures::{Drawn, Pictures},
    runs::{EventSink, Runs},
    saver::{Saved, Saver},
    screen::Layout,
    theme::Theme,
    view::Document,
};
use crossterm::event::{Event as Input, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use gradus_lessons::{Catalog, Lesson, LessonId, Progress, StoreError};
use gradus_protocol::Event;
use ratatui::layout::{Position, Rect};
use std::{sync::mpsc::Sender, time::Duration};

/// How often what moves by itself is drawn.
const FRAME: Duration = Duration::from_millis(250);
/// Rows that a turn of the mouse wheel moves by.
const WHEEL: isize = 3;

/// Everything that can happen.
pub enum Message {
    /// A key, a click, a paste, another size.
    Input(Input),
    /// Something in the session of a lesson; sessions are numbered, and an old one's last words are not heard.
    Session(u64, Event),
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
    /// Show the solution?
    Solution,
    /// Put the solution into the cell?
    TakeSolution,
    /// Bring the cell's first text back?
    Reset,
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
    /// The first line of the help that shows, while it is open.
    pub(super) help: Option<usize>,
    /// A sentence for the status line, whatever the screen.
    pub(super) notice: Option<String>,
    pub(super) now: Duration,
    pub(super) layout: Layout,
    wall: u64,
    saver: Saver,
    start: Start,
    outbox: Sender<Message>,
    sessions: u64,
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
    /// Starts sessions.
    pub start: Start,
    /// Where messages to the app go.
    pub outbox: Sender<Message>,
}

impl App {
    /// Opens with the list of lessons, the next one chosen.
    pub fn new(parts: Parts) -> Self {
        let Parts { theme, catalog, progress, notice, pictures, saver, start, outbox } = parts;
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
            help: None,
            notice,
            now: Duration::ZERO,
            layout: Layout::default(),
            wall: 0,
            saver,
            start,
            outbox,
            sessions: 0,
            quit: false,
        }
    }

    /// Whether the learner wants to leave.
    pub fn quits(&self) -> bool {
        self.quit
    }

    /// How long nothing needs to happen by itself; `None` means for ever.
    pub fn idle(&self) -> Option<Duration> {
        let moves = self.notebook.as_ref().is_some_and(Notebook::animates) && self.screen == Screen::Lesson;
        let due = self.saver.due().map(|due| due.saturating_sub(self.now));
        [moves.then_some(FRAME), due].into_iter().flatten().min()
    }

    /// Saves what is left.
    ///
    /// # Errors
    /// The store's.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.keep_position();
        self.saver.finish(&self.progress)
    }

    /// Takes in one message that came `now` after the start; `wall` is in seconds since 1970.
    pub fn update(&mut self, message: Message, now: Duration, wall: u64) {
        (self.now, self.wall) = (now, wall);
        match message {
            Message::Input(Input::Key(key)) if key.kind != KeyEventKind::Release => self.key(key),
            Message::Input(Input::Paste(text)) => self.paste(text),
            Message::Input(Input::Mouse(mouse)) => self.mouse(mouse),
            Message::Input(_) | Message::Tick => {}
            Message::Session(number, event) => {
                if number == self.sessions {
                    self.in_notebook(|notebook, world| notebook.event(event, world));
                }
            }
            Message::Picture(drawn) => self.pictures.take(drawn),
            Message::Saved(saved) => {
                if let Some(words) = self.saver.saved(saved, now) {
                    self.notice = Some(words);
                }
            }
        }
        self.saver.tick(now, &self.progress);
    }

    /// Opens a lesson; its session begins to get ready at once.
    pub fn open(&mut self, id: &LessonId) {
        let Some(lesson) = self.catalog.lesson(id).cloned() else { return };
        self.chosen.set(&self.catalog, id);
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
        self.notebook = Some(Notebook::open(lesson, session, &mut world));
        self.document = Document::default();
        // Opening is something to remember: the course begins here the next time.
        self.progress.lesson_mut(id);
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

    fn keep_position(&mut self) {
        self.in_notebook(|notebook, world| {
            notebook.keep_position(world);
            true
        });
    }

    fn place(&self) -> Place {
        match self.screen {
            Screen::Catalog => Place::Catalog,
            Screen::Lesson if self.notebook.as_ref().is_some_and(|notebook| notebook.editing) => Place::Editor,
            Screen::Lesson => Place::Lesson,
        }
    }

    fn key(&mut self, key: KeyEvent) {
        use crossterm::event::KeyCode::{Char, Down, Enter, Esc, PageDown, PageUp, Up};
        self.notice = None;
        if let Some(notebook) = &mut self.notebook {
            notebook.message = None;
        }
        if let Some(question) = self.question.take() {
            if matches!(key.code, Char('y' | 'Y') | Enter) {
                self.agreed(question);
            }
            return;
        }
        if let Some(top) = self.help {
            self.help = match key.code {
                Down | Char('j') => Some(top + 1),
                Up | Char('k') => Some(top.saturating_sub(1)),
                PageDown | Char(' ') => Some(top + 5),
                PageUp => Some(top.saturating_sub(5)),
                Esc | Char(_) | Enter => None,
                _ => self.help,
            };
            return;
        }
        let place = self.place();
        match keys::action(place, key) {
            Some(action) if place == Place::Catalog => self.act_in_catalog(action),
            Some(action) => self.act_in_lesson(action, key),
            None if place == Place::Editor => {
                self.in_notebook(|notebook, world| notebook.type_into(&Input::Key(key), world));
            }
            None => {}
        }
    }

    fn act_in_catalog(&mut self, action: Action) {
        match action {
            Action::Down => self.chosen.step(1, &self.catalog),
            Action::Up => self.chosen.step(-1, &self.catalog),
            Action::Top => self.chosen.step(isize::MIN, &self.catalog),
            Action::Bottom => self.chosen.step(isize::MAX, &self.catalog),
            Action::Open => {
                if let Some(id) = self.chosen.lesson(&self.catalog).map(|lesson| lesson.id.clone()) {
                    self.open(&id);
                }
            }
            Action::Help => self.help = Some(0),
            Action::Quit => self.quit = true,
            _ => {}
        }
    }

    fn act_in_lesson(&mut self, action: Action, key: KeyEvent) {
        let has_cell = self.notebook.as_ref().is_some_and(|notebook| notebook.cell().is_some());
        let has_exercise = self
            .notebook
            .as_ref()
            .is_some_and(|notebook| notebook.cell().is_some_and(|cell| notebook.lesson.exercise(&cell.id).is_some()));
        match action {
            Action::Back => {
                self.keep_position();
                self.screen = Screen::Catalog;
            }
            Action::Help => self.help = Some(0),
            Action::Restart => self.question = Some(Question::Restart),
            Action::Reset if has_cell => self.question = Some(Question::Reset),
            Action::TakeSolution if has_exercise => self.question = Some(Question::TakeSolution),
            Action::Solution if has_exercise => {
                let shown = self.notebook.as_ref().and_then(Notebook::cell).is_some_and(|cell| cell.solution);
                // Hiding it again needs no question.
                if shown { self.agreed(Question::Solution) } else { self.question = Some(Question::Solution) }
            }
            Action::Choose => {
                let choice = match key.code {
                    crossterm::event::KeyCode::Char(digit) => digit.to_digit(10).unwrap_or(0) as usize,
                    _ => 0,
                };
                self.in_notebook(|notebook, world| notebook.choose(choice.wrapping_sub(1), world));
            }
            Action::Check => drop(self.in_notebook(|notebook, world| notebook.check(world))),
            Action::Hint => drop(self.in_notebook(|notebook, world| notebook.hint(world))),
            _ => drop(self.in_notebook(|notebook, world| {
                Self::plain_action(notebook, action, world);
                false
            })),
        }
    }

    /// What changes nothing that must be saved.
    fn plain_action(notebook: &mut Notebook, action: Action, world: &mut World<'_>) {
        let page = notebook.page();
        match action {
            Action::Down => notebook.scroll(1),
            Action::Up => notebook.scroll(-1),
            Action::PageDown => notebook.scroll(page),
            Action::PageUp => notebook.scroll(-page),
            Action::Top => notebook.go(false),
            Action::Bottom => notebook.go(true),
            Action::Next => notebook.step(true),
            Action::Previous => notebook.step(false),
            Action::Edit => drop(notebook.edit()),
            Action::Leave => notebook.leave(),
            Action::Run => notebook.run(world),
            Action::RunToHere => notebook.run_to_here(world),
            Action::Interrupt => notebook.interrupt(),
            Action::Fold => notebook.fold(),
            Action::Expand => notebook.expand(),
            _ => {}
        }
    }

    fn agreed(&mut self, question: Question) {
        self.in_notebook(|notebook, world| {
            match question {
                Question::Restart => notebook.restart(),
                Question::Solution => notebook.show_solution(world),
                Question::TakeSolution => notebook.take_solution(world),
                Question::Reset => notebook.reset(world),
            }
            question != Question::Restart
        });
    }

    fn paste(&mut self, text: String) {
        if self.place() == Place::Editor && self.question.is_none() && self.help.is_none() {
            self.in_notebook(|notebook, world| notebook.type_into(&Input::Paste(text), world));
        }
    }

    fn mouse(&mut self, mouse: MouseEvent) {
        if self.question.is_some() || self.help.is_some() {
            return;
        }
        let wheel = match mouse.kind {
            MouseEventKind::ScrollDown => Some(WHEEL),
            MouseEventKind::ScrollUp => Some(-WHEEL),
            _ => None,
        };
        match (self.screen, wheel) {
            (Screen::Catalog, Some(rows)) => self.chosen.step(rows.signum(), &self.catalog),
            (Screen::Catalog, None) => {}
            (Screen::Lesson, Some(rows)) => drop(self.in_notebook(|notebook, _| {
                notebook.scroll(rows);
                false
            })),
            (Screen::Lesson, None) => self.click(mouse),
        }
    }

    fn click(&mut self, mouse: MouseEvent) {
        let at = Position::new(mouse.column, mouse.row);
        if let Some(editor) = self.editor_area()
            && editor.contains(at)
        {
            // The editor knows its own picture, not where on the screen it stands; rows above the screen count too.
            let hidden = self.hidden_editor_rows();
            let column = mouse.column - editor.x + ORIGIN.x;
            let row = mouse.row - editor.y + hidden + ORIGIN.y;
            let inside = Input::Mouse(MouseEvent { column, row, ..mouse });
            self.in_notebook(|notebook, world| notebook.type_into(&inside, world));
            return;
        }
        if mouse.kind != MouseEventKind::Down(MouseButton::Left) || !self.layout.body.contains(at) {
            return;
        }
        let row = usize::from(mouse.row - self.layout.body.y);
        self.in_notebook(|notebook, _| {
            if let Some(entry) = notebook.entry_at(row) {
                let again = notebook.selected == Some(entry);
                if !again {
                    notebook.leave();
                }
                // A click must not move what was clicked on.
                let top = notebook.top;
                notebook.select(entry);
                notebook.reveal = false;
                notebook.top = top;
            }
            false
        });
    }

    /// Where on the screen the edited text shows.
    pub(super) fn editor_area(&self) -> Option<Rect> {
        let notebook = self.notebook.as_ref()?;
        let (start, rows) = self.document.entry(notebook.selected.filter(|_| notebook.editing)?)?;
        let (first, column, painted) = rows.editor.as_ref()?;
        let body = self.layout.body;
        let from = (start + first).max(notebook.top) - notebook.top;
        let to = (start + first + usize::from(painted.buffer.area.height)).saturating_sub(notebook.top);
        let to = to.min(body.height.into());
        (from < to).then(|| {
            let area = Rect::new(body.x + column, body.y + from as u16, painted.buffer.area.width, (to - from) as u16);
            area.intersection(body)
        })
    }

    /// Lines of the edited text that are scrolled off the top of the screen.
    pub(super) fn hidden_editor_rows(&self) -> u16 {
        let hidden = || {
            let notebook = self.notebook.as_ref()?;
            let (start, rows) = self.document.entry(notebook.selected?)?;
            let first = start + rows.editor.as_ref()?.0;
            u16::try_from(notebook.top.saturating_sub(first)).ok()
        };
        hidden().unwrap_or(0)
    }
}
