//! Questions about a cell that is being edited: another thread waits for their answers.

use super::{About, App, Message};
use crate::ui::notebook::{Helped, Notebook, Question};
use crossterm::event::{
    Event as Input,
    KeyCode::{BackTab, Down, Enter, Esc, PageDown, PageUp, Tab, Up},
    KeyEvent,
};
use std::thread;

/// Suggestions that PageUp and PageDown pass.
const PAGE: isize = 8;

impl App {
    /// What a key does while suggestions are open. False if it means what it always means.
    pub(super) fn key_in_offer(&mut self, key: KeyEvent) -> bool {
        let Some(notebook) = self.notebook.as_mut().filter(|notebook| notebook.offer.is_some()) else { return false };
        if !key.modifiers.is_empty() && key.code != BackTab {
            return false;
        }
        match key.code {
            Down => notebook.choose_offer(1),
            Up | BackTab => notebook.choose_offer(-1),
            PageDown => notebook.choose_offer(PAGE),
            PageUp => notebook.choose_offer(-PAGE),
            Esc => notebook.close_offer(),
            Enter | Tab => drop(self.in_notebook(|notebook, world| notebook.accept(world))),
            _ => return false,
        }
        true
    }

    /// Offers what could stand at the cursor; where no name begins, Tab indents.
    pub(super) fn complete(&mut self, key: KeyEvent) {
        let Some(notebook) = &mut self.notebook else { return };
        if key.code == Tab && !notebook.completes_here() {
            self.in_notebook(|notebook, world| notebook.type_into(&Input::Key(key), world));
            return;
        }
        let question = notebook.complete();
        self.ask(question);
    }

    /// Asks for the documentation of the name at the cursor; where a line begins, the key takes a level of indentation.
    pub(super) fn document(&mut self, key: KeyEvent) {
        let indentation = |notebook: &Notebook| notebook.cell()?.editor.as_ref().map(|editor| editor.at_indentation());
        if key.code == BackTab && self.notebook.as_ref().and_then(indentation) == Some(true) {
            self.in_notebook(|notebook, world| notebook.rewrite(world, |editor| editor.outdent()));
            return;
        }
        let question = self.notebook.as_mut().and_then(|notebook| notebook.document());
        self.ask(question);
    }

    pub(super) fn ask(&self, question: Option<Question>) {
        let Some(question) = question else { return };
        let (number, outbox) = (self.sessions, self.outbox.clone());
        // Nobody hears it when the screen is gone, which is right.
        thread::spawn(move || drop(outbox.send(Message::Helped(number, question.ask()))));
    }

    /// Has the cell that was written in read, once the learner pauses.
    pub(super) fn proofread(&mut self) {
        let (number, outbox) = (self.sessions, self.outbox.clone());
        self.in_notebook(|notebook, world| {
            notebook.proofread(world, move |proof| drop(outbox.send(Message::Read(number, proof))));
            false
        });
    }

    pub(super) fn helped(&mut self, helped: Helped) {
        let glance = helped.is_glance();
        let found = self.notebook.as_mut().and_then(|notebook| notebook.helped(helped));
        match found.map(|found| found.markdown()) {
            Some(markdown) if glance => self.hovered(markdown),
            Some(markdown) => self.open_sheet(About::Name(markdown)),
            None => {}
        }
    }
}
