//! Which part of a picture shows.

use crate::ui::pictures::Part;

/// No closer than this: beyond it there are only pixels.
const CLOSEST: u16 = 16;
/// A place across or down is counted in so many steps.
const WHOLE: i32 = 1000;

/// A part of a picture that fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zoom {
    /// The picture's place among the outputs.
    pub item: usize,
    /// How many times closer than the whole picture.
    pub times: u16,
    /// How far right and down the part lies, of what it can move.
    x: i32,
    y: i32,
}

impl Zoom {
    /// The whole picture.
    pub fn new(item: usize) -> Self {
        Self { item, times: 1, x: WHOLE / 2, y: WHOLE / 2 }
    }

    /// Twice as close.
    pub fn closer(&mut self) {
        self.times = (self.times * 2).min(CLOSEST);
    }

    /// Half as close. False if the whole picture showed already.
    pub fn further(&mut self) -> bool {
        let whole = self.times == 1;
        self.times = (self.times / 2).max(1);
        !whole
    }

    /// Moves the part by a quarter of itself.
    pub fn pan(&mut self, right: i32, down: i32) {
        // The part is 1/times of the picture, and moves within the rest of it.
        let step = WHOLE / 4 / (i32::from(self.times) - 1).max(1);
        if self.times > 1 {
            self.x = (self.x + right * step).clamp(0, WHOLE);
            self.y = (self.y + down * step).clamp(0, WHOLE);
        }
    }

    /// The part.
    pub fn part(self) -> Part {
        let place = |at: i32| at as f32 / WHOLE as f32 * (1.0 - 1.0 / f32::from(self.times));
        Part { left: place(self.x), top: place(self.y), size: 1.0 / f32::from(self.times) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_stays_inside_the_picture() {
        let mut zoom = Zoom::new(0);
        assert_eq!(zoom.part(), Part { left: 0.0, top: 0.0, size: 1.0 });
        for _ in 0..8 {
            zoom.closer();
        }
        assert_eq!(zoom.times, CLOSEST);
        for _ in 0..200 {
            zoom.pan(1, -1);
        }
        let Part { left, top, size } = zoom.part();
        assert_eq!((left + size, top), (1.0, 0.0));
        assert!(zoom.further() && zoom.further() && zoom.further() && zoom.further());
        assert!(!zoom.further(), "the whole picture is as far as it goes");
    }

    #[test]
    fn the_middle_stays_in_the_middle_and_a_step_is_a_quarter_of_what_shows() {
        let mut zoom = Zoom::new(0);
        zoom.closer();
        assert_eq!(zoom.part(), Part { left: 0.25, top: 0.25, size: 0.5 });
        zoom.pan(1, 0);
        assert_eq!(zoom.part().left, 0.375);
    }
}
