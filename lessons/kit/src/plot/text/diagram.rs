//! How a value was computed, as an indented list.

use super::{
    super::{diagram::Diagram, palette},
    line::{Line, Style},
};
use unicode_width::UnicodeWidthStr;

/// The width of a column of numbers.
const NUMBER: usize = 11;

pub(super) fn lines(diagram: &Diagram) -> Vec<Line> {
    let list = diagram.list();
    let wide = list.iter().map(|(branch, block, _)| branch.width() + block.head.width()).max().unwrap_or(0);
    let faint = Style::ink(palette::FAINT);
    let head = format!("{}{:>NUMBER$}{:>NUMBER$}", " ".repeat(wide), say!("plot-data"), say!("plot-grad"));
    let mut lines = vec![Line::new(faint, head)];
    for (branch, block, again) in list {
        let pad = " ".repeat(wide - branch.width() - block.head.width());
        let ink = Style::ink(palette::on_any_paper(usize::from(!block.computed)));
        let line = Line::new(faint, &branch).with(ink.bold(), &block.head);
        // What stood above already needs its numbers no second time.
        lines.push(match again {
            true => line.with(faint, format!(" {}", say!("plot-above"))),
            false => line.with(Style::default(), format!("{pad}{:>NUMBER$}{:>NUMBER$}", block.data, block.grad)),
        });
    }
    lines
}
