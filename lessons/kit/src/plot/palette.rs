//! Colours that colour-blind readers tell apart: Okabe and Ito, "Color Universal Design" (2008), without the
//! yellow that vanishes on white.

use plotters::style::RGBColor;

/// White paper.
const PAPER: RGBColor = RGBColor(255, 255, 255);
/// Dark paper.
const NIGHT: RGBColor = RGBColor(28, 28, 32);

/// The colours of a picture, on light or on dark paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    /// Text, borders.
    pub ink: RGBColor,
    /// Axes, ticks, quiet words.
    pub quiet: RGBColor,
    /// The mesh, and the edges of a graph.
    pub mesh: RGBColor,
    pub paper: RGBColor,
    series: [RGBColor; 7],
    /// How strong backgrounds are.
    tint: f64,
}

impl Theme {
    pub fn of(dark: bool) -> Self {
        if dark {
            Self {
                ink: RGBColor(230, 230, 236),
                quiet: RGBColor(168, 168, 180),
                mesh: RGBColor(58, 58, 64),
                paper: NIGHT,
                series: ON_ANY_PAPER,
                tint: 1.3,
            }
        } else {
            Self {
                ink: RGBColor(38, 38, 46),
                quiet: RGBColor(96, 96, 108),
                mesh: RGBColor(230, 230, 235),
                paper: PAPER,
                series: SERIES,
                tint: 1.0,
            }
        }
    }

    /// The colour of a series or a class.
    pub fn series(&self, index: usize) -> RGBColor {
        self.series[index % self.series.len()]
    }

    /// The background of a class: its colour, pale.
    pub fn background(&self, class: usize) -> RGBColor {
        blend(self.paper, self.series(class), 0.28 * self.tint)
    }

    /// A probability's background: the first class's colour at 0, the paper at one half, the second's at 1.
    pub fn probability(&self, p: f64) -> RGBColor {
        let (class, share) = if p < 0.5 { (0, 1.0 - 2.0 * p) } else { (1, 2.0 * p - 1.0) };
        blend(self.paper, self.series(class), 0.42 * self.tint * share)
    }
}

const SERIES: [RGBColor; 7] = [
    RGBColor(0, 114, 178),   // blue
    RGBColor(213, 94, 0),    // vermilion
    RGBColor(0, 158, 115),   // green
    RGBColor(204, 121, 167), // purple
    RGBColor(230, 159, 0),   // orange
    RGBColor(86, 180, 233),  // sky
    RGBColor(60, 60, 60),    // dark grey
];

/// `share` of `over` on `under`.
pub(super) fn blend(under: RGBColor, over: RGBColor, share: f64) -> RGBColor {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
    RGBColor(mix(under.0, over.0), mix(under.1, over.1), mix(under.2, over.2))
}

/// The colours of series where the paper is the terminal's own, dark or light: all of a middle brightness.
const ON_ANY_PAPER: [RGBColor; 7] = [
    RGBColor(36, 136, 200),  // blue
    RGBColor(213, 94, 0),    // vermilion
    RGBColor(0, 158, 115),   // green
    RGBColor(204, 121, 167), // purple
    RGBColor(208, 144, 0),   // orange
    RGBColor(76, 165, 214),  // sky
    RGBColor(128, 128, 128), // grey
];
/// A terminal's axes and quiet words.
pub(super) const FAINT: RGBColor = RGBColor(128, 128, 128);
/// Lines and letters on muted and on coloured ground.
pub(super) const PALE: RGBColor = RGBColor(236, 236, 240);
/// Letters on bars.
pub(super) const DARK: RGBColor = RGBColor(24, 24, 28);
/// Muted ground that belongs to no class.
const GROUND: RGBColor = RGBColor(48, 48, 52);

/// A series' colour on the terminal's own paper.
pub(super) fn on_any_paper(index: usize) -> RGBColor {
    ON_ANY_PAPER[index % ON_ANY_PAPER.len()]
}

/// A series' colour on muted ground.
pub(super) fn on_muted(index: usize) -> RGBColor {
    blend(on_any_paper(index), PAPER, 0.55)
}

/// A class' ground in a terminal: dark enough for pale dots, whatever the terminal's own paper is, and so strong that
/// blue and green stay apart in 256 colours.
pub(super) fn muted(class: usize) -> RGBColor {
    blend(GROUND, SERIES[class % SERIES.len()], 0.55)
}

/// A probability's ground in a terminal, as [`Theme::probability`].
pub(super) fn muted_probability(p: f64) -> RGBColor {
    let (class, share) = if p < 0.5 { (0, 1.0 - 2.0 * p) } else { (1, 2.0 * p - 1.0) };
    blend(GROUND, muted(class), share)
}

/// Letters on any colour: whichever of dark and pale is further from it.
pub(super) fn on(colour: RGBColor) -> RGBColor {
    let bright = 0.299 * f64::from(colour.0) + 0.587 * f64::from(colour.1) + 0.114 * f64::from(colour.2);
    if bright > 118.0 { DARK } else { PAPER }
}

/// Letters on a heat map's colour.
pub(super) fn on_heat(level: f64) -> RGBColor {
    if level < 0.55 { PALE } else { DARK }
}

/// A heat map's colour from 0 to 1: cividis (Nunez, Anderton and Renslow, 2018), by its corners.
pub(super) fn heat(level: f64) -> RGBColor {
    const CIVIDIS: [RGBColor; 6] = [
        RGBColor(0, 34, 78),
        RGBColor(53, 69, 108),
        RGBColor(102, 105, 112),
        RGBColor(148, 142, 119),
        RGBColor(200, 184, 102),
        RGBColor(254, 232, 56),
    ];
    let at = level.clamp(0.0, 1.0) * (CIVIDIS.len() - 1) as f64;
    let below = (at as usize).min(CIVIDIS.len() - 2);
    blend(CIVIDIS[below], CIVIDIS[below + 1], at - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How far apart two colours are in brightness, 1 to 21 (WCAG 2.1).
    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let linear = |c: u8| (f64::from(c) / 255.0).powf(2.2);
        let bright = |c: RGBColor| 0.2126 * linear(c.0) + 0.7152 * linear(c.1) + 0.0722 * linear(c.2) + 0.05;
        (bright(a) / bright(b)).max(bright(b) / bright(a))
    }

    #[test]
    fn every_series_shows_on_dark_and_light_paper() {
        for colour in ON_ANY_PAPER.into_iter().chain([FAINT]) {
            assert!(contrast(colour, PAPER) > 2.5, "{colour:?} on white");
            assert!(contrast(colour, RGBColor(30, 30, 30)) > 3.5, "{colour:?} on black");
        }
    }

    #[test]
    fn every_series_and_every_word_shows_on_its_paper() {
        for theme in [Theme::of(false), Theme::of(true)] {
            assert!((0..SERIES.len()).all(|index| contrast(theme.series(index), theme.paper) > 2.2));
            assert!(contrast(theme.ink, theme.paper) > 10.0 && contrast(theme.quiet, theme.paper) > 5.0);
            for class in 0..SERIES.len() {
                assert!(contrast(theme.ink, theme.background(class)) > 4.5, "{class}");
            }
        }
        for step in 0..=20 {
            let level = f64::from(step) / 20.0;
            assert!(contrast(on_heat(level), heat(level)) > 3.5, "{level}");
        }
    }

    #[test]
    fn dots_and_letters_show_on_every_muted_ground() {
        for class in 0..SERIES.len() {
            for ground in [muted(class), GROUND] {
                assert!(contrast(PALE, ground) > 3.5 && contrast(on_muted(class), ground) > 2.5, "{class}");
            }
            assert!(contrast(DARK, on_any_paper(class)) > 3.5, "{class}");
        }
    }
}
