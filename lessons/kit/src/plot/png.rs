//! Pixels to PNG.

/// Halves a picture of RGB bytes in both directions. plotters draws without smooth edges for most shapes and puts
/// glyphs on whole pixels; drawn at twice the size and halved, both come out smooth.
pub(super) fn halve(pixels: &[u8], width: usize, height: usize) -> Vec<u8> {
    let line = 2 * width * 3;
    let mut half = Vec::with_capacity(width * height * 3);
    for rows in pixels.chunks_exact(2 * line).take(height) {
        let (above, below) = rows.split_at(line);
        for (a, b) in above.chunks_exact(6).zip(below.chunks_exact(6)) {
            for c in 0..3 {
                let sum = u16::from(a[c]) + u16::from(a[c + 3]) + u16::from(b[c]) + u16::from(b[c + 3]);
                half.push((sum / 4) as u8);
            }
        }
    }
    half
}

/// A PNG of RGB bytes.
pub(super) fn encode(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(pixels)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn halving_takes_the_mean_of_four() {
        let pixels = [[0, 0, 0], [4, 8, 12], [4, 8, 12], [8, 16, 255]].concat();
        assert_eq!(super::halve(&pixels, 1, 1), [4, 8, 69]);
    }
}
