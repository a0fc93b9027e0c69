//! Sixels: a character is six pixels under each other; `#` chooses a colour, `$` goes back, `-` begins the next band.

use super::Picture;
use std::collections::HashMap;

/// The picture between a string's introducer and its end; `None` where it is no picture.
pub fn decoded(body: &[u8]) -> Option<Picture> {
    let body = std::str::from_utf8(body).ok()?;
    let (parameters, data) = body.split_once('q')?;
    if !parameters.chars().all(|c| c.is_ascii_digit() || c == ';') {
        return None;
    }
    let mut reader = Reader { left: data };
    let [_, _, width, height] = reader.command('"')?[..] else { return None };
    let mut picture = Picture { width, height, pixels: vec![[0; 3]; width * height] };
    let mut palette: HashMap<usize, [u8; 3]> = HashMap::new();
    let (mut colour, mut x, mut band) = ([0; 3], 0, 0);
    while let Some(next) = reader.left.chars().next() {
        let mut times = 1;
        match next {
            '#' => {
                let numbers = reader.command('#')?;
                if let [register, 2, red, green, blue] = numbers[..] {
                    // Parts of a hundred.
                    palette.insert(register, [red, green, blue].map(|part| (part * 255 / 100) as u8));
                }
                colour = *palette.get(numbers.first()?)?;
                continue;
            }
            '!' => times = *reader.command('!')?.first()?,
            '$' => x = 0,
            '-' => (x, band) = (0, band + 1),
            _ => {}
        }
        let bits = reader.left.bytes().next()?;
        reader.left = &reader.left[1..];
        let Some(bits) = bits.checked_sub(b'?').filter(|bits| *bits < 64) else { continue };
        for _ in 0..times {
            for row in (0..6).filter(|row| bits >> row & 1 == 1) {
                let y = band * 6 + row;
                if x < width && y < height {
                    picture.pixels[y * width + x] = colour;
                }
            }
            x += 1;
        }
    }
    Some(picture)
}

struct Reader<'a> {
    left: &'a str,
}

impl Reader<'_> {
    /// The numbers behind a character.
    fn command(&mut self, name: char) -> Option<Vec<usize>> {
        let rest = self.left.strip_prefix(name)?;
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(rest.len());
        self.left = &rest[end..];
        rest[..end].split(';').map(|number| number.parse().ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_bands_in_two_colours() {
        let picture = decoded(b"0;1;0q\"1;1;2;7#0;2;100;0;0#1;2;0;0;100#0!2~$#1@-#1?@").unwrap();
        let (red, blue, none) = ([255, 0, 0], [0, 0, 255], [0; 3]);
        assert_eq!((picture.width, picture.height), (2, 7));
        assert_eq!(picture.pixels[..4], [blue, red, red, red]);
        assert_eq!(picture.pixels[12..], [none, blue]);
        assert_eq!(decoded(b"tmux;x"), None);
    }
}
