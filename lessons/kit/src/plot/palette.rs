//! Colours that colour-blind readers tell apart: Okabe and Ito, "Color Universal Design" (2008), without the
//! yellow that vanishes on white.

use plotters::style::RGBColor;

/// Text, axes.
pub(super) const INK: RGBColor = RGBColor(38, 38, 46);
/// Ticks, quiet words.
pub(super) const QUIET: RGBColor = RGBColor(96, 96, 108);
/// The mesh.
pub(super) const MESH: RGBColor = RGBColor(230, 230, 235);
/// Paper.
pub(super) const PAPER: RGBColor = RGBColor(255, 255, 255);

const SERIES: [RGBColor; 7] = [
    RGBColor(0, 114, 178),   // blue
    RGBColor(213, 94, 0),    // vermilion
    RGBColor(0, 158, 115),   // green
    RGBColor(204, 121, 167), // purple
    RGBColor(230, 159, 0),   // orange
    RGBColor(86, 180, 233),  // sky
    RGBColor(60, 60, 60),    // dark grey
];

/// The colour of a series or a class.
pub(super) fn series(index: usize) -> RGBColor {
    SERIES[index % SERIES.len()]
}

/// `share` of `over` on `under`.
pub(super) fn blend(under: RGBColor, over: RGBColor, share: f64) -> RGBColor {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
    RGBColor(mix(under.0, over.0), mix(under.1, over.1), mix(under.2, over.2))
}

/// The background of a class: its colour, pale.
pub(super) fn background(class: usize) -> RGBColor {
    blend(PAPER, series(class), 0.28)
}

/// A probability's background: the first class's colour at 0, white at one half, the second's at 1.
pub(super) fn probability(p: f64) -> RGBColor {
    let (class, share) = if p < 0.5 { (0, 1.0 - 2.0 * p) } else { (1, 2.0 * p - 1.0) };
    blend(PAPER, series(class), 0.42 * share)
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
