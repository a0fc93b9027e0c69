//! Which text stands for a plot.

use super::indented::INDENT;
use crate::colours::indexed;
use gradus_protocol::{MimeBundle, TEXT_ANSI, TEXT_WORDS};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr as _;

/// How plots are drawn as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plots {
    /// In dots and letters.
    #[default]
    Plain,
    /// In sentences.
    Words,
    /// In colours, of 24 bits or the nearest of 256, where the terminal is wide enough.
    Coloured {
        /// Whether the terminal knows colours of 24 bits.
        rgb: bool,
        /// Its width.
        columns: usize,
    },
}

impl Plots {
    /// A result as text, if it has such a form.
    pub(super) fn text(self, bundle: &MimeBundle) -> Option<Cow<'_, str>> {
        if let (Self::Coloured { rgb, columns }, Some(text)) = (self, bundle.text(TEXT_ANSI))
            && anstream::adapter::strip_str(text).to_string().lines().all(|line| line.width() + INDENT <= columns)
        {
            return Some(if rgb { text.into() } else { indexed(text).into() });
        }
        let words = bundle.text(TEXT_WORDS).filter(|_| self == Self::Words);
        words.or_else(|| bundle.text("text/plain")).map(Cow::from)
    }
}
