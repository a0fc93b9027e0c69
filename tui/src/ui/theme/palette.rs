//! What the named colours look like. Every ink can be read on its paper: at least 4.5 to 1, in high contrast 7 to 1
//! (WCAG 2.2, success criteria 1.4.3 and 1.4.6).

use ratatui::style::{Color, Modifier};

/// Which colours the screen has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// The sixteen colours of the terminal, as the learner has set them.
    #[default]
    Sixteen,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
    /// Bright ink on black.
    Contrast,
}

impl Look {
    /// All of them, in the order of [`Look::NAMES`].
    pub const ALL: [Self; 4] = [Self::Sixteen, Self::Light, Self::Dark, Self::Contrast];
    /// What they are called in files.
    pub const NAMES: [&str; 4] = ["sixteen", "light", "dark", "contrast"];

    /// The values of the named colours; none where the terminal's own count.
    pub fn palette(self) -> Option<&'static Palette> {
        match self {
            Self::Sixteen => None,
            Self::Light => Some(&LIGHT),
            Self::Dark => Some(&DARK),
            Self::Contrast => Some(&CONTRAST),
        }
    }
}

/// Values for the named colours.
pub struct Palette {
    /// What is written on.
    pub paper: u32,
    /// Running text.
    pub ink: u32,
    /// Black to white, then the bright ones, as terminals count them.
    pub named: [u32; 16],
    /// Attributes that make words harder to read.
    pub without: Modifier,
}

const LIGHT: Palette = Palette {
    paper: 0xfa_f9_f6,
    ink: 0x24_29_2f,
    named: [
        0x24_29_2f, 0xb3_1d_28, 0x1a_6e_2e, 0x80_5a_00, 0x0b_5c_ad, 0x84_38_a8, 0x0a_68_78, 0x57_60_6a, //
        0x5f_66_70, 0xb3_1d_28, 0x1a_6e_2e, 0x80_5a_00, 0x0b_5c_ad, 0x84_38_a8, 0x0a_68_78, 0x24_29_2f,
    ],
    without: Modifier::empty(),
};

const DARK: Palette = Palette {
    paper: 0x16_19_1f,
    ink: 0xd5_da_e3,
    named: [
        0xb4_bc_c9, 0xef_8b_92, 0x8f_c3_79, 0xe0_b8_70, 0x7f_b8_f2, 0xcf_9d_e6, 0x62_c7_ce, 0xb4_bc_c9, //
        0x8b_94_a3, 0xef_8b_92, 0xa6_d4_91, 0xed_cb_8b, 0x8c_c4_f7, 0xd6_a6_ec, 0x79_d2_d8, 0xf0_f3_f7,
    ],
    without: Modifier::empty(),
};

const CONTRAST: Palette = Palette {
    paper: 0x00_00_00,
    ink: 0xff_ff_ff,
    named: [
        0xff_ff_ff, 0xff_9a_9a, 0x7c_ff_7c, 0xff_e0_4d, 0x9c_cc_ff, 0xff_b3_ff, 0x66_f0_ff, 0xff_ff_ff, //
        0xd9_d9_d9, 0xff_9a_9a, 0x7c_ff_7c, 0xff_e0_4d, 0x9c_cc_ff, 0xff_b3_ff, 0x66_f0_ff, 0xff_ff_ff,
    ],
    without: Modifier::DIM,
};

/// `0xRRGGBB` as a colour.
pub fn rgb(value: u32) -> Color {
    let [_, r, g, b] = value.to_be_bytes();
    Color::Rgb(r, g, b)
}

impl Palette {
    /// The value of a colour of text.
    pub fn ink(&self, color: Color) -> Color {
        self.value(color, self.ink)
    }

    /// The value of a colour behind text.
    pub fn paper(&self, color: Color) -> Color {
        self.value(color, self.paper)
    }

    fn value(&self, color: Color, reset: u32) -> Color {
        let at = match color {
            Color::Reset => return rgb(reset),
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
            Color::Indexed(at @ 0..16) => usize::from(at),
            other => return other,
        };
        rgb(self.named[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, by WCAG 2.2.
    fn luminance(value: u32) -> f64 {
        let [_, r, g, b] = value.to_be_bytes().map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: u32, b: u32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_ink_can_be_read_on_its_paper() {
        assert!((contrast(0, 0xff_ff_ff) - 21.0).abs() < 0.01);
        for look in Look::ALL {
            let Some(palette) = look.palette() else { continue };
            let least = if look == Look::Contrast { 7.0 } else { 4.5 };
            for (at, ink) in palette.named.into_iter().chain([palette.ink]).enumerate() {
                let found = contrast(ink, palette.paper);
                assert!(found >= least, "{look:?}, colour {at}: {found:.2}");
            }
        }
    }
}
