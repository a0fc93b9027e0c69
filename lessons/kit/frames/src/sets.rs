//! The data sets as frames. A missing measurement is a null.

use gradus::datasets::{self, DataError};
use polars::prelude::{DataFrame, PolarsError, df};

/// Why a data set did not become a frame.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The data set could not be read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// polars refused the columns.
    #[error(transparent)]
    Polars(#[from] PolarsError),
}

/// The penguins of the Palmer Archipelago: lengths in millimetres, mass in grams.
///
/// # Errors
/// Those of [`gradus::datasets::penguins()`], and polars' own.
pub fn penguins() -> Result<DataFrame, FrameError> {
    let rows = datasets::penguins()?;
    let frame = df!(
        "species" => rows.iter().map(|p| p.species.to_string()).collect::<Vec<_>>(),
        "island" => rows.iter().map(|p| format!("{:?}", p.island)).collect::<Vec<_>>(),
        "bill_length_mm" => rows.iter().map(|p| p.bill_length_mm).collect::<Vec<_>>(),
        "bill_depth_mm" => rows.iter().map(|p| p.bill_depth_mm).collect::<Vec<_>>(),
        "flipper_length_mm" => rows.iter().map(|p| p.flipper_length_mm).collect::<Vec<_>>(),
        "body_mass_g" => rows.iter().map(|p| p.body_mass_g).collect::<Vec<_>>(),
        "sex" => rows.iter().map(|p| p.sex.map(|sex| format!("{sex:?}"))).collect::<Vec<_>>(),
    )?;
    Ok(frame)
}

/// Fisher's irises: lengths and widths in centimetres.
///
/// # Errors
/// Those of [`gradus::datasets::iris()`], and polars' own.
pub fn iris() -> Result<DataFrame, FrameError> {
    let rows = datasets::iris()?;
    let frame = df!(
        "sepal_length_cm" => rows.iter().map(|f| f.sepal_length_cm).collect::<Vec<_>>(),
        "sepal_width_cm" => rows.iter().map(|f| f.sepal_width_cm).collect::<Vec<_>>(),
        "petal_length_cm" => rows.iter().map(|f| f.petal_length_cm).collect::<Vec<_>>(),
        "petal_width_cm" => rows.iter().map(|f| f.petal_width_cm).collect::<Vec<_>>(),
        "species" => rows.iter().map(|f| f.species.to_string()).collect::<Vec<_>>(),
    )?;
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_arrives_and_gaps_are_nulls() {
        let penguins = penguins().unwrap();
        assert_eq!(penguins.shape(), (344, 7));
        assert_eq!(penguins.column("body_mass_g").unwrap().null_count(), 2);
        assert_eq!(iris().unwrap().shape(), (150, 5));
    }
}
