//! Everything that can be read as points.

use crate::Number;

/// One point: `(x, y)` or `[x, y]` of any numbers.
pub trait Pair {
    /// The point in `f64`.
    fn pair(self) -> (f64, f64);
}

impl<X: Number, Y: Number> Pair for (X, Y) {
    fn pair(self) -> (f64, f64) {
        (self.0.to_f64(), self.1.to_f64())
    }
}

impl<N: Number> Pair for [N; 2] {
    fn pair(self) -> (f64, f64) {
        (self[0].to_f64(), self[1].to_f64())
    }
}

impl<P: Pair + Copy> Pair for &P {
    fn pair(self) -> (f64, f64) {
        (*self).pair()
    }
}

/// Points in any collection: `&pts`, `pts`, `xs.iter().zip(&ys)`, `losses.iter().enumerate()`.
pub trait Pairs {
    /// The points in `f64`.
    fn pairs(self) -> Vec<(f64, f64)>;
}

impl<I: IntoIterator> Pairs for I
where
    I::Item: Pair,
{
    fn pairs(self) -> Vec<(f64, f64)> {
        self.into_iter().map(Pair::pair).collect()
    }
}

/// Numbers in `f64`.
pub(super) fn wide<N: Number>(values: &[N]) -> Vec<f64> {
    values.iter().map(|v| v.to_f64()).collect()
}

/// Bars of a histogram as (middle, count), and how many values were not finite.
pub(super) fn bars(values: &[f64], bins: usize) -> (Vec<(f64, f64)>, usize) {
    let finite: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let skipped = values.len() - finite.len();
    let bins = bins.clamp(1, 500);
    let (low, high) = finite.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    if finite.is_empty() {
        return (vec![], skipped);
    }
    // Values that are all alike still deserve a bar with a width.
    let (low, width) = if high > low { (low, (high - low) / bins as f64) } else { (low - 0.5, 1.0 / bins as f64) };
    let mut counts = vec![0.0; bins];
    for value in finite {
        counts[(((value - low) / width) as usize).min(bins - 1)] += 1.0;
    }
    (counts.into_iter().enumerate().map(|(i, count)| (low + width * (i as f64 + 0.5), count)).collect(), skipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_come_in_many_forms() {
        let expected = vec![(1.0, 2.0), (3.0, 4.0)];
        assert_eq!([(1.0_f32, 2), (3.0, 4)].pairs(), expected);
        assert_eq!((&vec![[1_u8, 2], [3, 4]]).pairs(), expected);
        assert_eq!([1.0, 3.0].iter().zip(&[2.0_f32, 4.0]).pairs(), expected);
        assert_eq!([5.0_f32].iter().enumerate().pairs(), [(0.0, 5.0)]);
    }

    #[test]
    fn every_finite_value_is_counted_once() {
        let (bars, skipped) = bars(&[0.0, 0.1, 0.9, 1.0, f64::NAN], 2);
        assert_eq!((bars, skipped), (vec![(0.25, 2.0), (0.75, 2.0)], 1));
        assert_eq!(super::bars(&[3.0, 3.0], 4).0.iter().map(|b| b.1).sum::<f64>(), 2.0);
        assert_eq!(super::bars(&[], 3), (vec![], 0));
    }
}
