//! The last touch on a finished screen: the palette's colours; and where the terminal knows no colours or few, or
//! nothing but ASCII, what it can show.

use super::theme::{Look, Theme};
use crate::colours::nearest;
use ratatui::{buffer::Buffer, style::Color};
use unicode_width::UnicodeWidthStr as _;

/// Gives named colours their values, and takes away what the terminal cannot show.
pub fn reduce(buffer: &mut Buffer, theme: Theme, look: Look) {
    let palette = look.palette().filter(|_| theme.color);
    for cell in &mut buffer.content {
        // A picture's escape sequences stand in its cells, and bring their own colours.
        if let Some(palette) = palette
            && !cell.symbol().contains('\x1b')
        {
            (cell.fg, cell.bg) = (palette.ink(cell.fg), palette.paper(cell.bg));
            cell.modifier -= palette.without;
        }
        if !theme.color {
            cell.set_fg(Color::Reset).set_bg(Color::Reset);
        } else if !theme.rgb {
            (cell.fg, cell.bg) = (fewer(cell.fg), fewer(cell.bg));
        }
        if theme.ascii && !cell.symbol().is_ascii() {
            let symbol = substitute(cell.symbol());
            cell.set_symbol(&symbol);
        }
    }
}

/// The nearest of 256 colours.
fn fewer(color: Color) -> Color {
    match color {
        Color::Rgb(r, g, b) => Color::Indexed(nearest([r, g, b])),
        other => other,
    }
}

/// Text with frames, blocks, dots and marks in plain ASCII, and all letters as they are.
pub fn undrawn(text: &str) -> String {
    let drawn = |c: char| matches!(c, '─'..='◿' | '\u{2800}'..='\u{28ff}' | '✓' | '✗' | '←'..='⇿' | '…');
    text.chars().map(|c| if drawn(c) { substitute(c.encode_utf8(&mut [0; 4])) } else { c.to_string() }).collect()
}

/// The nearest ASCII, as wide as the symbol.
fn substitute(symbol: &str) -> String {
    let first = symbol.chars().next().unwrap_or(' ');
    let plain = match first {
        '─' | '┄' | '┈' | '╌' | '╴' | '╶' | '▁' | '▔' => '-',
        // The selected cell must differ by more than weight.
        '━' | '═' => '=',
        '│' | '┃' | '║' | '▏' | '▐' | '▌' => '|',
        // Corners and crossings of every kind of frame.
        '┌'..='╋' | '╒'..='╰' => '+',
        '╱' => '/',
        '╲' => '\\',
        '█' | '▓' => '#',
        '▰' => '#',
        '▱' => '-',
        '▒' => ':',
        '░' => '.',
        '▀' => '"',
        '▄' | '▖' | '▗' => '_',
        '▘' | '▝' => '\'',
        '▙'..='▟' => '#',
        '✓' => 'v',
        '✗' => 'x',
        '●' | '•' | '◐' | '◓' | '◑' | '◒' => '*',
        '○' | '◦' => 'o',
        // A lesson that is still locked.
        '◌' => ':',
        '‹' => '<',
        '■' | '□' => '#',
        '▸' | '›' | '→' | '↪' => '>',
        // It may stand beside the pointer of a list.
        '▶' => '*',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '·' | '…' => '.',
        '–' | '—' | '−' => '-',
        '‘' | '’' => '\'',
        '“' | '”' | '„' => '"',
        '×' => 'x',
        '÷' => '/',
        '≈' => '~',
        '≤' => '<',
        '≥' => '>',
        '²' => '2',
        '³' => '3',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        'é' | 'è' => 'e',
        // Braille plots: more dots, more ink.
        '\u{2800}'..='\u{28ff}' => match (first as u32 - 0x2800).count_ones() {
            0 => ' ',
            1..=2 => '.',
            3..=5 => ':',
            _ => '#',
        },
        _ => '?',
    };
    let mut text = plain.to_string();
    // A wide glyph leaves its second cell alone; two characters keep the columns in step.
    if symbol.width() > 1 {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{layout::Rect, style::Style};

    fn reduced(theme: Theme, look: Look) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        buffer.set_string(0, 0, "⣿", Style::new().fg(Color::Rgb(135, 95, 0)).bg(Color::Cyan));
        reduce(&mut buffer, theme, look);
        buffer
    }

    #[test]
    fn a_terminal_gets_the_colours_it_knows() {
        let seen = |color, rgb| {
            let cell = reduced(Theme { color, rgb, ascii: false }, Look::Sixteen)[(0, 0)].clone();
            (cell.fg, cell.bg)
        };
        assert_eq!(seen(true, true), (Color::Rgb(135, 95, 0), Color::Cyan));
        assert_eq!(seen(true, false), (Color::Indexed(94), Color::Cyan));
        assert_eq!(seen(false, true), (Color::Reset, Color::Reset));
    }

    #[test]
    fn a_palette_gives_paper_ink_and_named_colours_and_few_colours_stay_few() {
        let seen = |look, rgb| {
            let cell = reduced(Theme { color: true, rgb, ascii: false }, look)[(0, 0)].clone();
            (cell.fg, cell.bg)
        };
        assert_eq!(seen(Look::Light, true), (Color::Rgb(135, 95, 0), Color::Rgb(0x0a, 0x68, 0x78)));
        assert!(matches!(seen(Look::Light, false), (Color::Indexed(94), Color::Indexed(_))));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        reduce(&mut buffer, Theme { color: true, rgb: true, ascii: false }, Look::Contrast);
        assert_eq!((buffer[(0, 0)].fg, buffer[(0, 0)].bg), (Color::Rgb(255, 255, 255), Color::Rgb(0, 0, 0)));
    }
}
