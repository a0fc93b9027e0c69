//! Pieces of a text to predict the next token in.

use rand::Rng;

/// `batch` pieces of `context` tokens from random places, one after the other, and the token that follows each of
/// their tokens: nanoGPT's `get_batch`.
///
/// ```
/// use gradus::{data::windows, prelude::*};
/// let tokens: Vec<usize> = (0..100).collect();
/// let (inputs, targets) = windows(&tokens, 2, 8, &mut seeded(1));
/// assert_eq!(inputs.len(), 16);
/// assert!(inputs.iter().zip(&targets).all(|(now, next)| now + 1 == *next));
/// ```
///
/// # Panics
/// If there are not more tokens than `context`.
pub fn windows(tokens: &[usize], batch: usize, context: usize, rng: &mut impl Rng) -> (Vec<usize>, Vec<usize>) {
    assert!(tokens.len() > context, "{}", say!("data-short", tokens = tokens.len(), context = context));
    let starts: Vec<usize> = (0..batch).map(|_| rng.gen_range(0..tokens.len() - context)).collect();
    (pieces(tokens, &starts, context), pieces(&tokens[1..], &starts, context))
}

fn pieces(tokens: &[usize], starts: &[usize], context: usize) -> Vec<usize> {
    starts.iter().flat_map(|&start| &tokens[start..][..context]).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::seeded;

    #[test]
    fn every_place_can_come_and_the_seed_decides() {
        let tokens = [0, 1, 2, 3];
        let (inputs, _) = windows(&tokens, 200, 2, &mut seeded(5));
        let starts: std::collections::BTreeSet<usize> = inputs.chunks(2).map(|piece| piece[0]).collect();
        assert_eq!(starts, [0, 1].into());
        assert_eq!(windows(&tokens, 9, 2, &mut seeded(5)), windows(&tokens, 9, 2, &mut seeded(5)));
    }

    #[test]
    #[should_panic(expected = "more than")]
    fn a_text_shorter_than_a_piece_is_refused() {
        windows(&[1, 2, 3], 1, 3, &mut seeded(0));
    }
}
