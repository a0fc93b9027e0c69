//! Words looked for in the whole lesson: prose, code and outputs.

use super::{App, Screen};
use crate::{
    say,
    ui::{notebook::Notebook, search::Search},
};
use crossterm::event::{
    KeyCode::{Char, Enter, Esc},
    KeyEvent,
};

/// A search in the lesson.
#[derive(Debug, Default)]
pub struct Looking {
    /// The words and their places.
    pub search: Search,
    /// The row of the document where the search began.
    from: usize,
    /// What the document was when the places were found; none when other words are looked for.
    version: Option<u64>,
    /// Whether the next layout goes to a place: the first behind where the search began, or the current one.
    goes: Option<Goes>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goes {
    First,
    Current,
}

impl Looking {
    fn active(&self) -> bool {
        self.search.typing || !self.search.words.is_empty()
    }

    /// What is looked for, and which place of how many shows.
    pub fn words(&self) -> Option<String> {
        let (at, count) = self.search.count();
        let words = self.search.words.as_str();
        self.active().then(|| match self.search.typing {
            true => say!("ui-search-typing", words = words, at = at, count = count),
            false => say!("ui-search-found", words = words, at = at, count = count),
        })
    }

    fn look_anew(&mut self) {
        (self.version, self.goes) = (None, Some(Goes::First));
    }
}

impl App {
    /// Begins to look for words.
    pub(super) fn search(&mut self) {
        let Some(notebook) = &self.notebook else { return };
        self.looking = Looking { search: Search::begin(), from: notebook.top, ..Looking::default() };
    }

    /// What a key does while words are looked for. False if it means what it always means.
    pub(super) fn key_in_search(&mut self, key: KeyEvent) -> bool {
        if self.screen != Screen::Lesson || !self.looking.active() {
            return false;
        }
        if self.looking.search.typing {
            if self.looking.search.key(key) {
                self.looking.look_anew();
            }
            if key.code == Enter
                && let Some(notebook) = &mut self.notebook
                && notebook.unfold(&self.looking.search.words)
            {
                self.looking.look_anew();
            }
            return true;
        }
        match key.code {
            Char(letter @ ('n' | 'N')) => {
                self.looking.search.step(letter == 'n');
                self.looking.goes = Some(Goes::Current);
            }
            Esc => self.looking = Looking::default(),
            _ => return false,
        }
        true
    }

    /// Takes pasted words. False if none are typed.
    pub(super) fn paste_in_search(&mut self, text: &str) -> bool {
        let typing = self.screen == Screen::Lesson && self.looking.search.typing;
        if typing {
            self.looking.search.words.push_str(text.lines().next().unwrap_or_default());
            self.looking.look_anew();
        }
        typing
    }

    /// Finds the places in the lesson as it is laid out now. True if it must be laid out again: it shows another part.
    pub(in crate::ui) fn find_words(&mut self) -> bool {
        let Some(notebook) = &mut self.notebook else { return false };
        if notebook.editing {
            // Its own search begins there.
            self.looking = Looking::default();
        }
        let looking = &mut self.looking;
        if !looking.active() {
            return false;
        }
        let version = self.document.version();
        if looking.version != Some(version) {
            looking.version = Some(version);
            looking.search.look(self.document.find(notebook, &looking.search.words));
        }
        let Some(goes) = looking.goes.take() else { return false };
        if goes == Goes::First {
            looking.search.go_from(looking.from);
        }
        looking.search.row().is_some_and(|row| notebook.show_row(row))
    }
}

impl Notebook {
    /// Opens what is folded or cut and holds these words. True if there was any.
    fn unfold(&mut self, words: &str) -> bool {
        let mut opened = false;
        for cell in self.cells_mut() {
            let output = cell.outputs.holds(words);
            let (folded, cut) = (cell.folded && (output || cell.holds(words)), !cell.expanded && output);
            if folded || cut {
                cell.folded &= !folded;
                cell.expanded |= cut;
                cell.revision += 1;
                opened = true;
            }
        }
        opened
    }
}
