//! A heat map with names or numbers, as a table.

use super::{
    super::{
        draw::said,
        palette,
        spec::{Heat, Spec},
    },
    Look,
    ground::{self, SHADES},
    line::{Line, Style},
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// More rows than this are drawn as a map.
const ROWS: usize = 40;
/// A number takes so many letters.
const NUMBER: usize = 5;
/// The longest name of a row, in letters.
const NAME: usize = 16;

/// The table; `None` where there are neither names nor numbers, or no room for them.
pub(super) fn lines(spec: &Spec, look: Look) -> Option<Vec<Line>> {
    let heat = spec.heat.as_ref()?;
    let wanted = spec.numbers || !spec.rows.is_empty() || !spec.columns.is_empty();
    let names = |length: usize, given: &[String]| -> Vec<String> {
        (0..length).map(|index| given.get(index).cloned().unwrap_or_else(|| index.to_string())).collect()
    };
    let (rows, columns) = (names(heat.rows(), &spec.rows), names(heat.columns, &spec.columns));
    let widest = |words: &[String]| words.iter().map(|word| word.width()).max().unwrap_or(0);
    let words: Vec<String> = heat.values.iter().map(|v| if spec.numbers { said(*v) } else { String::new() }).collect();
    let left = widest(&rows).min(NAME);
    let room = (look.width - left - 1) / heat.columns;
    let cell = (widest(&columns) + 1).max(widest(&words) + 2).min(room);
    if !wanted || rows.len() > ROWS || cell < 2 || cell < widest(&words) + 1 {
        return None;
    }
    let faint = Style::ink(palette::FAINT);
    let mut head = Line::new(faint, " ".repeat(left + 1));
    columns.iter().for_each(|name| head.push(faint, &centred(&cut(name, cell - 1), cell)));
    let mut lines = vec![head];
    for (row, name) in rows.iter().enumerate() {
        let name = cut(name, left);
        let mut line = Line::new(faint, format!("{}{name} ", " ".repeat(left - name.width())));
        for column in 0..heat.columns {
            let word = &words[row * heat.columns + column];
            let (style, text) =
                shown(heat.values[row * heat.columns + column], heat.level(column, row), word, cell, look.coloured);
            line.push(style, &text);
        }
        lines.push(line);
    }
    if !spec.x_label.is_empty() {
        let pad = left + 1 + (cell * heat.columns).saturating_sub(spec.x_label.width()) / 2;
        lines.push(Line::new(Style::default(), format!("{}{}", " ".repeat(pad), spec.x_label)));
    }
    let coloured_or_shaded = !spec.numbers && (look.coloured || cell < NUMBER);
    lines.extend(coloured_or_shaded.then(|| ground::key(heat, left + 1, look.coloured)));
    Some(lines)
}

/// Two decimals; nothing at all is a dot.
fn short(value: f64) -> String {
    if value == 0.0 { "·".to_owned() } else { format!("{value:.2}") }
}

/// A cell: its number on its colour, or its shade.
fn shown(value: f64, level: Option<f64>, word: &str, cell: usize, coloured: bool) -> (Style, String) {
    match level {
        None => (Style::default(), centred("?", cell)),
        Some(level) if coloured => {
            let style = Style::ink(palette::on_heat(level)).on(Some(palette::heat(level)));
            (style, centred(word, cell))
        }
        Some(_) if !word.is_empty() => (Style::default(), centred(word, cell)),
        // Five shades say little: where there is room, numbers.
        Some(_) if cell >= NUMBER => (Style::default(), centred(&short(value), cell)),
        Some(level) => (Style::default(), Heat::shade(level, &SHADES).to_string().repeat(cell)),
    }
}

fn centred(word: &str, width: usize) -> String {
    let free = width.saturating_sub(word.width());
    format!("{}{word}{}", " ".repeat(free.div_ceil(2)), " ".repeat(free / 2))
}

/// The first letters of a name, as many as fit.
fn cut(name: &str, width: usize) -> String {
    if name.width() <= width {
        return name.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    let kept: String = name.chars().take_while(fits).collect();
    kept + "…"
}
