//! The embedded font, so that a plot looks the same on every machine and needs none installed.

use ab_glyph::{Font, FontRef};
use plotters::style::{FontStyle, register_font};
use std::sync::LazyLock;

/// The font's family, as the SVG names it.
pub(super) const FAMILY: &str = "DejaVu Sans";

/// Latin, Greek, Cyrillic and mathematical signs of DejaVu Sans; `fonts/README.md` says how it was cut.
static BYTES: &[u8] = include_bytes!("../../fonts/DejaVuSans-Gradus.ttf");

static FONT: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| {
    // plotters and this module read the same bytes: either both have the font, or plots are text alone.
    register_font(FAMILY, FontStyle::Normal, BYTES).ok()?;
    FontRef::try_from_slice(BYTES).ok()
});

/// Makes the font known to plotters; whether that worked.
pub(super) fn ready() -> bool {
    FONT.is_some()
}

/// Whether the font can write a label.
pub(super) fn can_write(label: &str) -> bool {
    FONT.as_ref().is_some_and(|font| label.chars().all(|c| font.glyph_id(c).0 != 0))
}

/// Labels for the picture: what the font lacks (Chinese, emoji) stands as `#1`, `#2`, .. instead of empty boxes.
/// The text form says what they mean.
#[derive(Debug, Default)]
pub(super) struct Labels {
    replaced: Vec<String>,
}

impl Labels {
    /// The label as the picture can write it.
    pub fn drawable(&mut self, label: &str) -> String {
        if can_write(label) {
            return label.to_owned();
        }
        let known = self.replaced.iter().position(|l| l == label).unwrap_or_else(|| {
            self.replaced.push(label.to_owned());
            self.replaced.len() - 1
        });
        format!("#{}", known + 1)
    }

    /// The replaced labels, in the order of their numbers.
    pub fn replaced(self) -> Vec<String> {
        self.replaced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_the_font_lacks_get_a_number_each() {
        let mut labels = Labels::default();
        let drawn = ["mass (g)", "σ(w·x) − ½", "企鹅", "🐧 penguin", "企鹅"].map(|label| labels.drawable(label));
        assert_eq!(drawn, ["mass (g)", "σ(w·x) − ½", "#1", "#2", "#1"]);
        assert_eq!(labels.replaced(), ["企鹅", "🐧 penguin"]);
    }
}
