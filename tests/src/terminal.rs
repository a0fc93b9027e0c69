//! A real pseudo-terminal with a program in it.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::{
    io::{Read, Write},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};
use vt100::{Callbacks, Parser};

/// How long a screen may take to show what it should.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the terminal shows.
pub type Screen = vt100::Screen;

type Keyboard = Arc<Mutex<Box<dyn Write + Send>>>;

/// A program in a terminal. It is killed when this is dropped.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Keyboard,
    shown: Arc<Shown>,
    _master: Box<dyn MasterPty + Send>,
}

struct Shown {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: Parser<Host>,
    /// All that the program has sent.
    sent: Vec<u8>,
    ended: bool,
}

/// Answers what programs ask a terminal at their start, and counts the frames that they finish.
struct Host {
    keyboard: Keyboard,
    frames: usize,
}

impl Callbacks for Host {
    fn unhandled_csi(&mut self, _: &mut Screen, i1: Option<u8>, _: Option<u8>, params: &[&[u16]], c: char) {
        let answer: &[u8] = match (i1, params.first().and_then(|param| param.first()), c) {
            // The end of a synchronized update.
            (Some(b'?'), Some(2026), 'l') => {
                self.frames += 1;
                return;
            }
            // Who are you? A colour terminal without a picture protocol.
            (None, _, 'c') => b"\x1b[?62;22c",
            (None, Some(5), 'n') => b"\x1b[0n",
            // How large is a character? 10 by 20 pixels.
            (None, Some(16), 't') => b"\x1b[6;20;10t",
            _ => return,
        };
        self.keyboard.lock().unwrap().write_all(answer).unwrap();
    }
}

impl Terminal {
    /// Starts a program in a terminal of so many columns and rows.
    pub fn open(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let keyboard: Keyboard = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let (rows, columns) = (rows.try_into().unwrap(), columns.try_into().unwrap());
        let parser = Parser::new_with_callbacks(rows, columns, 0, Host { keyboard: keyboard.clone(), frames: 0 });
        let state = Mutex::new(State { parser, sent: Vec::new(), ended: false });
        let shown = Arc::new(Shown { state, changed: Condvar::new() });
        let (mut output, painted) = (pair.master.try_clone_reader().unwrap(), shown.clone());
        thread::spawn(move || {
            let mut bytes = [0; 65536];
            loop {
                // Linux reports an error, not an end, when the program has closed its terminal.
                let count = output.read(&mut bytes).unwrap_or(0);
                let mut state = painted.state.lock().unwrap();
                state.parser.process(&bytes[..count]);
                state.sent.extend(&bytes[..count]);
                state.ended = count == 0;
                painted.changed.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self { child, keyboard, shown, _master: pair.master }
    }

    /// The program's process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Presses keys, as the bytes that a terminal sends for them.
    pub fn press(&self, keys: &str) {
        let mut keyboard = self.keyboard.lock().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Pastes text.
    pub fn paste(&self, text: &str) {
        self.press(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until the screen is as described, and gives its text.
    ///
    /// # Panics
    /// With the screen as it is, when it takes too long or the program ends before.
    pub fn wait_until(&self, what: &str, seen: impl Fn(&Screen) -> bool) -> String {
        self.wait(what, PATIENCE, |state| seen(state.parser.screen())).parser.screen().contents()
    }

    /// The same for what takes longer than any screen of a story may.
    ///
    /// # Panics
    /// As [`Terminal::wait_until`].
    pub fn wait_long_until(&self, what: &str, patience: Duration, seen: impl Fn(&Screen) -> bool) {
        drop(self.wait(what, patience, |state| seen(state.parser.screen())));
    }

    /// Waits until what the program has sent is as described, as bytes.
    ///
    /// # Panics
    /// As [`Terminal::wait_until`].
    pub fn wait_until_sent(&self, what: &str, mut seen: impl FnMut(&[u8]) -> bool) {
        drop(self.wait(what, PATIENCE, |state| seen(&state.sent)));
    }

    /// All that the program has sent.
    pub fn sent(&self) -> Vec<u8> {
        self.state().sent.clone()
    }

    /// How many frames the program has finished (synchronized updates).
    pub fn frames(&self) -> usize {
        self.state().parser.callbacks().frames
    }

    /// Waits until the program has finished more than so many frames.
    ///
    /// # Panics
    /// As [`Terminal::wait_until`].
    pub fn wait_for_frame(&self, after: usize) {
        drop(self.wait("the next frame", PATIENCE, |state| state.parser.callbacks().frames > after));
    }

    fn wait(&self, what: &str, patience: Duration, mut seen: impl FnMut(&State) -> bool) -> MutexGuard<'_, State> {
        let until = Instant::now() + patience;
        let mut state = self.state();
        loop {
            if seen(&state) {
                return state;
            }
            let left = until.saturating_duration_since(Instant::now());
            let why = if state.ended { "the program ended" } else { "time ran out" };
            if left.is_zero() || state.ended {
                let screen = state.parser.screen().contents();
                drop(state);
                panic!("{why} before {what}. The screen:\n{screen}");
            }
            state = self.shown.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Waits until the screen's text holds these words; they must stand on one line.
    ///
    /// # Panics
    /// As [`Terminal::wait_until`].
    pub fn wait_for(&self, words: &str) -> String {
        self.wait_until(&format!("`{words}`"), |screen| screen.contents().contains(words))
    }

    /// Waits for the program's end, and gives it with the last screen.
    ///
    /// # Panics
    /// When the program does not end.
    pub fn wait_for_end(self) -> (ExitStatus, String) {
        self.wait_until_end(|_| {})
    }

    /// The same, with a look at how the program left the terminal.
    ///
    /// # Panics
    /// When the program does not end, or the look does not find what it should.
    pub fn wait_until_end(mut self, look: impl FnOnce(&Screen)) -> (ExitStatus, String) {
        let mut state = self.shown.state.lock().unwrap();
        let until = Instant::now() + PATIENCE;
        while !state.ended {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the program does not end. The screen:\n{}", state.parser.screen().contents());
            state = self.shown.changed.wait_timeout(state, left).unwrap().0;
        }
        let contents = state.parser.screen().contents();
        look(state.parser.screen());
        drop(state);
        (self.child.wait().unwrap(), contents)
    }

    /// The screen as it is now.
    pub fn screen(&self) -> Screen {
        self.state().parser.screen().clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shown.state.lock().unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
