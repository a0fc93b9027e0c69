//! Dots, 2 x 4 a letter, in Unicode's braille block, with letters over them and colours under them.

use super::{
    super::palette::{self, blend},
    line::{Line, Style},
};
use plotters::style::RGBColor;

/// One letter's place.
#[derive(Clone, Copy, Default)]
struct Cell {
    dots: u8,
    /// Whether the dots are a bar's, which is drawn full where there are colours.
    full: bool,
    ink: Option<RGBColor>,
    letter: Option<(char, Option<RGBColor>)>,
    /// The ground of the upper and of the lower half.
    paper: [Option<RGBColor>; 2],
}

/// A canvas of dots.
pub(super) struct Grid {
    columns: usize,
    cells: Vec<Cell>,
    /// The colour of what is drawn next.
    pen: Option<RGBColor>,
}

impl Grid {
    /// A blank grid of so many letters across and down.
    pub fn new(columns: usize, rows: usize) -> Self {
        Self { columns, cells: vec![Cell::default(); columns * rows], pen: None }
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns
    }

    /// Its size in dots.
    pub fn size(&self) -> (usize, usize) {
        (2 * self.columns, 4 * self.rows())
    }

    /// Takes up a pen.
    pub fn pen(&mut self, colour: RGBColor) {
        self.pen = Some(colour);
    }

    fn cell(&mut self, x: i64, y: i64) -> Option<&mut Cell> {
        let (width, height) = self.size();
        let inside = (0..width as i64).contains(&x) && (0..height as i64).contains(&y);
        inside.then(|| &mut self.cells[y as usize / 4 * self.columns + x as usize / 2])
    }

    /// Sets the dot at a place counted from the upper left; outside nothing happens.
    pub fn dot(&mut self, x: i64, y: i64) {
        // Unicode numbers the upper three rows by column, and added the fourth row later.
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let pen = self.pen;
        if let Some(cell) = self.cell(x, y) {
            cell.dots |= BITS[y as usize % 4][x as usize % 2];
            cell.ink = pen;
            cell.full = false;
        }
    }

    /// Sets the dots along a line.
    pub fn line(&mut self, (x0, y0): (i64, i64), (x1, y1): (i64, i64)) {
        let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
        for step in 0..=steps {
            let along = |a: i64, b: i64| a + ((b - a) as f64 * step as f64 / steps as f64).round() as i64;
            self.dot(along(x0, x1), along(y0, y1));
        }
    }

    /// Puts a letter where the dot at this place would be.
    pub fn letter(&mut self, x: i64, y: i64, letter: char) {
        let pen = self.pen;
        if let Some(cell) = self.cell(x, y) {
            cell.letter = Some((letter, pen));
        }
    }

    /// Whether a letter could stand here without hiding another.
    pub fn is_free(&mut self, x: i64, y: i64) -> bool {
        self.cell(x, y).is_some_and(|cell| cell.letter.is_none())
    }

    /// Colours the ground of half a letter, counted in letters across and half letters down.
    pub fn paper(&mut self, column: usize, half: usize, colour: Option<RGBColor>) {
        self.cells[half / 2 * self.columns + column].paper[half % 2] = colour;
    }

    /// Lays bars over this grid; where they cover others both colours show.
    pub fn lay_bars(&mut self, bars: &Grid) {
        for (under, over) in self.cells.iter_mut().zip(&bars.cells) {
            if over.dots != 0 {
                let both = under.ink.zip(over.ink).filter(|_| under.full);
                under.ink = both.map_or(over.ink, |(under, over)| Some(blend(under, over, 0.5)));
                under.dots |= over.dots;
                under.full = true;
            }
            under.letter = over.letter.or(under.letter);
        }
    }

    /// The grid as lines of text: without colours as braille and letters alone.
    pub fn lines(&self, coloured: bool) -> Vec<Line> {
        let draw = if coloured { Cell::coloured } else { Cell::plain };
        let line = |cells: &[Cell]| {
            let mut line = Line::default();
            for (style, letter) in cells.iter().map(draw) {
                line.push(style, letter.encode_utf8(&mut [0; 4]));
            }
            line
        };
        self.cells.chunks(self.columns).map(line).collect()
    }
}

impl Cell {
    fn plain(&self) -> (Style, char) {
        let dots = || braille(self.dots).filter(|_| self.dots != 0);
        (Style::default(), self.letter.map(|(letter, _)| letter).or_else(dots).unwrap_or(' '))
    }

    fn coloured(&self) -> (Style, char) {
        let [upper, lower] = self.paper;
        let paper = upper.zip(lower).map_or(upper.or(lower), |(upper, lower)| Some(blend(upper, lower, 0.5)));
        let drawn = Style { ink: self.ink, paper, bold: false };
        match self.letter {
            Some((letter, _)) if self.full => (Style::ink(palette::DARK).on(self.ink).bold(), letter),
            Some((letter, ink)) => (Style { ink, paper, bold: true }, letter),
            None if self.full => (drawn, block(self.dots)),
            None if self.dots != 0 => (drawn, braille(self.dots).unwrap_or(' ')),
            None if upper == lower => (Style::default().on(upper), ' '),
            None if upper.is_none() => (Style { ink: lower, ..Style::default() }, '▄'),
            None => (Style { ink: upper, paper: lower, bold: false }, '▀'),
        }
    }
}

fn braille(dots: u8) -> Option<char> {
    char::from_u32(0x2800 + u32::from(dots))
}

/// The block of quarters nearest to the dots of a bar, which stand on each other in two columns. Eighths would be finer,
/// but there are none of half a letter's width: a bar's edges would be lower or higher than its middle.
fn block(dots: u8) -> char {
    const LEFT: u8 = 0x01 | 0x02 | 0x04 | 0x40;
    const QUARTERS: [[char; 3]; 3] = [[' ', '▗', '▐'], ['▖', '▄', '▟'], ['▌', '▙', '█']];
    let high = |dots: u8| (dots.count_ones() as usize).div_ceil(2);
    QUARTERS[high(dots & LEFT)][high(dots & !LEFT)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: RGBColor = RGBColor(200, 0, 0);
    const BLUE: RGBColor = RGBColor(0, 0, 100);

    #[test]
    fn dots_make_braille_letters() {
        let mut grid = Grid::new(3, 1);
        grid.line((0, 0), (3, 3));
        grid.letter(4, 2, 'o');
        grid.dot(99, -1);
        assert_eq!(grid.lines(false)[0].plain(), "⠑⢄o");
    }

    #[test]
    fn colours_are_escape_sequences_around_the_same_letters() {
        let mut grid = Grid::new(3, 1);
        grid.pen(RED);
        grid.dot(0, 0);
        grid.letter(2, 0, 'o');
        grid.paper(0, 0, Some(BLUE));
        grid.paper(2, 1, Some(BLUE));
        let line = &grid.lines(true)[0];
        let expected = "\x1b[38;2;200;0;0;48;2;0;0;100m⠁\x1b[0m\x1b[1;38;2;200;0;0mo\x1b[0m\x1b[38;2;0;0;100m▄\x1b[0m";
        assert_eq!(line.ansi(), expected);
        assert_eq!(grid.lines(false)[0].plain(), "⠁o");
    }

    #[test]
    fn bars_are_full_and_mix_where_they_overlap() {
        let mut grid = Grid::new(2, 1);
        for (colour, right) in [(RED, 1), (BLUE, 2)] {
            let mut bars = Grid::new(2, 1);
            bars.pen(colour);
            (0..=right).for_each(|x| bars.line((x, 0), (x, 3)));
            grid.lay_bars(&bars);
        }
        let expected = "\x1b[38;2;100;0;50m█\x1b[0m\x1b[38;2;0;0;100m▌\x1b[0m";
        assert_eq!(grid.lines(true)[0].ansi(), expected);
    }
}
