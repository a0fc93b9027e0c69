//! Words looked for in the cell that is edited: typed letters narrow, Enter goes on, Esc is through.

use super::Notebook;
use crate::{say, ui::editor::Seek};
use crossterm::event::{
    KeyCode::{Backspace, Char, Down, Enter, Esc, F, Up},
    KeyEvent, KeyModifiers,
};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeking {
    typed: String,
    found: Option<(usize, usize)>,
}

impl Seeking {
    /// What is typed, and which place of how many shows.
    pub fn words(&self) -> String {
        match self.found {
            _ if self.typed.is_empty() => say!("ui-seek"),
            Some((at, count)) => say!("ui-seek-found", typed = self.typed, at = at, count = count),
            None => say!("ui-seek-none", typed = self.typed),
        }
    }
}

impl Notebook {
    /// Begins to look for words, with what is selected.
    pub fn seek(&mut self) {
        let Some(editor) = self.cell().filter(|_| self.editing).and_then(|cell| cell.editor.as_ref()) else { return };
        let typed = editor.selected().filter(|words| !words.contains('\n')).unwrap_or_default();
        self.offer = None;
        self.seeking = Some(Seeking { typed, found: None });
        self.go_seeking(Seek::Here);
    }

    /// What a key does while words are looked for. False if it means what it always means.
    pub fn key_in_search(&mut self, key: KeyEvent) -> bool {
        let Some(seeking) = &mut self.seeking else { return false };
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            Esc => self.seeking = None,
            Char('f' | 'g') if ctrl => self.go_seeking(Seek::Next),
            Enter | Down | F(3) => self.go_seeking(Seek::Next),
            Up => self.go_seeking(Seek::Previous),
            Backspace => {
                seeking.typed.pop();
                self.go_seeking(Seek::Here);
            }
            Char(letter) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => {
                seeking.typed.push(letter);
                self.go_seeking(Seek::Here);
            }
            _ => {
                self.seeking = None;
                return false;
            }
        }
        true
    }

    /// Takes pasted words. False if none are looked for.
    pub fn paste_in_search(&mut self, text: &str) -> bool {
        let Some(seeking) = &mut self.seeking else { return false };
        seeking.typed.push_str(text.lines().next().unwrap_or_default());
        self.go_seeking(Seek::Here);
        true
    }

    fn go_seeking(&mut self, direction: Seek) {
        let Some(typed) = self.seeking.as_ref().map(|seeking| seeking.typed.clone()) else { return };
        let Some(cell) = self.cell_mut() else { return };
        let found = cell.editor.as_mut().and_then(|editor| editor.seek(&typed, direction));
        cell.revision += 1;
        if let Some(seeking) = &mut self.seeking {
            seeking.found = found;
        }
        self.reveal = true;
    }
}
