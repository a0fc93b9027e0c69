//! The real terminal: set up, given back whatever happens, and the one loop.

use super::{
    Open,
    app::{App, Message, Parts},
    highlight,
    input::Input,
    outside::{self, Outside},
    pictures::{self, Pictures},
    runs::Runs,
    saver::Saver,
    theme::Theme,
};
use crate::say;
use anyhow::Context as _;
use crossterm::{
    clipboard::CopyToClipboard,
    event::{
        DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, KeyboardEnhancementFlags,
        PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
    },
    execute, queue,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{DefaultTerminal, Terminal, backend::CrosstermBackend};
use std::{
    io::stdout,
    panic,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Messages taken in before the screen is drawn again: a cell that floods the screen must not starve the keys.
const BATCH: usize = 500;

/// Opens the terminal UI and stays in it until the learner leaves.
///
/// # Errors
/// When the terminal cannot be used, or the learner's state cannot be saved at the end.
pub fn run(open: Open) -> anyhow::Result<()> {
    let theme = Theme::from_env();
    let guard = Guard::enter().context(say!("ui-no-terminal"))?;
    let images = open.settings.0.images;
    let (outbox, inbox) = mpsc::channel();
    let (for_pictures, for_saver, for_input) = (outbox.clone(), outbox.clone(), outbox.clone());
    let session = open.session;
    let mut app = App::new(Parts {
        theme,
        catalog: open.catalog,
        progress: open.loaded.progress.clone(),
        notice: open.loaded.note,
        pictures: Pictures::off(),
        saver: Saver::new(open.store, open.loaded.progress, move |saved| drop(for_saver.send(Message::Saved(saved)))),
        settings: open.settings,
        start: Box::new(move |lesson, sink| Box::new(session(lesson, sink)) as Box<dyn Runs>),
        outbox,
    });
    thread::spawn(highlight::warm);
    if let Some(id) = open.start {
        app.open(&id);
    }
    let ended = Terminal::new(CrosstermBackend::new(stdout())).map_err(anyhow::Error::from).and_then(|mut terminal| {
        // Asked before there is anything to see: what is typed while a terminal owes its answer is lost.
        let picker = pictures::ask_terminal(images, theme);
        let drawn = move |drawn| drop(for_pictures.send(Message::Picture(drawn)));
        let mut pictures = Pictures::new(Some(picker), drawn);
        pictures.draw_by(images, theme);
        app.show_pictures(pictures);
        let input = Input::start(move |event| for_input.send(Message::Input(event)).is_ok());
        serve(&mut terminal, &mut app, &inbox, &input)
    });
    drop(guard);
    app.finish()?;
    ended
}

fn serve(
    terminal: &mut DefaultTerminal,
    app: &mut App,
    inbox: &Receiver<Message>,
    input: &Input,
) -> anyhow::Result<()> {
    let began = Instant::now();
    while !app.quits() {
        if app.take_stale() {
            draw(terminal, app)?;
        }
        if let Some(text) = app.take_copied() {
            execute!(stdout(), CopyToClipboard::to_clipboard_from(text))?;
        }
        if let Some(cell) = app.take_outside() {
            let written = lend(terminal, input, &cell)?;
            app.written_outside(&cell, written);
            app.redraw();
            continue;
        }
        // A day is as good as for ever, and needs no second kind of waiting.
        let wait = app.idle().unwrap_or(Duration::from_secs(86_400));
        let mut next = match inbox.recv_timeout(wait) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => Some(Message::Tick),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        for _ in 0..BATCH {
            let Some(message) = next.take() else { break };
            app.update(message, began.elapsed(), wall);
            next = inbox.try_recv().ok();
        }
        if let Some(message) = next {
            app.update(message, began.elapsed(), wall);
        }
    }
    Ok(())
}

/// Lends the terminal to the learner's editor, and takes it back however that ends.
fn lend(terminal: &mut DefaultTerminal, input: &Input, cell: &Outside) -> anyhow::Result<Result<String, String>> {
    if !input.pause() {
        return Ok(Err(say!("ui-outside-busy")));
    }
    restore();
    let written = outside::edit(cell);
    let taken = take();
    input.resume();
    taken?;
    // The screen is empty now. Ratatui's own clearing asks where the cursor is, which the reading thread would hear.
    *terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
    Ok(written)
}

/// Draws one frame, of which terminals that know synchronized updates never show a half.
fn draw(terminal: &mut DefaultTerminal, app: &mut App) -> std::io::Result<()> {
    queue!(stdout(), BeginSynchronizedUpdate)?;
    terminal.draw(|frame| {
        let area = frame.area();
        app.prepare(area);
        if let Some(cursor) = app.draw(area, frame.buffer_mut()) {
            frame.set_cursor_position(cursor);
        }
    })?;
    execute!(stdout(), EndSynchronizedUpdate)
}

/// Holds the terminal in its special state; gives it back when dropped, and when the program panics.
struct Guard;

impl Guard {
    fn enter() -> std::io::Result<Self> {
        let ui = thread::current().id();
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // A thread beside the screen must not tear it down; what it did shows as missing.
            if thread::current().id() == ui {
                restore();
                before(info);
            }
        }));
        let guard = Self;
        take()?;
        Ok(guard)
    }
}

/// Puts the terminal into its special state.
fn take() -> std::io::Result<()> {
    enable_raw_mode()?;
    execute!(
        stdout(),
        EnterAlternateScreen,
        Clear(ClearType::All),
        EnableMouseCapture,
        EnableBracketedPaste,
        // Terminals that know this tell Ctrl-Enter from Enter; the others ignore it.
        PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES)
    )
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !thread::panicking() {
            restore();
            drop(panic::take_hook());
        }
    }
}

/// Undoes everything; each step on its own, because the terminal may be gone.
fn restore() {
    let _ = execute!(
        stdout(),
        EndSynchronizedUpdate,
        PopKeyboardEnhancementFlags,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        crossterm::cursor::Show
    );
    let _ = disable_raw_mode();
}
