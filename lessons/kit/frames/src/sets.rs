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

/// Wines of three cultivars, by chemical analysis.
///
/// # Errors
/// Those of [`gradus::datasets::wine()`], and polars' own.
pub fn wine() -> Result<DataFrame, FrameError> {
    let rows = datasets::wine()?;
    let column = |value: fn(&datasets::Wine) -> f32| rows.iter().map(value).collect::<Vec<_>>();
    let frame = df!(
        "alcohol" => column(|w| w.alcohol),
        "malic_acid" => column(|w| w.malic_acid),
        "ash" => column(|w| w.ash),
        "alcalinity_of_ash" => column(|w| w.alcalinity_of_ash),
        "magnesium" => column(|w| w.magnesium),
        "total_phenols" => column(|w| w.total_phenols),
        "flavanoids" => column(|w| w.flavanoids),
        "nonflavanoid_phenols" => column(|w| w.nonflavanoid_phenols),
        "proanthocyanins" => column(|w| w.proanthocyanins),
        "color_intensity" => column(|w| w.color_intensity),
        "hue" => column(|w| w.hue),
        "od280_od315_of_diluted_wines" => column(|w| w.od280_od315_of_diluted_wines),
        "proline" => column(|w| w.proline),
        "cultivar" => rows.iter().map(|w| u32::from(w.cultivar)).collect::<Vec<_>>(),
    )?;
    Ok(frame)
}

/// The passengers of the Titanic; an age or a class that is not known is a null.
///
/// # Errors
/// Those of [`gradus::datasets::titanic()`], and polars' own.
pub fn titanic() -> Result<DataFrame, FrameError> {
    let rows = datasets::titanic()?;
    let frame = df!(
        "name" => rows.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(),
        "class" => rows.iter().map(|p| p.class.map(u32::from)).collect::<Vec<_>>(),
        "age" => rows.iter().map(|p| p.age).collect::<Vec<_>>(),
        "sex" => rows.iter().map(|p| format!("{:?}", p.sex)).collect::<Vec<_>>(),
        "survived" => rows.iter().map(|p| p.survived).collect::<Vec<_>>(),
    )?;
    Ok(frame)
}

/// First names of the US census and the sex of those who bear them.
///
/// # Errors
/// Those of [`gradus::datasets::names()`], and polars' own.
pub fn names() -> Result<DataFrame, FrameError> {
    let rows = datasets::names()?;
    let frame = df!(
        "name" => rows.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(),
        "sex" => rows.iter().map(|n| format!("{:?}", n.sex)).collect::<Vec<_>>(),
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
        assert_eq!(wine().unwrap().shape(), (178, 14));
        assert_eq!(names().unwrap().shape(), (5494, 2));
        let titanic = titanic().unwrap();
        assert_eq!(titanic.shape(), (1313, 5));
        assert_eq!(titanic.column("age").unwrap().null_count(), 557);
    }
}
