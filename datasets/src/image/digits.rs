//! Digits of 8x8 pixels: MNIST's small cousin, for what must train in a second.

use super::Image;
use crate::{DataError, read};

const FILE: &str = "digits8x8.u8";
const BYTES: &[u8] = include_bytes!("../../data/digits8x8.u8.gz");

/// The brightest pixel: each counts the dark points of a 4x4 block of the original bitmap.
const WHITE: u8 = 16;

/// 1,797 handwritten digits, 8x8.
///
/// Source: Alpaydin and Kaynak (1998), UCI Machine Learning Repository, doi:10.24432/C50P49; taken from the Python
/// package scikit-learn 1.9.1. Licence: CC BY 4.0.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn digits8x8() -> Result<Vec<Image>, DataError> {
    parse(&read::bytes(BYTES, FILE)?, FILE)
}

/// 65 bytes an image: 64 pixels, then the label.
fn parse(bytes: &[u8], file: &str) -> Result<Vec<Image>, DataError> {
    let image = |(index, record): (usize, &[u8])| {
        let Some((&label, pixels)) = record.split_last().filter(|(_, pixels)| pixels.len() == 64) else {
            return Err(DataError::item(file, index, say!("cut-short", found = record.len(), expected = 65)));
        };
        if let Some(pixel) = pixels.iter().find(|&&pixel| pixel > WHITE) {
            return Err(DataError::item(file, index, say!("too-bright", value = pixel, white = WHITE)));
        }
        if label > 9 {
            return Err(DataError::item(file, index, say!("no-such-class", class = label, classes = 10)));
        }
        Ok(Image { height: 8, width: 8, pixels: pixels.to_vec(), white: WHITE, label: label.into() })
    };
    bytes.chunks(65).enumerate().map(image).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_there() {
        let all = digits8x8().unwrap();
        assert_eq!(all.len(), 1797);
        assert_eq!(all.iter().take(10).map(|image| image.label).collect::<Vec<_>>(), (0..10).collect::<Vec<_>>());
        assert_eq!(all[0].pixels[..8], [0, 0, 5, 13, 9, 1, 0, 0]);
        assert!(all[0].brightness().all(|value| (0.0..=1.0).contains(&value)));
    }

    #[test]
    fn a_cut_or_impossible_image_is_told_by_its_number() {
        let error = |bytes: &[u8]| parse(bytes, "mine.u8").unwrap_err().to_string();
        let cut = error(&[0; 100]);
        assert!(cut.contains("mine.u8, item 2") && cut.contains("35 bytes where 65"), "{cut}");
        assert!(error(&[17; 65]).contains("item 1"));
        let mut label = [0; 65];
        label[64] = 10;
        assert!(error(&label).contains("class 10"));
    }
}
