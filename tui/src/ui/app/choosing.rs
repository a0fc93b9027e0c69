//! The settings screen, and keeping what was chosen.

use super::{About, App, Panel};
use crate::{
    settings::Setting,
    ui::keys::{self, Action, Place},
};
use crossterm::event::KeyEvent;

impl App {
    pub(super) fn key_in_panel(&mut self, key: KeyEvent) {
        match self.panel {
            Some(Panel::Settings(chosen)) => self.key_in_settings(chosen, key),
            Some(Panel::Tour(step)) => self.key_in_tour(step, key),
            None => {}
        }
    }

    fn key_in_settings(&mut self, chosen: usize, key: KeyEvent) {
        let last = Setting::shown().count() - 1;
        match keys::action(Place::Settings, key) {
            Some(Action::Down) => self.panel = Some(Panel::Settings((chosen + 1).min(last))),
            Some(Action::Up) => self.panel = Some(Panel::Settings(chosen.saturating_sub(1))),
            Some(Action::Forth) => self.choose_setting(chosen, true),
            Some(Action::Before) => self.choose_setting(chosen, false),
            Some(Action::Tour) => self.panel = Some(Panel::Tour(0)),
            Some(Action::Help) => self.open_sheet(About::Keys),
            Some(Action::Leave) => self.panel = None,
            _ => {}
        }
    }

    /// Makes the next choice of a setting, or the one before; it counts at once.
    fn choose_setting(&mut self, at: usize, forth: bool) {
        let Some(setting) = Setting::shown().nth(at) else { return };
        let count = setting.choices().len();
        let choice = (setting.get(&self.settings) + if forth { 1 } else { count - 1 }) % count;
        setting.set(&mut self.settings, choice);
        if setting == Setting::Images {
            self.pictures.draw_by(self.settings.images, self.theme);
        }
        self.keep_settings();
    }

    pub(super) fn keep_settings(&mut self) {
        // A small file, written when somebody presses a key for it: nothing that a thread would make quicker.
        if let Err(why) = self.settings_file.save(&self.settings) {
            self.notice = Some(why);
        }
    }
}
