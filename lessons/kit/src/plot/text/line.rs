//! Coloured text, and what is left of it without colour.

use plotters::style::RGBColor;
use unicode_width::UnicodeWidthStr;

/// How text is coloured; `None` is the terminal's own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub ink: Option<RGBColor>,
    pub paper: Option<RGBColor>,
    pub bold: bool,
}

impl Style {
    /// Coloured letters on the terminal's own paper.
    pub fn ink(colour: RGBColor) -> Self {
        Self { ink: Some(colour), ..Self::default() }
    }

    pub fn on(self, paper: Option<RGBColor>) -> Self {
        Self { paper, ..self }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The escape sequence that switches to this style.
    fn sequence(self) -> String {
        let colour = |of: u8, colour: Option<RGBColor>| colour.map(|RGBColor(r, g, b)| format!("{of};2;{r};{g};{b}"));
        let bold = self.bold.then(|| "1".to_owned());
        let codes: Vec<String> = [bold, colour(38, self.ink), colour(48, self.paper)].into_iter().flatten().collect();
        format!("\x1b[{}m", codes.join(";"))
    }
}

/// A line of text in pieces of one style each.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(Style, String)>,
}

impl Line {
    pub fn new(style: Style, text: impl AsRef<str>) -> Self {
        Self::default().with(style, text)
    }

    pub fn with(mut self, style: Style, text: impl AsRef<str>) -> Self {
        self.push(style, text.as_ref());
        self
    }

    pub fn push(&mut self, style: Style, text: &str) {
        match self.pieces.last_mut() {
            Some((last, said)) if *last == style => said.push_str(text),
            _ => self.pieces.push((style, text.to_owned())),
        }
    }

    pub fn append(&mut self, other: Line) {
        other.pieces.into_iter().for_each(|(style, text)| self.push(style, &text));
    }

    /// Its width in letters.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| text.width()).sum()
    }

    pub fn plain(&self) -> String {
        let text: String = self.pieces.iter().map(|(_, text)| text.as_str()).collect();
        text.trim_end().to_owned()
    }

    /// With escape sequences; the terminal's own style is back at the end.
    pub fn ansi(&self) -> String {
        let mut line = String::new();
        for (at, (style, text)) in self.pieces.iter().enumerate() {
            let last = at + 1 == self.pieces.len();
            if *style == Style::default() {
                line += if last { text.trim_end() } else { text };
            } else {
                line += &format!("{}{text}\x1b[0m", style.sequence());
            }
        }
        line
    }
}
