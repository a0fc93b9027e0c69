//! Small grey pictures with a label each, and the data sets made of them.

mod digits;
pub mod idx;
mod mnist;

pub use digits::digits8x8;
pub use mnist::mnist;

/// A grey picture and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Rows of pixels.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
    /// The pixels, row after row, from 0 (background) to `white`.
    pub pixels: Vec<u8>,
    /// The value of the brightest pixel there can be: 255 in MNIST, 16 in `digits8x8`.
    pub white: u8,
    /// What it shows, from 0.
    pub label: usize,
}

impl Image {
    /// The pixels from 0 to 1, row after row.
    pub fn brightness(&self) -> impl Iterator<Item = f32> {
        // One division for all: 1 / white, as torchvision's `ToTensor` scales by 255.
        let scale = 1.0 / f32::from(self.white);
        self.pixels.iter().map(move |&pixel| f32::from(pixel) * scale)
    }
}
