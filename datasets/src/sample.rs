//! Seeded order: the same seed gives the same rows, in the same batches, on every machine.

use rand::SeedableRng;
use rand::seq::SliceRandom;
// Named, because rand's `StdRng` may become another algorithm in a later version.
use rand_chacha::ChaCha8Rng;

/// Puts items into a random order that depends on the seed alone.
pub fn shuffle<T>(items: &mut [T], seed: u64) {
    items.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
}

/// Shuffles items and splits them in two: `part` of them (from 0 to 1, rounded) first, the others second.
pub fn split<T>(mut items: Vec<T>, part: f32, seed: u64) -> (Vec<T>, Vec<T>) {
    shuffle(&mut items, seed);
    let first = (items.len() as f32 * part.clamp(0.0, 1.0)).round() as usize;
    let second = items.split_off(first.min(items.len()));
    (items, second)
}

/// The places `0..count` in a shuffled order, `size` of them at a time; the last batch holds what is left. Give every
/// epoch a seed of its own, or it sees the same batches.
///
/// ```
/// let seen: Vec<usize> = gradus_datasets::batches(5, 2, 7).flatten().collect();
/// assert_eq!(seen.len(), 5);
/// ```
///
/// # Panics
/// If `size` is 0.
pub fn batches(count: usize, size: usize, seed: u64) -> impl ExactSizeIterator<Item = Vec<usize>> {
    let mut order: Vec<usize> = (0..count).collect();
    shuffle(&mut order, seed);
    order.chunks(size).map(<[usize]>::to_vec).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_shuffled_whole_and_seeded() {
        let all = |seed| batches(50, 8, seed).collect::<Vec<_>>();
        assert_eq!(all(1).iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 8, 8, 8, 8, 2]);
        let mut seen = all(1).concat();
        assert_ne!(seen, (0..50).collect::<Vec<_>>());
        seen.sort_unstable();
        assert_eq!(seen, (0..50).collect::<Vec<_>>());
        assert_eq!(all(1), all(1));
        assert_ne!(all(1), all(2));
    }

    #[test]
    fn a_seed_fixes_the_order() {
        let shuffled = |seed| {
            let mut items: Vec<u32> = (0..20).collect();
            shuffle(&mut items, seed);
            items
        };
        assert_eq!(shuffled(1), shuffled(1));
        assert_ne!(shuffled(1), shuffled(2));
        assert_ne!(shuffled(1), (0..20).collect::<Vec<_>>());
    }

    #[test]
    fn a_split_loses_nothing() {
        for part in [0.0, 0.25, 0.8, 1.0, 7.0] {
            let (first, second) = split((0..50).collect::<Vec<_>>(), part, 3);
            let mut all = [first.clone(), second].concat();
            all.sort_unstable();
            assert_eq!(all, (0..50).collect::<Vec<_>>());
            assert_eq!(first.len(), (50.0 * part.min(1.0)).round() as usize);
        }
    }
}
