//! What a learner has chosen about how Gradus looks and behaves.
//!
//! ```text
//! settings.rs        Settings      the choices, and the table of what can be chosen
//! settings/file.rs   SettingsFile  `settings.toml` in the data folder: read kindly, written atomically
//! ```

mod file;

pub use file::{Opened, SettingsFile};

use crate::{
    say,
    ui::{Images, theme::Look},
};

/// The choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Colours.
    pub theme: Look,
    /// Whether prose stands beside code on a wide screen.
    pub beside: bool,
    /// Whether a lesson goes on by itself once an exercise is passed.
    pub advance: bool,
    /// How pictures are drawn.
    pub images: Images,
    /// Whether lessons are told line by line, for screen readers.
    pub plain: bool,
    /// Whether the first tour was taken, or put away.
    pub toured: bool,
}

/// One thing that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// [`Settings::theme`].
    Theme,
    /// [`Settings::beside`].
    Beside,
    /// [`Settings::advance`].
    Advance,
    /// [`Settings::images`].
    Images,
    /// [`Settings::plain`].
    Plain,
    /// [`Settings::toured`]; not in the list of the settings screen.
    Toured,
}

const OFF_ON: &[&str] = &["off", "on"];

impl Setting {
    /// All of them, in the order of the settings screen.
    pub const ALL: [Self; 6] = [Self::Theme, Self::Beside, Self::Advance, Self::Images, Self::Plain, Self::Toured];

    /// Those of the settings screen.
    pub fn shown() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|setting| *setting != Self::Toured)
    }

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Beside => "beside",
            Self::Advance => "advance",
            Self::Images => "images",
            Self::Plain => "plain",
            Self::Toured => "toured",
        }
    }

    /// The names that its value can have in the file; `off` and `on` are `false` and `true` there.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &Look::NAMES,
            Self::Images => &Images::NAMES,
            Self::Beside | Self::Advance | Self::Plain | Self::Toured => OFF_ON,
        }
    }

    /// Whether it is on or off.
    pub fn is_switch(self) -> bool {
        self.choices() == OFF_ON
    }

    /// Which choice is made.
    pub fn get(self, settings: &Settings) -> usize {
        match self {
            Self::Theme => settings.theme as usize,
            Self::Images => settings.images as usize,
            Self::Beside => settings.beside.into(),
            Self::Advance => settings.advance.into(),
            Self::Plain => settings.plain.into(),
            Self::Toured => settings.toured.into(),
        }
    }

    /// Makes a choice; one that there is not is the first.
    pub fn set(self, settings: &mut Settings, choice: usize) {
        let on = choice == 1;
        match self {
            Self::Theme => settings.theme = Look::ALL.get(choice).copied().unwrap_or_default(),
            Self::Images => settings.images = Images::ALL.get(choice).copied().unwrap_or_default(),
            Self::Beside => settings.beside = on,
            Self::Advance => settings.advance = on,
            Self::Plain => settings.plain = on,
            Self::Toured => settings.toured = on,
        }
    }

    /// What it is called, and what it does.
    pub fn words(self) -> (String, String) {
        match self {
            Self::Theme => (say!("settings-theme"), say!("settings-theme-about")),
            Self::Beside => (say!("settings-beside"), say!("settings-beside-about")),
            Self::Advance => (say!("settings-advance"), say!("settings-advance-about")),
            Self::Images => (say!("settings-images"), say!("settings-images-about")),
            Self::Plain => (say!("settings-plain"), say!("settings-plain-about")),
            Self::Toured => (say!("settings-tour"), say!("settings-tour-about")),
        }
    }

    /// The choice in words.
    pub fn value(self, settings: &Settings) -> String {
        match self {
            Self::Theme => match settings.theme {
                Look::Sixteen => say!("settings-theme-sixteen"),
                Look::Light => say!("settings-theme-light"),
                Look::Dark => say!("settings-theme-dark"),
                Look::Contrast => say!("settings-theme-contrast"),
            },
            Self::Images => match settings.images {
                Images::Auto => say!("settings-images-auto"),
                Images::Kitty => say!("settings-images-kitty"),
                Images::Sixel => say!("settings-images-sixel"),
                Images::Iterm2 => say!("settings-images-iterm2"),
                Images::Half => say!("settings-images-half"),
                Images::Off => say!("settings-images-off"),
            },
            _ if self.get(settings) == 1 => say!("settings-on"),
            _ => say!("settings-off"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_can_be_made_and_read_back() {
        for setting in Setting::ALL {
            for choice in 0..setting.choices().len() {
                let mut settings = Settings::default();
                setting.set(&mut settings, choice);
                assert_eq!(setting.get(&settings), choice, "{setting:?}");
            }
        }
    }
}
