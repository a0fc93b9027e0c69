//! A line that the running cell waits for: typed in the banner, sent by Enter, refused by Esc.

use super::Notebook;
use crate::say;
use crossterm::event::{
    KeyCode::{Backspace, Char, Enter, Esc},
    KeyEvent, KeyModifiers,
};

/// What the running cell asks, and what is typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    prompt: String,
    password: bool,
    typed: String,
}

impl Ask {
    /// A question of a cell's.
    pub fn new(prompt: String, password: bool) -> Self {
        Self { prompt, password, typed: String::new() }
    }

    /// The question with what is typed; a password is not seen.
    pub fn words(&self) -> String {
        let typed = if self.password { "•".repeat(self.typed.chars().count()) } else { self.typed.clone() };
        let prompt = match self.prompt.trim() {
            "" => say!("ui-ask"),
            prompt => prompt.to_owned(),
        };
        say!("ui-asking", prompt = prompt, typed = typed)
    }
}

impl Notebook {
    /// What a key does while a cell waits for a line. False if it means what it always means.
    pub fn key_in_answer(&mut self, key: KeyEvent) -> bool {
        let Some(ask) = &mut self.ask else { return false };
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        match key.code {
            Char(c) => ask.typed.push(c),
            Backspace => drop(ask.typed.pop()),
            Enter => {
                let line = std::mem::take(&mut ask.typed);
                self.ask = None;
                self.session.answer(Some(line));
            }
            Esc => {
                self.ask = None;
                self.session.answer(None);
            }
            _ => return false,
        }
        true
    }

    /// Takes in pasted text, up to the end of its first line. False if no cell waits for any.
    pub fn paste_in_answer(&mut self, text: &str) -> bool {
        let Some(ask) = &mut self.ask else { return false };
        ask.typed.push_str(text.lines().next().unwrap_or_default());
        true
    }
}
