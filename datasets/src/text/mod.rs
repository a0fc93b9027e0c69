//! Texts, and characters as numbers.

mod chars;
mod poems;
mod shakespeare;

pub use chars::{CharTokenizer, UnknownChar};
pub use poems::{Dynasty, Poem, poems};
pub use shakespeare::shakespeare;

/// Splits a text or its tokens in two without shuffling: the first `part` (from 0 to 1, rounded) to train on, the rest
/// held out. Shuffled characters would be no text.
///
/// ```
/// let (train, held_out) = gradus_datasets::text::hold_out(&[1, 2, 3, 4, 5], 0.8);
/// assert_eq!((train, held_out), (&[1, 2, 3, 4][..], &[5][..]));
/// ```
pub fn hold_out<T>(tokens: &[T], part: f32) -> (&[T], &[T]) {
    let first = (tokens.len() as f64 * f64::from(part.clamp(0.0, 1.0))).round() as usize;
    tokens.split_at(first.min(tokens.len()))
}
