//! An app on a test screen, with a small lesson.

use super::script::{Answer, Script, Scripted};
use crate::settings::{Settings, SettingsFile};
use crate::ui::{
    Images,
    app::{App, Message, Parts},
    pictures::Pictures,
    saver::Saver,
    theme::{Look, Theme},
};
use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_lessons::{Catalog, Store};
use gradus_protocol::Event;
use ratatui::{Terminal, backend::TestBackend, layout::Position};
use std::{
    rc::Rc,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

const COURSE: &str = "[[track]]\nid = \"basics\"\ntitle = \"Basics\"\nsummary = \"Small steps.\"\n";

const LESSON: &str = r#"+++
id = "01-slope"
title = "The slope of a line"
track = "basics"
minutes = 5
needs = []
include = []
uses = []
seed = 0

[skills]
slope = "Compute a slope"
+++

A line has a **slope** $w$: how far it rises for one step to the right.

$$y = \frac{a}{b} x$$

```rust,setup
use std::f32::consts::PI;
```

神经元把输入加权求和,再加上偏置,最后通过激活函数得到输出。这一行比屏幕宽,所以必须在合适的地方换行。

```rust,cell,id=points
let xs = [1.0, 2.0, 3.0];
xs.len()
```

```quiz,id=guess
question = "What is the slope of $y = 2x$?"
choices = ["1", "2"]
answer = 2
why = "For one step to the right, $y$ grows by two."
```

```rust,exercise,id=slope,expects="fn slope(w: f32) -> f32"
fn slope(w: f32) -> f32 {
    todo!("the slope")
}
```

```rust,check,for=slope
check(slope)
```

```rust,solution,for=slope
fn slope(w: f32) -> f32 {
    2.0 * w
}
```

```rust,wrong,for=slope,expect="half"
fn slope(w: f32) -> f32 { w }
```

```hint,for=slope
Think of one step.
```

```hint,for=slope
Twice as steep.
```

```hint,for=slope
Write `2.0 * w`.
```

```rust,cell,id=use-it,figure=doubled,tol=0.01
slope(21.0)
```

The slope at 21 is {figure:doubled}.
"#;

/// What the last cell gave in the lesson's reference run.
const RECORDED: &str = r#"{ "cells": {}, "figures": { "doubled": 41.5 } }"#;

pub const THEME: Theme = Theme { color: true, rgb: true, ascii: false };

/// The settings of somebody who has taken the tour.
const TOURED: Settings =
    Settings { theme: Look::Sixteen, beside: false, advance: false, images: Images::Auto, plain: false, toured: true };

/// The small course.
pub fn files() -> Vec<(String, String)> {
    files_with(LESSON)
}

fn files_with(lesson: &str) -> Vec<(String, String)> {
    let recorded = ("recorded/basics/01-slope.json", RECORDED);
    let files = [("course.toml", COURSE), ("basics/01-slope.md", lesson), recorded];
    files.map(|(path, text)| (path.to_owned(), text.to_owned())).into()
}

/// Everything a story needs.
pub struct Desk {
    pub app: App,
    pub script: Rc<Script>,
    pub store: Store,
    now: Duration,
    inbox: Receiver<Message>,
    terminal: Terminal<TestBackend>,
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, Theme { color: true, rgb: true, ascii: false }, |_, _| Pictures::off())
    }

    pub fn with(
        width: u16,
        height: u16,
        theme: Theme,
        pictures: impl FnOnce(std::sync::mpsc::Sender<Message>, Theme) -> Pictures,
    ) -> Self {
        Self::of(LESSON.to_owned(), (width, height), theme, pictures)
    }

    /// The desk of somebody who starts for the first time.
    pub fn first(width: u16, height: u16) -> Self {
        Self::made_of(files(), (width, height), THEME, Settings::default(), |_, _| Pictures::off())
    }

    /// The lesson with more text behind it.
    pub fn longer(more: &str, width: u16, height: u16, theme: Theme) -> Self {
        Self::of(format!("{LESSON}\n{more}\n"), (width, height), theme, |_, _| Pictures::off())
    }

    /// The desk of another course.
    pub fn course(files: Vec<(String, String)>, width: u16, height: u16) -> Self {
        Self::made_of(files, (width, height), THEME, TOURED, |_, _| Pictures::off())
    }

    /// Another day: what was done is saved, and the program starts again, on the lesson as its author changed it.
    pub fn another_day(self, change: impl FnOnce(&str) -> String) -> Self {
        let Self { app, folder, terminal, .. } = self;
        let area = terminal.backend().buffer().area;
        app.finish().unwrap();
        let files = files_with(&change(LESSON));
        Self::at(folder, files, (area.width, area.height), THEME, TOURED, |_, _| Pictures::off())
    }

    fn of(
        lesson: String,
        size: (u16, u16),
        theme: Theme,
        pictures: impl FnOnce(std::sync::mpsc::Sender<Message>, Theme) -> Pictures,
    ) -> Self {
        Self::made_of(files_with(&lesson), size, theme, TOURED, pictures)
    }

    fn made_of(
        files: Vec<(String, String)>,
        size: (u16, u16),
        theme: Theme,
        settings: Settings,
        pictures: impl FnOnce(std::sync::mpsc::Sender<Message>, Theme) -> Pictures,
    ) -> Self {
        Self::at(tempfile::tempdir().unwrap(), files, size, theme, settings, pictures)
    }

    fn at(
        folder: tempfile::TempDir,
        files: Vec<(String, String)>,
        (width, height): (u16, u16),
        theme: Theme,
        settings: Settings,
        pictures: impl FnOnce(std::sync::mpsc::Sender<Message>, Theme) -> Pictures,
    ) -> Self {
        let catalog = Catalog::new(files);
        assert!(catalog.problems().is_empty(), "{:?}", catalog.problems());
        let store = Store::new(folder.path());
        let (outbox, inbox) = channel();
        let script = Rc::new(Script::default());
        let shared = Rc::clone(&script);
        let saved = outbox.clone();
        let mut desk = Self {
            app: App::new(Parts {
                theme,
                catalog,
                progress: store.load().unwrap().progress,
                notice: None,
                pictures: pictures(outbox.clone(), theme),
                // A story may be over before its last save is told.
                saver: Saver::new(store.clone(), store.load().unwrap().progress, move |result| {
                    drop(saved.send(Message::Saved(result)))
                }),
                settings: (settings, SettingsFile::open(folder.path()).file),
                start: Box::new(move |_, sink| Box::new(Scripted::new(&shared, sink))),
                outbox,
            }),
            script,
            store,
            now: Duration::ZERO,
            inbox,
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            folder,
        };
        desk.draw();
        desk
    }

    /// Opens the lesson; its session is ready at once.
    pub fn open(mut self) -> Self {
        self.press(KeyCode::Enter);
        self.script.tell(Event::Ready);
        self.settle();
        self
    }

    pub fn answer(self, code: &str, answer: Answer) -> Self {
        self.script.answers.borrow_mut().insert(code.trim().to_owned(), answer);
        self
    }

    pub fn update(&mut self, message: Message) {
        self.app.update(message, self.now, 1_000);
        self.settle();
    }

    /// Takes in all that waits, and draws.
    pub fn settle(&mut self) {
        while let Ok(message) = self.inbox.try_recv() {
            self.app.update(message, self.now, 1_000);
        }
        self.draw();
    }

    /// Takes in messages from other threads until something is so.
    #[track_caller]
    pub fn until(&mut self, so: impl Fn(&Self) -> bool) {
        while !so(self) {
            let message = self.inbox.recv_timeout(Duration::from_secs(60)).unwrap();
            self.update(message);
        }
    }

    pub fn pass(&mut self, time: Duration) {
        self.now += time;
        self.update(Message::Tick);
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.draw();
    }

    pub fn press(&mut self, code: KeyCode) {
        self.press_with(code, KeyModifiers::NONE);
    }

    pub fn press_with(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.update(Message::Input(Input::Key(KeyEvent::new(code, modifiers))));
    }

    /// Presses one key a character.
    pub fn keys(&mut self, keys: &str) {
        for key in keys.chars() {
            self.press(KeyCode::Char(key));
        }
    }

    /// The mouse does something where these words stand, the lowest of them.
    pub fn mouse(&mut self, kind: MouseEventKind, words: &str) {
        let screen = self.screen();
        let lines: Vec<&str> = screen.lines().collect();
        let row =
            lines.iter().rposition(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words:?} on\n{screen}"));
        let before = &lines[row][..lines[row].rfind(words).unwrap()];
        let column = crate::ui::wrap::width_of(before) as u16;
        let event = MouseEvent { kind, column, row: row as u16, modifiers: KeyModifiers::NONE };
        self.update(Message::Input(Input::Mouse(event)));
    }

    pub fn click(&mut self, words: &str) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), words);
    }

    /// Goes to a cell or question, from the first one on.
    pub fn go_to(&mut self, id: &str) {
        let at = |desk: &Self| {
            let notebook = desk.app.notebook.as_ref().unwrap();
            (notebook.selected, notebook.position(id))
        };
        for _ in 0..20 {
            let (selected, wanted) = at(self);
            match selected.cmp(&wanted) {
                std::cmp::Ordering::Less => self.keys("n"),
                std::cmp::Ordering::Greater => self.keys("p"),
                std::cmp::Ordering::Equal => return,
            }
        }
        panic!("no way to {id}");
    }

    /// Replaces the text of the selected cell, by keys.
    pub fn write(&mut self, text: &str) {
        self.keys("e");
        self.press_with(KeyCode::Home, KeyModifiers::CONTROL);
        self.press_with(KeyCode::End, KeyModifiers::CONTROL | KeyModifiers::SHIFT);
        self.update(Message::Input(Input::Paste(text.to_owned())));
        self.press(KeyCode::Esc);
    }

    pub fn draw(&mut self) {
        let app = &mut self.app;
        self.terminal
            .draw(|frame| {
                let area = frame.area();
                app.prepare(area);
                if let Some(cursor) = app.draw(area, frame.buffer_mut()) {
                    frame.set_cursor_position(cursor);
                }
            })
            .unwrap();
    }

    /// Draws on a screen that is empty.
    pub fn repaint(&mut self) {
        self.terminal.clear().unwrap();
        self.draw();
    }

    pub fn cursor(&mut self) -> Position {
        self.terminal.get_cursor_position().unwrap()
    }

    /// The screen as text, spaces at line ends cut.
    pub fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let row = |y| {
            let mut text = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                // The cell behind a wide glyph holds nothing of its own.
                x += crate::ui::wrap::width_of(symbol).max(1) as u16;
            }
            text.trim_end().to_owned()
        };
        (0..buffer.area.height).map(row).collect::<Vec<_>>().join("\n")
    }

    pub fn buffer(&self) -> &ratatui::buffer::Buffer {
        self.terminal.backend().buffer()
    }

    /// The id of the selected cell.
    pub fn cell(&self) -> &str {
        &self.app.notebook.as_ref().unwrap().cell().unwrap().id
    }

    /// The styles of a text on the screen, where it first stands.
    #[track_caller]
    pub fn style_of(&self, words: &str) -> ratatui::style::Style {
        let buffer = self.buffer();
        let wanted: Vec<String> = words.chars().map(String::from).collect();
        let rows = buffer.content.chunks(buffer.area.width.into());
        let mut places = rows.flat_map(|row| row.windows(wanted.len()));
        let place = places.find(|cells| cells.iter().zip(&wanted).all(|(cell, c)| cell.symbol() == c));
        place.unwrap_or_else(|| panic!("no {words:?} on\n{}", self.screen()))[0].style()
    }

    #[track_caller]
    pub fn sees(&self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "no {words:?} on\n{screen}");
    }

    #[track_caller]
    pub fn misses(&self, words: &str) {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words:?} on\n{screen}");
    }
}
