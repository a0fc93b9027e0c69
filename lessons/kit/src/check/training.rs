//! What training and softmax must keep.

use super::{Check, Numbers, Shaped, close, fail, numbers::say_number};
use gradus_protocol::Verdict;

impl Check {
    /// Requires a loss curve to be finite and to end below its start.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn falls(&mut self, name: &str, losses: impl Numbers) -> Result<(), Verdict> {
        falls(name, &losses.numbers())
    }

    /// Requires each row of a matrix to be non-negative and to sum to one within `tolerance`.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn rows_sum_to_one(&mut self, name: &str, rows: impl Numbers + Shaped, tolerance: f64) -> Result<(), Verdict> {
        let columns = rows.dimensions().last().copied().unwrap_or(0);
        rows_sum_to_one(name, &rows.numbers(), columns, tolerance)
    }
}

fn falls(name: &str, losses: &[f64]) -> Result<(), Verdict> {
    let (&[first, .., last], count) = (losses, losses.len()) else {
        return fail(say!("check-falls-short", name = name, count = losses.len()));
    };
    close::finite(name, losses, false)?;
    let (first_said, last_said) = (say_number(first), say_number(last));
    match last.total_cmp(&first) {
        std::cmp::Ordering::Less => Ok(()),
        std::cmp::Ordering::Equal => fail(say!("check-falls-flat", name = name, first = first_said, count = count)),
        std::cmp::Ordering::Greater => {
            fail(say!("check-falls-rises", name = name, first = first_said, last = last_said, count = count))
        }
    }
}

fn rows_sum_to_one(name: &str, values: &[f64], columns: usize, tolerance: f64) -> Result<(), Verdict> {
    if columns == 0 || values.is_empty() || !values.len().is_multiple_of(columns) {
        return fail(say!("check-rows-uneven", name = name, count = values.len(), columns = columns));
    }
    close::finite(name, values, false)?;
    for (row, values) in values.chunks(columns).enumerate() {
        if let Some(low) = values.iter().find(|v| **v < -tolerance) {
            return fail(say!("check-rows-negative", name = name, row = row, value = say_number(*low)));
        }
        let sum: f64 = values.iter().sum();
        if (sum - 1.0).abs() > tolerance {
            return fail(say!("check-rows-sum", name = name, row = row, sum = say_number(sum)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[test]
    fn a_falling_loss_passes_and_others_are_told_what_they_do() {
        assert!(falls("loss", &[3.0, 3.5, 1.0]).is_ok());
        let said = |losses: &[f64]| falls("loss", losses).unwrap_err().message().to_owned();
        assert!(said(&[1.0, 2.0]).starts_with("loss rises: 1.0 at first, 2.0 after 2 steps"), "{}", said(&[1.0, 2.0]));
        assert!(said(&[1.0, 1.0]).contains("stays at 1.0"));
        assert!(said(&[1.0]).contains("at least 2"));
        assert!(said(&[1.0, f64::NAN]).starts_with("loss[1] gave NaN"));
    }

    #[test]
    fn probabilities_sum_to_one_in_each_row() {
        assert!(rows_sum_to_one("p", &[0.25, 0.75, 1.0, 0.0], 2, 1e-6).is_ok());
        let said = |p: &[f64]| rows_sum_to_one("p", p, 2, 1e-6).unwrap_err().message().to_owned();
        assert_eq!(said(&[0.5, 0.5, 0.5, 0.6]), "Row 1 of p sums to 1.1, but each row must sum to one.");
        assert!(said(&[1.5, -0.5]).contains("-0.5"));
        assert!(said(&[1.0]).contains("rows of 2"));
        let p = device(0).tensor([[0.5_f32, 0.5], [0.1, 0.9]]);
        assert!(check(|c| c.rows_sum_to_one("p", &p, 1e-6).and_then(|()| c.pass(""))).passed());
    }
}
