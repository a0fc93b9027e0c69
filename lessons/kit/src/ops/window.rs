//! A square window that moves over an image: what convolution and pooling have in common.

/// The window's side, its step, and how many pixels are added around the image first. Names as in `torch.nn.Conv2d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The side of the window, in pixels.
    pub kernel_size: usize,
    /// From one place of the window to the next, in pixels.
    pub stride: usize,
    /// Pixels added on each side.
    pub padding: usize,
}

impl Window {
    /// A window that moves by one pixel over the bare image.
    pub const fn new(kernel_size: usize) -> Self {
        Self { kernel_size, stride: 1, padding: 0 }
    }

    /// A window that moves by its own size: PyTorch's default for pooling.
    pub const fn tiles(kernel_size: usize) -> Self {
        Self { kernel_size, stride: kernel_size, padding: 0 }
    }

    /// The same with another step.
    #[must_use]
    pub const fn stride(self, stride: usize) -> Self {
        Self { stride, ..self }
    }

    /// The same with pixels added on each side.
    #[must_use]
    pub const fn padding(self, padding: usize) -> Self {
        Self { padding, ..self }
    }

    /// How many places the window has along a side of `size` pixels: `(size + 2 padding - kernel_size) / stride + 1`.
    ///
    /// # Panics
    /// If the window is larger than the padded image, or does not move.
    pub fn places(&self, size: usize) -> usize {
        let room = (size + 2 * self.padding).checked_sub(self.kernel_size);
        match room {
            Some(room) if self.stride > 0 && self.kernel_size > 0 => room / self.stride + 1,
            _ => panic!("{}", say!("window-size", window = format!("{self:?}"), size = size)),
        }
    }

    /// The pixels that place `at` of the window sees along a side of `size` pixels, those added not among them.
    pub(crate) fn seen(&self, at: usize, size: usize) -> std::ops::Range<usize> {
        let begin = at * self.stride;
        begin.saturating_sub(self.padding)..(begin + self.kernel_size).saturating_sub(self.padding).min(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_in_pytorch() {
        assert_eq!(Window::new(5).padding(2).places(28), 28);
        assert_eq!(Window::tiles(2).places(28), 14);
        assert_eq!(Window::new(3).stride(2).padding(1).places(7), 4);
        assert_eq!(Window::tiles(3).places(8), 2);
    }

    #[test]
    fn what_is_seen_stays_in_the_image() {
        let window = Window::new(3).stride(2).padding(1);
        assert_eq!([0, 1, 2, 3].map(|at| window.seen(at, 7)), [0..2, 1..4, 3..6, 5..7]);
    }

    #[test]
    #[should_panic(expected = "does not fit")]
    fn a_window_larger_than_the_image_is_refused() {
        Window::new(5).places(4);
    }
}
