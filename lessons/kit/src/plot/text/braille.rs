//! Dots, 2 x 4 a letter, in Unicode's braille block.

/// A canvas of dots with letters over them.
pub(super) struct Grid {
    columns: usize,
    dots: Vec<u8>,
    letters: Vec<Option<char>>,
}

impl Grid {
    /// A blank grid of so many letters across and down.
    pub fn new(columns: usize, rows: usize) -> Self {
        Self { columns, dots: vec![0; columns * rows], letters: vec![None; columns * rows] }
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn rows(&self) -> usize {
        self.dots.len() / self.columns
    }

    /// Its size in dots.
    pub fn size(&self) -> (usize, usize) {
        (2 * self.columns, 4 * self.rows())
    }

    /// Sets the dot at a place counted from the upper left; outside nothing happens.
    pub fn dot(&mut self, x: i64, y: i64) {
        // Unicode numbers the upper three rows by column, and added the fourth row later.
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let (width, height) = self.size();
        if (0..width as i64).contains(&x) && (0..height as i64).contains(&y) {
            let (x, y) = (x as usize, y as usize);
            self.dots[y / 4 * self.columns + x / 2] |= BITS[y % 4][x % 2];
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
        let (width, height) = self.size();
        if (0..width as i64).contains(&x) && (0..height as i64).contains(&y) {
            self.letters[y as usize / 4 * self.columns + x as usize / 2] = Some(letter);
        }
    }

    /// The grid as lines; a place without dots is a space.
    pub fn lines(&self) -> Vec<String> {
        let letter = |(dots, letter): (&u8, &Option<char>)| {
            letter.or_else(|| char::from_u32(0x2800 + u32::from(*dots)).filter(|_| *dots != 0)).unwrap_or(' ')
        };
        let rows = self.dots.chunks(self.columns).zip(self.letters.chunks(self.columns));
        rows.map(|(dots, letters)| dots.iter().zip(letters).map(letter).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_make_braille_letters() {
        let mut grid = Grid::new(3, 1);
        grid.line((0, 0), (3, 3));
        grid.letter(4, 2, 'o');
        grid.dot(99, -1);
        assert_eq!(grid.lines(), ["⠑⢄o"]);
    }
}
