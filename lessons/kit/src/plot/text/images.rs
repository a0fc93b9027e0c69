//! Small pictures: half blocks of grey where there are colours, else a dot for each bright pixel.

use super::{
    super::{
        palette::{self, blend},
        spec::Images,
    },
    Look,
    grid::Grid,
    line::{Line, Style},
};
use unicode_width::UnicodeWidthStr;

/// Letters between two pictures.
const GAP: usize = 2;
/// At most so many rows of pictures.
const ROWS: usize = 5;
/// From this brightness on a pixel is a dot.
const BRIGHT: f64 = 0.4;

pub(super) fn lines(images: &Images, look: Look) -> Vec<Line> {
    let (wide, high) = (images.width.div_ceil(2), images.height.div_ceil(4));
    let across = ((look.width + GAP) / (wide + GAP)).max(1);
    let faint = Style::ink(palette::FAINT);
    let mut lines = vec![];
    for (row, pictures) in images.pixels.chunks(across).enumerate().take(ROWS) {
        let captions = images.captions.iter().skip(row * across).take(across);
        let centred = |caption: &String| {
            let free = (wide + GAP).saturating_sub(GAP + caption.width());
            format!("{}{caption}{}", " ".repeat(free / 2), " ".repeat(free.div_ceil(2) + GAP))
        };
        let captions: String = captions.map(centred).collect();
        lines.extend((!captions.is_empty()).then(|| Line::new(faint, captions)));
        let mut grid = Grid::new(pictures.len() * (wide + GAP), high);
        for (index, pixels) in pictures.iter().enumerate() {
            let left = index * (wide + GAP);
            if look.coloured { grey(images, pixels, left, &mut grid) } else { dots(images, pixels, left, &mut grid) }
        }
        lines.extend(grid.lines(look.coloured));
    }
    let more = images.pixels.len().saturating_sub(across * ROWS);
    lines.extend((more > 0).then(|| Line::new(faint, say!("view-more", count = more))));
    lines
}

fn dots(images: &Images, pixels: &[f64], left: usize, grid: &mut Grid) {
    for (index, _) in pixels.iter().enumerate().filter(|(_, pixel)| **pixel >= BRIGHT) {
        grid.dot((2 * left + index % images.width) as i64, (index / images.width) as i64);
    }
}

/// Each half letter is the mean of two by two pixels.
fn grey(images: &Images, pixels: &[f64], left: usize, grid: &mut Grid) {
    for half in 0..images.height.div_ceil(2) {
        for column in 0..images.width.div_ceil(2) {
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| (2 * column + x, 2 * half + y));
            let inside = four.iter().filter(|(x, _)| *x < images.width);
            let mean = inside.filter_map(|(x, y)| pixels.get(y * images.width + x)).sum::<f64>() / 4.0;
            grid.paper(left + column, half, Some(blend(palette::DARK, palette::PALE, mean)));
        }
    }
}
