//! Medians.

use std::time::Duration;

/// The middle of some times, in milliseconds.
pub fn median(times: &[Duration]) -> Option<f64> {
    quantile(times, 0.5)
}

/// A quantile of some times, in milliseconds, between the two nearest.
pub fn quantile(times: &[Duration], at: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
    sorted.sort_by(f64::total_cmp);
    let place = at * sorted.len().checked_sub(1)? as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(low + (high - low) * place.fract())
}
