//! The last touch on a finished screen where the terminal knows no colours, or nothing but ASCII.

use super::theme::Theme;
use ratatui::{buffer::Buffer, style::Color};
use unicode_width::UnicodeWidthStr as _;

/// Takes away what the terminal cannot show.
pub fn reduce(buffer: &mut Buffer, theme: Theme) {
    for cell in &mut buffer.content {
        if !theme.color {
            cell.set_fg(Color::Reset).set_bg(Color::Reset);
        }
        if theme.ascii && !cell.symbol().is_ascii() {
            let symbol = substitute(cell.symbol());
            cell.set_symbol(&symbol);
        }
    }
}

/// The nearest ASCII, as wide as the symbol.
fn substitute(symbol: &str) -> String {
    let first = symbol.chars().next().unwrap_or(' ');
    let plain = match first {
        '─' | '┄' => '-',
        // The selected cell must differ by more than weight.
        '━' => '=',
        '│' | '┃' | '▏' | '▐' | '█' => '|',
        '╭' | '╮' | '╰' | '╯' | '┏' | '┓' | '┗' | '┛' | '┼' | '├' | '┤' => '+',
        '✓' => 'v',
        '✗' => 'x',
        '●' | '•' | '◐' | '◓' | '◑' | '◒' => '*',
        '○' | '◦' => 'o',
        '■' => '#',
        '▸' | '▶' | '›' | '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '·' | '…' => '.',
        '–' | '—' | '−' => '-',
        '‘' | '’' => '\'',
        '“' | '”' | '„' => '"',
        '×' => 'x',
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
