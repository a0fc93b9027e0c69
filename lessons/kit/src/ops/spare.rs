//! Vectors that are used again: a training step reads the same shapes as the one before it.
//!
//! A new vector is zeroed and then written over; one that was used before needs only the second (measured: 3 % of a
//! GPT's step). Only what lives no longer than the tape is kept here: what goes into a tensor stays with dfdx.

use std::{
    cell::RefCell,
    collections::HashMap,
    mem,
    ops::{Deref, DerefMut},
};

/// How many numbers wait at most, 128 MB. Beyond that all go: they are of shapes that come no more.
const MOST: usize = 1 << 25;

#[derive(Default)]
struct Spares {
    by_length: HashMap<usize, Vec<Vec<f32>>>,
    /// Of all of them.
    numbers: usize,
}

thread_local! {
    static SPARES: RefCell<Spares> = RefCell::default();
}

/// Numbers whose vector is used again after them, on the thread that drops them.
pub struct Numbers(Vec<f32>);

impl Numbers {
    /// So many numbers, to be written: what they are is left from earlier use.
    pub fn any(length: usize) -> Self {
        let spare = SPARES.with_borrow_mut(|spares| {
            let vector = spares.by_length.get_mut(&length)?.pop()?;
            spares.numbers -= length;
            Some(vector)
        });
        Self(spare.unwrap_or_else(|| vec![0.0; length]))
    }
}

impl Drop for Numbers {
    fn drop(&mut self) {
        let vector = mem::take(&mut self.0);
        // A thread that ends has no place for it.
        let _ = SPARES.try_with(|spares| {
            let mut spares = spares.borrow_mut();
            if spares.numbers + vector.len() > MOST {
                *spares = Spares::default();
            }
            spares.numbers += vector.len();
            spares.by_length.entry(vector.len()).or_default().push(vector);
        });
    }
}

impl Deref for Numbers {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.0
    }
}

impl DerefMut for Numbers {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_is_used_again_for_its_length_alone() {
        let mut first = Numbers::any(1003);
        first[5] = 7.0;
        let place = first.as_ptr();
        drop(first);
        assert_eq!(Numbers::any(1004).len(), 1004);
        let again = Numbers::any(1003);
        assert_eq!((again.as_ptr(), again[5], again.len()), (place, 7.0, 1003));
        assert_ne!(Numbers::any(1003).as_ptr(), place);
    }

    #[test]
    fn what_waits_has_a_bound() {
        (0..5).for_each(|n| drop(Numbers::any(MOST / 4 + n)));
        SPARES.with_borrow(|spares| {
            let waiting: usize = spares.by_length.values().flatten().map(Vec::len).sum();
            assert!(waiting == spares.numbers && waiting <= MOST, "{waiting}");
        });
    }
}
