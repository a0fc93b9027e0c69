//! The first tour: a few windows at the first start, and again from the settings.

use super::{App, Panel};
use crate::{
    say,
    ui::keys::{self, Action, Place},
};
use crossterm::event::KeyEvent;

/// Steps of the tour. More would not be read.
pub const STEPS: usize = 5;

impl App {
    pub(super) fn key_in_tour(&mut self, step: usize, key: KeyEvent) {
        match keys::action(Place::Tour, key) {
            Some(Action::Forth) if step + 1 < STEPS => self.panel = Some(Panel::Tour(step + 1)),
            Some(Action::Before) => self.panel = Some(Panel::Tour(step.saturating_sub(1))),
            Some(Action::Forth | Action::Leave) => {
                self.panel = None;
                if !self.settings.toured {
                    self.settings.toured = true;
                    self.keep_settings();
                }
            }
            _ => {}
        }
    }
}

/// The title and the words of a step; keys are named as the table names them.
pub fn words(step: usize) -> (String, String) {
    let lesson = |action| keys::first(Place::Lesson, action);
    match step {
        0 => (say!("ui-tour-welcome-title"), say!("ui-tour-welcome")),
        1 => (
            say!("ui-tour-read-title"),
            say!(
                "ui-tour-read",
                down = lesson(Action::Down),
                page = lesson(Action::PageDown),
                next = lesson(Action::Next)
            ),
        ),
        2 => (
            say!("ui-tour-run-title"),
            say!(
                "ui-tour-run",
                run = lesson(Action::Run),
                edit = lesson(Action::Edit),
                leave = keys::first(Place::Editor, Action::Leave),
                stop = lesson(Action::Interrupt)
            ),
        ),
        3 => (
            say!("ui-tour-check-title"),
            say!(
                "ui-tour-check",
                check = lesson(Action::Check),
                hint = lesson(Action::Hint),
                solution = lesson(Action::Solution)
            ),
        ),
        _ => (
            say!("ui-tour-end-title"),
            say!(
                "ui-tour-end",
                help = lesson(Action::Help),
                settings = lesson(Action::Settings),
                quit = lesson(Action::Back)
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_names_keys_that_there_are() {
        for step in 0..STEPS {
            let (title, words) = words(step);
            assert!(!title.is_empty() && !words.contains("``"), "step {step}: {words}");
        }
        assert!(words(2).1.contains(&format!("`{}`", keys::first(Place::Lesson, Action::Run))));
    }
}
