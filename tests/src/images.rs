//! The bytes that a terminal is sent for pictures, read back as each protocol says.
//!
//! ```text
//! images/sixel.rs  a picture in bands of six rows
//! ```
//!
//! Sources: sw.kovidgoyal.net/kitty/graphics-protocol, iterm2.com/documentation-images.html, vt100.net (DEC's sixels),
//! tmux(1) on `allow-passthrough`.

mod sixel;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::io::Cursor;

/// Pixels in rows from the top, red, green, blue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Their colours.
    pub pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// A picture that is neither the same mirrored nor turned: a red corner, a blue bar, green that grows to the right.
    pub fn sample() -> Self {
        let (width, height) = (120, 120);
        let pixel = |at: usize| {
            let (x, y) = (at % width, at / width);
            match (x, y) {
                (..40, ..40) => [220, 20, 20],
                (_, 80..) => [20, 20, 220],
                _ => [0, (x * 2) as u8, 60],
            }
        };
        Self { width, height, pixels: (0..width * height).map(pixel).collect() }
    }

    /// As a PNG file.
    pub fn png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(self.pixels.as_flattened()).unwrap();
        writer.finish().unwrap();
        file
    }

    fn from_png(file: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let samples = info.color_type.samples();
        let pixels = bytes[..info.buffer_size()].chunks(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: info.width as usize, height: info.height as usize, pixels }
    }

    /// One picture below another.
    fn above(mut self, below: Self) -> Self {
        assert_eq!(self.width, below.width);
        self.height += below.height;
        self.pixels.extend(below.pixels);
        self
    }

    /// How far two pictures are apart where both have pixels: the mean over all channels, in steps of 255.
    pub fn distance(&self, other: &Self) -> f64 {
        let common = self.pixels.len().min(other.pixels.len());
        let differ =
            |at: usize| (0..3).map(move |channel| self.pixels[at][channel].abs_diff(other.pixels[at][channel]));
        let sum: u64 = (0..common).flat_map(differ).map(u64::from).sum();
        sum as f64 / (3 * common).max(1) as f64
    }
}

/// What a terminal outside tmux gets of bytes that are wrapped for it. `None` where a wrapper does not end yet.
///
/// # Panics
/// When an escape inside a wrapper is not doubled: tmux would end the wrapper there.
pub fn unwrapped(mut bytes: &[u8]) -> Option<Vec<u8>> {
    const START: &[u8] = b"\x1bPtmux;";
    let mut out = Vec::new();
    while let Some(at) = find(bytes, START) {
        bytes = &bytes[at + START.len()..];
        loop {
            match bytes {
                [0x1b, 0x1b, rest @ ..] => {
                    out.push(0x1b);
                    bytes = rest;
                }
                [0x1b, b'\\', rest @ ..] => {
                    bytes = rest;
                    break;
                }
                [0x1b, other, ..] => panic!("an escape before {:?} is not doubled", char::from(*other)),
                [byte, rest @ ..] => {
                    out.push(*byte);
                    bytes = rest;
                }
                [] => return None,
            }
        }
    }
    Some(out)
}

/// The picture of kitty's protocol, once all of it is there.
pub fn kitty(bytes: &[u8]) -> Option<Picture> {
    let mut payload = Vec::new();
    let (mut width, mut height) = (0, 0);
    for command in between(bytes, b"\x1b_G", b"\x1b\\") {
        let command = std::str::from_utf8(command).ok()?;
        let (controls, data) = command.split_once(';').unwrap_or((command, ""));
        let control =
            |name: &str| controls.split(',').find_map(|control| control.strip_prefix(name)?.strip_prefix('='));
        if control("a") == Some("T") {
            assert_eq!((control("f"), control("U")), (Some("32"), Some("1")), "{controls}");
            payload.clear();
            (width, height) = (control("s")?.parse().ok()?, control("v")?.parse().ok()?);
        }
        payload.extend(STANDARD.decode(data).ok()?);
        if width > 0 && control("m") != Some("1") {
            let pixels: Vec<[u8; 3]> = payload.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            return (pixels.len() == width * height).then_some(Picture { width, height, pixels });
        }
    }
    None
}

/// The picture of iTerm2's protocol, of this height: it comes in pieces, from the top.
pub fn iterm2(bytes: &[u8], height: usize) -> Option<Picture> {
    let mut all: Option<Picture> = None;
    for file in between(bytes, b"\x1b]1337;File=", b"\x07") {
        let (controls, data) = std::str::from_utf8(file).ok()?.split_once(':')?;
        assert!(controls.split(';').any(|control| control == "inline=1"), "{controls}");
        let piece = Picture::from_png(&STANDARD.decode(data).ok()?);
        let whole = match all.take() {
            Some(above) => above.above(piece),
            None => piece,
        };
        if whole.height >= height {
            return Some(whole);
        }
        all = Some(whole);
    }
    None
}

/// The first picture in sixels.
pub fn sixel(bytes: &[u8]) -> Option<Picture> {
    between(bytes, b"\x1bP", b"\x1b\\").into_iter().find_map(sixel::decoded)
}

/// What stands between two marks, each time.
fn between<'a>(mut bytes: &'a [u8], from: &[u8], to: &[u8]) -> Vec<&'a [u8]> {
    let mut found = Vec::new();
    while let Some(at) = find(bytes, from) {
        bytes = &bytes[at + from.len()..];
        let Some(end) = find(bytes, to) else { break };
        found.push(&bytes[..end]);
        bytes = &bytes[end + to.len()..];
    }
    found
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapper_gives_what_is_in_it() {
        assert_eq!(unwrapped(b"text\x1bPtmux;\x1b\x1b_Gx\x1b\x1b\\\x1b\\\x1b[0m").unwrap(), b"\x1b_Gx\x1b\\");
        assert_eq!(unwrapped(b"\x1bPtmux;\x1b\x1b_G"), None);
    }

    #[test]
    #[should_panic(expected = "not doubled")]
    fn a_single_escape_in_a_wrapper_is_told() {
        unwrapped(b"\x1bPtmux;\x1b_Gx\x1b\\");
    }

    #[test]
    fn a_png_reads_as_it_was_written() {
        assert_eq!(Picture::from_png(&Picture::sample().png()), Picture::sample());
    }
}
