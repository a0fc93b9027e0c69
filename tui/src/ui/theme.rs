//! Every colour and every text attribute of the screen.
//!
//! Roles are named colours only (plots and pictures apart). As they are, they follow the learner's own terminal, light
//! or dark; a palette (`theme/palette.rs`) gives each of the sixteen its own value on its own paper. Where colour is
//! switched off each role falls back to bold, underline, reverse or dim, so that nothing is said by colour alone.

mod palette;

pub use palette::Look;

use super::highlight::Token;
use crate::colours::has_rgb;
use ratatui::style::{Color, Modifier, Style};

/// How the screen may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours may be used (`NO_COLOR`, `TERM=dumb`).
    pub color: bool,
    /// Whether colours may have 24 bits (`COLORTERM=truecolor`); otherwise 256 colours.
    pub rgb: bool,
    /// Whether only ASCII may be drawn (`LC_ALL=C`).
    pub ascii: bool,
}

impl Theme {
    /// What the environment asks for.
    pub fn from_env() -> Self {
        Self::from_vars(|name| std::env::var(name).ok())
    }

    /// As [`Theme::from_env`], from any source of variables.
    pub fn from_vars(var: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| var(name).filter(|value| !value.is_empty());
        let color = set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb");
        let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
        // No locale at all is a bare environment more often than a terminal without UTF-8.
        let ascii = locale.is_some_and(|name| {
            let name = name.to_ascii_lowercase();
            !name.contains("utf-8") && !name.contains("utf8")
        });
        Self { color, rgb: has_rgb(var), ascii }
    }

    fn role(self, color: Color, with: Modifier, without: Modifier) -> Style {
        if self.color { Style::new().fg(color).add_modifier(with) } else { Style::new().add_modifier(without) }
    }

    /// Running text.
    pub fn text(self) -> Style {
        Style::new()
    }

    /// What may be overlooked.
    pub fn muted(self) -> Style {
        self.role(Color::DarkGray, Modifier::empty(), Modifier::DIM)
    }

    /// What the eye should find first.
    pub fn accent(self) -> Style {
        self.role(Color::Cyan, Modifier::BOLD, Modifier::BOLD)
    }

    /// A heading, 1 to 6.
    pub fn heading(self, level: u8) -> Style {
        match level {
            1 => self.role(Color::Cyan, Modifier::BOLD, Modifier::BOLD | Modifier::UNDERLINED),
            2 => self.role(Color::Cyan, Modifier::BOLD, Modifier::BOLD),
            _ => Style::new().add_modifier(Modifier::BOLD),
        }
    }

    /// Code inside a sentence.
    pub fn inline_code(self) -> Style {
        self.role(Color::Yellow, Modifier::empty(), Modifier::BOLD)
    }

    /// A formula.
    pub fn formula(self) -> Style {
        self.role(Color::Magenta, Modifier::empty(), Modifier::ITALIC)
    }

    /// A word of the glossary where it first stands.
    pub fn term(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// What belongs to an earlier text.
    pub fn outdated(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A link.
    pub fn link(self) -> Style {
        self.role(Color::Blue, Modifier::UNDERLINED, Modifier::UNDERLINED)
    }

    /// The frame of a cell.
    pub fn frame(self, selected: bool) -> Style {
        if selected { self.accent() } else { self.muted() }
    }

    /// It went well.
    pub fn good(self) -> Style {
        self.role(Color::Green, Modifier::empty(), Modifier::BOLD)
    }

    /// It went wrong.
    pub fn bad(self) -> Style {
        self.role(Color::Red, Modifier::empty(), Modifier::BOLD)
    }

    /// It is worth a look.
    pub fn notice(self) -> Style {
        self.role(Color::Yellow, Modifier::empty(), Modifier::UNDERLINED)
    }

    /// The line at the screen's foot and head.
    pub fn bar(self) -> Style {
        if self.color { Style::new().fg(Color::Gray) } else { Style::new() }
    }

    /// The chosen row of a list.
    pub fn chosen(self) -> Style {
        self.role(Color::Cyan, Modifier::BOLD, Modifier::REVERSED)
    }

    /// Selected text in the editor.
    pub fn selection(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A piece of Rust.
    pub fn code(self, token: Token) -> Style {
        match token {
            Token::Plain => Style::new(),
            Token::Keyword => self.role(Color::Magenta, Modifier::empty(), Modifier::BOLD),
            Token::Type => self.role(Color::Cyan, Modifier::empty(), Modifier::empty()),
            Token::Function => self.role(Color::Blue, Modifier::empty(), Modifier::empty()),
            Token::Text => self.role(Color::Green, Modifier::empty(), Modifier::empty()),
            Token::Number => self.role(Color::Yellow, Modifier::empty(), Modifier::empty()),
            Token::Comment => self.role(Color::DarkGray, Modifier::ITALIC, Modifier::ITALIC | Modifier::DIM),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(vars: &[(&str, &str)]) -> Theme {
        Theme::from_vars(|name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_decides() {
        assert_eq!(
            theme(&[("LANG", "en_US.UTF-8"), ("TERM", "xterm")]),
            Theme { color: true, rgb: false, ascii: false }
        );
        let said = theme(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C"), ("COLORTERM", "truecolor")]);
        assert_eq!(said, Theme { color: true, rgb: true, ascii: true });
        assert_eq!(theme(&[("NO_COLOR", "1")]), Theme { color: false, rgb: false, ascii: false });
        let said = theme(&[("NO_COLOR", ""), ("TERM", "dumb"), ("LANG", "C")]);
        assert_eq!(said, Theme { color: false, rgb: false, ascii: true });
    }
}
