//! What a classifier sees of a row: numbers, and the class to find. And those numbers on one scale.

/// A row with `F` numbers to learn from and a class to find.
pub trait Example<const F: usize> {
    /// The numbers, in the units of the data set.
    fn features(&self) -> [f32; F];

    /// The class, from 0.
    fn class(&self) -> usize;
}

/// The features and the class of every row.
///
/// ```
/// let (x, y) = gradus_datasets::examples(&gradus_datasets::iris()?);
/// assert_eq!((x[0], y[0]), ([5.1, 3.5, 1.4, 0.2], 0));
/// # Ok::<(), gradus_datasets::DataError>(())
/// ```
pub fn examples<const F: usize, E: Example<F>>(rows: &[E]) -> (Vec<[f32; F]>, Vec<usize>) {
    rows.iter().map(|row| (row.features(), row.class())).unzip()
}

/// Moves every feature to mean 0 and standard deviation 1, as scikit-learn's `StandardScaler` does. Fit it on the
/// training rows alone, then apply it to both parts: the test rows must not be seen, not even their mean.
///
/// ```
/// use gradus_datasets::StandardScaler;
/// let mut train = [[1.0, 10.0], [3.0, 10.0]];
/// let scaler = StandardScaler::fit(&train);
/// scaler.transform(&mut train);
/// assert_eq!(train, [[-1.0, 0.0], [1.0, 0.0]]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StandardScaler<const F: usize> {
    /// The mean of each feature.
    pub mean: [f32; F],
    /// The standard deviation of each feature (of the population: divided by n); 1 where a feature never changes.
    pub std: [f32; F],
}

impl<const F: usize> StandardScaler<F> {
    /// Mean and standard deviation of each feature; of no rows, 0 and 1.
    pub fn fit(rows: &[[f32; F]]) -> Self {
        let count = rows.len().max(1) as f64;
        // In f64: a mean of large numbers must not lose the small differences between them.
        let mean: [f64; F] = std::array::from_fn(|f| rows.iter().map(|row| f64::from(row[f])).sum::<f64>() / count);
        let std = std::array::from_fn(|f| {
            let variance = rows.iter().map(|row| (f64::from(row[f]) - mean[f]).powi(2)).sum::<f64>() / count;
            if variance > 0.0 { variance.sqrt() as f32 } else { 1.0 }
        });
        Self { mean: mean.map(|mean| mean as f32), std }
    }

    /// Takes the mean away and divides by the standard deviation, in place.
    pub fn transform(&self, rows: &mut [[f32; F]]) {
        for row in rows {
            for ((value, mean), std) in row.iter_mut().zip(&self.mean).zip(&self.std) {
                *value = (*value - mean) / std;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_features_have_mean_0_and_deviation_1() {
        let (mut x, _) = examples(&crate::wine().unwrap());
        StandardScaler::fit(&x).transform(&mut x);
        let again = StandardScaler::fit(&x);
        assert!(again.mean.iter().all(|mean| mean.abs() < 1e-5), "{again:?}");
        assert!(again.std.iter().all(|std| (std - 1.0).abs() < 1e-4), "{again:?}");
    }

    #[test]
    fn a_feature_that_never_changes_becomes_0() {
        let mut rows = [[4.0, 7.0], [6.0, 7.0]];
        StandardScaler::fit(&rows).transform(&mut rows);
        assert_eq!(rows, [[-1.0, 0.0], [1.0, 0.0]]);
        assert_eq!(StandardScaler::<2>::fit(&[]), StandardScaler { mean: [0.0; 2], std: [1.0; 2] });
    }
}
