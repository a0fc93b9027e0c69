//! Sixteen images side by side: pixel `i` of all of them is one vector.

/// One number of each of sixteen images.
pub type Lane = [f32; LANES];

/// How many images are side by side: a vector of AVX-512, two of AVX2.
pub const LANES: usize = 16;

/// Channels, height and width.
pub type Size = (usize, usize, usize);

/// Up to sixteen images, one after the other, put side by side with `padding` zero pixels around each channel. Lanes
/// without an image are zero.
pub fn side_by_side(images: &[f32], (channels, height, width): Size, padding: usize) -> Vec<Lane> {
    let (high, wide) = (height + 2 * padding, width + 2 * padding);
    let mut lanes = vec![[0.0; LANES]; channels * high * wide];
    for channel in 0..channels {
        for y in 0..height {
            let to = &mut lanes[(channel * high + y + padding) * wide + padding..][..width];
            let from = (channel * height + y) * width;
            for (lane, image) in images.chunks_exact(channels * height * width).enumerate() {
                for (to, pixel) in to.iter_mut().zip(&image[from..][..width]) {
                    to[lane] = *pixel;
                }
            }
        }
    }
    lanes
}

/// Lanes as images one after the other, as many as there is room for.
pub fn one_by_one(lanes: &[Lane], images: &mut [f32]) {
    for (lane, image) in images.chunks_exact_mut(lanes.len().max(1)).enumerate() {
        for (pixel, from) in image.iter_mut().zip(lanes) {
            *pixel = from[lane];
        }
    }
}

/// The same, added to what is there.
pub fn add_one_by_one(lanes: &[Lane], images: &mut [f32]) {
    for (lane, image) in images.chunks_exact_mut(lanes.len().max(1)).enumerate() {
        for (pixel, from) in image.iter_mut().zip(lanes) {
            *pixel += from[lane];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_come_back_as_they_were() {
        let images: Vec<f32> = (0..3 * 2 * 3 * 4).map(|i| i as f32).collect();
        let lanes = side_by_side(&images, (2, 3, 4), 0);
        let mut back = vec![0.0; images.len()];
        one_by_one(&lanes, &mut back);
        assert_eq!(back, images);
        add_one_by_one(&lanes, &mut back);
        assert_eq!(back[5], 10.0);
    }

    #[test]
    fn padding_is_zero_and_around() {
        let lanes = side_by_side(&[1.0, 2.0], (1, 1, 2), 1);
        let first: Vec<f32> = lanes.iter().map(|lane| lane[0]).collect();
        assert_eq!(first, [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert!(lanes.iter().all(|lane| lane[1..] == [0.0; 15]));
    }
}
