//! Wines of three cultivars grown in one region of Italy.

use std::io::Read;

use serde::Deserialize;

use crate::{DataError, Example, read};

const FILE: &str = "wine.csv";
const BYTES: &[u8] = include_bytes!("../data/wine.csv.gz");

/// One wine by its chemical analysis.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "the columns of the original, which gives no units for most of them")]
pub struct Wine {
    pub alcohol: f32,
    pub malic_acid: f32,
    pub ash: f32,
    pub alcalinity_of_ash: f32,
    pub magnesium: f32,
    pub total_phenols: f32,
    pub flavanoids: f32,
    pub nonflavanoid_phenols: f32,
    pub proanthocyanins: f32,
    pub color_intensity: f32,
    pub hue: f32,
    pub od280_od315_of_diluted_wines: f32,
    pub proline: f32,
    /// The cultivar: 0, 1 or 2.
    pub cultivar: u8,
}

/// All 178 wines: 59, 71 and 48 of the three cultivars.
///
/// Source: Aeberhard and Forina (1991), UCI Machine Learning Repository, doi:10.24432/C5PC7J; taken from the Python
/// package scikit-learn 1.9.1. Licence: CC BY 4.0.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn wine() -> Result<Vec<Wine>, DataError> {
    Wine::read(BYTES, FILE)
}

/// The columns; the first line of the file counts rows, features and classes instead of naming them.
const COLUMNS: [&str; 14] = [
    "alcohol",
    "malic_acid",
    "ash",
    "alcalinity_of_ash",
    "magnesium",
    "total_phenols",
    "flavanoids",
    "nonflavanoid_phenols",
    "proanthocyanins",
    "color_intensity",
    "hue",
    "od280_od315_of_diluted_wines",
    "proline",
    "cultivar",
];

impl Wine {
    /// Reads wines from CSV, plain or gzip: 13 measurements and the cultivar (0, 1, 2), below one line that is
    /// skipped. `name` stands for the file in errors.
    ///
    /// # Errors
    /// The first line that is no wine, and why; or the reader's own failure.
    pub fn read(reader: impl Read, name: &str) -> Result<Vec<Self>, DataError> {
        read::positional(reader, name, &COLUMNS, |wine: &Self| {
            read::measurements(std::iter::zip(COLUMNS, wine.features().map(Some)))?;
            if wine.cultivar > 2 { Err(say!("no-such-class", class = wine.cultivar, classes = 3)) } else { Ok(()) }
        })
    }
}

impl Example<13> for Wine {
    fn features(&self) -> [f32; 13] {
        [
            self.alcohol,
            self.malic_acid,
            self.ash,
            self.alcalinity_of_ash,
            self.magnesium,
            self.total_phenols,
            self.flavanoids,
            self.nonflavanoid_phenols,
            self.proanthocyanins,
            self.color_intensity,
            self.hue,
            self.od280_od315_of_diluted_wines,
            self.proline,
        ]
    }

    fn class(&self) -> usize {
        self.cultivar.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cellar_is_counted() {
        let all = wine().unwrap();
        let count = |cultivar| all.iter().filter(|wine| wine.cultivar == cultivar).count();
        assert_eq!([count(0), count(1), count(2)], [59, 71, 48]);
        assert_eq!((all[0].alcohol, all[0].proline), (14.23, 1065.0));
    }

    #[test]
    fn a_wine_of_no_cultivar_is_told_by_line() {
        let text = "1,13,a,b,c\n14.23,1.71,2.43,15.6,127,2.8,3.06,0.28,2.29,5.64,1.04,3.92,1065,3\n";
        let error = Wine::read(text.as_bytes(), "mine.csv").unwrap_err().to_string();
        assert!(error.contains("mine.csv, line 2") && error.contains('3'), "{error}");
    }

    #[test]
    fn a_short_row_is_counted() {
        let error = Wine::read(&b"1,13,a,b,c\n14.23,1.71\n"[..], "mine.csv").unwrap_err().to_string();
        assert!(error.contains("line 2: 2 values where 14 were expected"), "{error}");
    }
}
