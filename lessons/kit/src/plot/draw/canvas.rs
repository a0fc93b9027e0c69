//! Shapes and text in the picture's own pixels.
//!
//! plotters counts in whole pixels, so everything is drawn at [`ZOOM`] times the size: half pixels in SVG, smooth
//! edges in PNG once it is halved.

use super::{super::palette::Theme, DrawError, FAMILY, font_ready, simplify::simplify};
use plotters::{
    coord::Shift,
    prelude::{Circle, DrawingArea, DrawingBackend, PathElement, Polygon, Rectangle, Text},
    style::{
        Color, FontTransform, IntoFont, RGBAColor, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

pub(super) type Result<T> = std::result::Result<T, DrawError>;

/// How much larger than asked for everything is drawn.
pub(super) const ZOOM: f64 = 2.0;

/// Where plotters' backends differ, as found in their sources.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    /// plotters' font size for letters of one em.
    size: f64,
    /// How far below the top anchor the baseline lies, in em.
    baseline: f64,
    /// Whether wide lines come out right at sharp corners. plotters' own outline shoots far beyond them.
    joins: bool,
}

impl Fit {
    /// ab_glyph scales ascent plus descent (1.164 em in DejaVu Sans) and puts the baseline at half of it.
    pub const BITMAP: Self = Self { size: 1.164, baseline: 0.582, joins: false };
    /// plotters-svg divides by 1.24 and shifts by 0.76 em.
    pub const SVG: Self = Self { size: 1.24, baseline: 0.76, joins: true };
}

/// Where a text stands towards its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

pub(super) struct Canvas<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    fit: Fit,
    pub theme: Theme,
}

fn zoomed((x, y): (f64, f64)) -> (i32, i32) {
    ((x * ZOOM).round() as i32, (y * ZOOM).round() as i32)
}

fn stroke(colour: RGBAColor, width: f64) -> ShapeStyle {
    ShapeStyle { color: colour, filled: false, stroke_width: (width * ZOOM).round().max(1.0) as u32 }
}

fn filled(colour: RGBAColor) -> ShapeStyle {
    ShapeStyle { color: colour, filled: true, stroke_width: 0 }
}

impl<'a, DB: DrawingBackend> Canvas<'a, DB> {
    pub fn new(area: &'a DrawingArea<DB, Shift>, fit: Fit, theme: Theme) -> Result<Self> {
        font_ready()?;
        Ok(Self { area, fit, theme })
    }

    pub fn fill(&self, colour: RGBColor) -> Result<()> {
        self.done(self.area.fill(&colour))
    }

    pub fn path(&self, points: &[(f64, f64)], colour: RGBColor, width: f64) -> Result<()> {
        let points = simplify(points);
        if self.fit.joins || points.len() < 3 {
            let points: Vec<_> = points.into_iter().map(zoomed).collect();
            return self.done(self.area.draw(&PathElement::new(points, stroke(colour.to_rgba(), width))));
        }
        for pair in points.windows(2) {
            self.piece(pair[0], pair[1], colour, width)?;
        }
        points[1..points.len() - 1].iter().try_for_each(|corner| self.circle(*corner, width / 2.0 - 0.25, colour))
    }

    /// A straight piece of a wide line: a rectangle along it.
    fn piece(&self, a: (f64, f64), b: (f64, f64), colour: RGBColor, width: f64) -> Result<()> {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let side = width / 2.0 / dx.hypot(dy).max(f64::MIN_POSITIVE);
        let (sx, sy) = (-dy * side, dx * side);
        let corners = [(a.0 + sx, a.1 + sy), (b.0 + sx, b.1 + sy), (b.0 - sx, b.1 - sy), (a.0 - sx, a.1 - sy)];
        self.polygon(&corners, colour)
    }

    pub fn circle(&self, centre: (f64, f64), radius: f64, colour: RGBColor) -> Result<()> {
        let radius = (radius * ZOOM).round() as i32;
        self.done(self.area.draw(&Circle::new(zoomed(centre), radius, filled(colour.to_rgba()))))
    }

    pub fn polygon(&self, corners: &[(f64, f64)], colour: RGBColor) -> Result<()> {
        let corners: Vec<_> = corners.iter().copied().map(zoomed).collect();
        self.done(self.area.draw(&Polygon::new(corners, filled(colour.to_rgba()))))
    }

    pub fn rectangle(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor, opacity: f64) -> Result<()> {
        self.done(self.area.draw(&Rectangle::new([zoomed(from), zoomed(to)], filled(colour.mix(opacity)))))
    }

    /// Text on a baseline, in letters of `em` pixels.
    pub fn text(&self, text: &str, at: (f64, f64), em: f64, colour: RGBColor, anchor: Anchor) -> Result<()> {
        let h = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let style = self.style(em).color(&colour).pos(Pos::new(h, VPos::Top));
        let top = zoomed((at.0, at.1 - self.fit.baseline * em));
        self.done(self.area.draw(&Text::new(text, top, style)))
    }

    /// Text that runs upwards and ends under its point.
    pub fn steep_text(&self, text: &str, at: (f64, f64), em: f64, colour: RGBColor) -> Result<()> {
        let style = self.style(em).color(&colour).pos(Pos::new(HPos::Right, VPos::Top));
        let top = zoomed((at.0 + (0.36 - self.fit.baseline) * em, at.1));
        self.done(self.area.draw(&Text::new(text, top, style.transform(FontTransform::Rotate270))))
    }

    /// How wide a text is, in pixels.
    pub fn width(&self, text: &str, em: f64) -> f64 {
        // The embedded font has been found, so measuring cannot fail; half an em a letter is a fair guess.
        let guess = text.chars().count() as f64 * em / 2.0;
        let size = (FAMILY, em * Fit::BITMAP.size * ZOOM).into_font().layout_box(text);
        size.map_or(guess, |((left, _), (right, _))| f64::from(right - left) / ZOOM)
    }

    fn style(&self, em: f64) -> TextStyle<'static> {
        (FAMILY, em * self.fit.size * ZOOM).into_font().into()
    }

    fn done<T, E: std::fmt::Display>(&self, drawn: std::result::Result<T, E>) -> Result<T> {
        drawn.map_err(|e| DrawError::Backend(e.to_string()))
    }
}
