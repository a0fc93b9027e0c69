//! Ranges and ticks.

use std::ops::Range;

/// A range that a learner gave: in order, and not empty; `None` if that cannot be.
pub(super) fn given(start: f64, end: f64) -> Option<Range<f64>> {
    let usable = start.is_finite() && end.is_finite() && start != end;
    usable.then(|| start.min(end)..start.max(end))
}

/// A range around values, with a margin, except at a `floor` (the foot of bars).
pub(super) fn around(values: impl Iterator<Item = f64>, floor: Option<f64>) -> Range<f64> {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    if low > high {
        return 0.0..1.0;
    }
    // Values beyond 1e300 would overflow to infinity with a margin.
    let (low, high) = (low.max(-1e300), high.min(1e300));
    let margin = if high > low { 0.05 * (high - low) } else { low.abs().max(1.0) / 2.0 };
    let start = if floor == Some(low) { low } else { low - margin };
    start..high + margin
}

/// Widens the shorter of two ranges, so that both have one scale in a box of this width to height.
pub(super) fn alike(x: Range<f64>, y: Range<f64>, aspect: f64) -> (Range<f64>, Range<f64>) {
    let widened = |range: Range<f64>, length: f64| {
        let (middle, half) = ((range.start + range.end) / 2.0, length.max(range.end - range.start) / 2.0);
        middle - half..middle + half
    };
    let (across, up) = (x.end - x.start, y.end - y.start);
    (widened(x, up * aspect), widened(y, across / aspect))
}

/// Ticks at round numbers, about `count` of them, each with its words.
pub(super) fn ticks(range: &Range<f64>, count: usize) -> Vec<(f64, String)> {
    let raw = (range.end - range.start) / count.max(1) as f64;
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= raw * 0.999).unwrap_or(raw);
    let first = (range.start / step - 1e-9).ceil();
    let largest = range.start.abs().max(range.end.abs());
    (0..=4 * count)
        .map(|i| (first + i as f64) * step)
        .take_while(|v| *v <= range.end + 1e-9 * step)
        .map(|v| (v, words(if v.abs() < step / 2.0 { 0.0 } else { v }, step, largest)))
        .collect()
}

/// A tick in as many decimals as its step has.
fn words(value: f64, step: f64, largest: f64) -> String {
    if largest >= 1e6 || step < 1e-4 {
        let digits = (largest.log10().floor() - step.log10().floor()).clamp(0.0, 6.0) as usize;
        return if value == 0.0 { "0".into() } else { minus(format!("{value:.digits$e}")) };
    }
    let decimals = (-step.log10().floor()).max(0.0) as usize;
    minus(format!("{value:.decimals$}"))
}

/// With a true minus sign, which is as wide as a digit.
fn minus(text: String) -> String {
    text.replace('-', "\u{2212}")
}

/// Where a value stands in a range: 0 at its start, 1 at its end.
pub(super) fn share(value: f64, range: &Range<f64>) -> f64 {
    (value - range.start) / (range.end - range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(range: Range<f64>, count: usize) -> Vec<String> {
        ticks(&range, count).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(said(0.0..1.0, 5), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(said(-3.2..3.2, 6), ["−2", "0", "2"]);
        assert_eq!(said(2687.0..6300.0, 5), ["3000", "4000", "5000", "6000"]);
        assert_eq!(said(0.0..3e-6, 3), ["0", "1e−6", "2e−6", "3e−6"]);
        assert_eq!(said(0.0..2e7, 2), ["0", "1e7", "2e7"]);
    }

    #[test]
    fn ranges_hold_their_values_with_a_margin() {
        let near = |range: Range<f64>, start: f64, end: f64| {
            assert!((range.start - start).abs() < 1e-9 && (range.end - end).abs() < 1e-9, "{range:?}");
        };
        near(around([0.0, 10.0].into_iter(), None), -0.5, 10.5);
        near(around([0.0, 10.0].into_iter(), Some(0.0)), 0.0, 10.5);
        near(around([4.0].into_iter(), None), 2.0, 6.0);
        near(around(std::iter::empty(), None), 0.0, 1.0);
        assert_eq!(given(3.0, 1.0), Some(1.0..3.0));
        assert_eq!(given(f64::NAN, 1.0), None);
    }
}
