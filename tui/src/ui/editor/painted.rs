//! The editor's picture, and what is told between its lines.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
};

/// The editor's picture: all its lines, whatever of them the screen shows.
#[derive(Clone, Debug, Default)]
pub struct Painted {
    /// One row a line of text, and the rows between; its area begins at [`super::ORIGIN`].
    pub buffer: Buffer,
    /// Where the terminal's cursor belongs, counted from the text's upper left corner; none while text is selected.
    pub cursor: Option<Position>,
    /// The row of the line that is edited.
    pub row: u16,
    /// The cells of this line that are out of sight to the left.
    pub shift: u16,
    /// The rows that are no lines of the text, from the top.
    pub(super) told: Vec<u16>,
}

impl Painted {
    /// Puts rows under lines of the text; `below` gives them for a line, counted from 0.
    pub fn tell(&mut self, mut below: impl FnMut(usize) -> Vec<Line<'static>>) {
        let old = std::mem::take(&mut self.buffer);
        let all: Vec<_> = (0..old.area.height).map(|line| below(line.into())).collect();
        let more = all.iter().map(Vec::len).sum::<usize>();
        let height = usize::from(old.area.height) + more;
        let area = Rect { height: u16::try_from(height).unwrap_or(u16::MAX), ..old.area };
        let mut buffer = Buffer::empty(area);
        let (mut row, mut edited, mut told) = (0, self.row, Vec::new());
        for (line, below) in (0..old.area.height).zip(all) {
            if line == self.row {
                edited = row;
            }
            if row < area.height {
                for x in old.area.left()..old.area.right() {
                    buffer[(x, area.y + row)] = old[(x, old.area.y + line)].clone();
                }
            }
            row = row.saturating_add(1);
            for line in below.into_iter().take((area.height.saturating_sub(row)).into()) {
                buffer.set_line(area.x, area.y + row, &line, area.width);
                told.push(row);
                row += 1;
            }
        }
        self.cursor = self.cursor.map(|cursor| Position { y: cursor.y + edited - self.row, ..cursor });
        (self.buffer, self.row, self.told) = (buffer, edited, told);
    }

    /// The line of the text that a row shows, or tells something of.
    pub fn line(&self, row: u16) -> u16 {
        row.saturating_sub(self.told.partition_point(|told| *told <= row) as u16)
    }

    /// Whether a row shows no text.
    pub fn tells(&self, row: u16) -> bool {
        self.told.contains(&row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_moves_what_is_below_it() {
        let buffer = Buffer::with_lines(["one", "two", "end"]);
        let cursor = Some(Position::new(2, 1));
        let mut painted = Painted { buffer, cursor, row: 1, shift: 0, told: Vec::new() };
        painted.tell(|line| if line == 0 { vec![Line::from("^ a"), Line::from("  b")] } else { Vec::new() });
        assert_eq!(painted.buffer, Buffer::with_lines(["one", "^ a", "  b", "two", "end"]));
        assert_eq!((painted.row, painted.cursor), (3, Some(Position::new(2, 3))));
        assert_eq!(
            [0, 1, 2, 3, 4].map(|row| (painted.line(row), painted.tells(row))),
            [(0, false), (0, true), (0, true), (1, false), (2, false)]
        );
    }
}
