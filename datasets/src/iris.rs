//! Fisher's iris: three species of iris flowers.

use std::fmt;
use std::io::Read;

use serde::Deserialize;

use crate::{DataError, Example, read};

const FILE: &str = "iris.csv";
const BYTES: &[u8] = include_bytes!("../data/iris.csv.gz");

/// One iris flower.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Iris {
    /// Length of a sepal, in centimetres.
    pub sepal_length_cm: f32,
    /// Width of a sepal, in centimetres.
    pub sepal_width_cm: f32,
    /// Length of a petal, in centimetres.
    pub petal_length_cm: f32,
    /// Width of a petal, in centimetres.
    pub petal_width_cm: f32,
    /// Its species.
    pub species: IrisSpecies,
}

/// An iris species.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum IrisSpecies {
    /// *Iris setosa*, class 0 in the file.
    #[serde(rename = "0")]
    Setosa,
    /// *Iris versicolor*, class 1 in the file.
    #[serde(rename = "1")]
    Versicolor,
    /// *Iris virginica*, class 2 in the file.
    #[serde(rename = "2")]
    Virginica,
}

impl fmt::Display for IrisSpecies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Setosa => "setosa",
            Self::Versicolor => "versicolor",
            Self::Virginica => "virginica",
        })
    }
}

/// All 150 iris flowers, 50 a species; nothing is missing.
///
/// Source: Fisher (1936), doi:10.1111/j.1469-1809.1936.tb02137.x; taken from the Python package scikit-learn 1.9.1.
/// Licence: CC BY 4.0 (UCI Machine Learning Repository, doi:10.24432/C56C76).
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn iris() -> Result<Vec<Iris>, DataError> {
    Iris::read(BYTES, FILE)
}

/// The columns; the first line of the file counts rows, features and classes instead of naming them.
const COLUMNS: [&str; 5] = ["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm", "species"];

impl Iris {
    /// Reads flowers from CSV, plain or gzip: four lengths in centimetres and the class (0, 1, 2), below one line that
    /// is skipped. `name` stands for the file in errors.
    ///
    /// # Errors
    /// The first line that is no flower, and why; or the reader's own failure.
    pub fn read(reader: impl Read, name: &str) -> Result<Vec<Self>, DataError> {
        read::positional(reader, name, &COLUMNS, |flower: &Self| {
            read::measurements(std::iter::zip(COLUMNS, flower.features().map(Some)))
        })
    }
}

impl Example<4> for Iris {
    /// Sepal length and width, petal length and width, in centimetres.
    fn features(&self) -> [f32; 4] {
        [self.sepal_length_cm, self.sepal_width_cm, self.petal_length_cm, self.petal_width_cm]
    }

    fn class(&self) -> usize {
        self.species as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_flowers_a_species() {
        let all = iris().unwrap();
        assert_eq!(all.len(), 150);
        for species in [IrisSpecies::Setosa, IrisSpecies::Versicolor, IrisSpecies::Virginica] {
            assert_eq!(all.iter().filter(|flower| flower.species == species).count(), 50, "{species}");
        }
        assert_eq!((all[0].sepal_length_cm, all[0].petal_width_cm), (5.1, 0.2));
    }

    #[test]
    fn a_class_that_does_not_exist_is_named_with_its_line() {
        let text = "2,4,setosa,versicolor,virginica\n5.1,3.5,1.4,0.2,0\n4.9,3.0,1.4,0.2,3\n";
        let error = Iris::read(text.as_bytes(), "mine.csv").unwrap_err().to_string();
        assert!(error.contains("mine.csv, line 3") && error.contains("`3`"), "{error}");
    }
}
