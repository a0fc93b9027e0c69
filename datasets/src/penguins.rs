//! Palmer penguins: three species measured near Palmer Station, Antarctica.

use std::fmt;
use std::io::Read;

use serde::Deserialize;

use crate::{DataError, Example, read};

const FILE: &str = "penguins.csv";
const BYTES: &[u8] = include_bytes!("../data/penguins.csv.gz");

/// One penguin as written down in the field; a missing value is `None`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Penguin {
    /// Its species.
    pub species: Species,
    /// The island of the Palmer Archipelago where it nested.
    pub island: Island,
    // By default serde takes an absent column for a column of missing values; a misspelt header must be said.
    /// Length of the bill, in millimetres.
    #[serde(deserialize_with = "Option::deserialize")]
    pub bill_length_mm: Option<f32>,
    /// Height of the bill, in millimetres.
    #[serde(deserialize_with = "Option::deserialize")]
    pub bill_depth_mm: Option<f32>,
    /// Length of the flipper, in millimetres.
    #[serde(deserialize_with = "Option::deserialize")]
    pub flipper_length_mm: Option<f32>,
    /// Mass of the bird, in grams.
    #[serde(deserialize_with = "Option::deserialize")]
    pub body_mass_g: Option<f32>,
    /// Its sex, found from a blood sample.
    #[serde(deserialize_with = "Option::deserialize")]
    pub sex: Option<Sex>,
}

/// A penguin with all four measurements.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Its species.
    pub species: Species,
    /// The island of the Palmer Archipelago where it nested.
    pub island: Island,
    /// Length of the bill, in millimetres.
    pub bill_length_mm: f32,
    /// Height of the bill, in millimetres.
    pub bill_depth_mm: f32,
    /// Length of the flipper, in millimetres.
    pub flipper_length_mm: f32,
    /// Mass of the bird, in grams.
    pub body_mass_g: f32,
    /// Its sex, if known.
    pub sex: Option<Sex>,
}

/// A penguin species.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum Species {
    /// *Pygoscelis adeliae*.
    Adelie,
    /// *Pygoscelis antarcticus*.
    Chinstrap,
    /// *Pygoscelis papua*.
    Gentoo,
}

/// An island of the Palmer Archipelago.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[expect(missing_docs, reason = "the names of places say all there is")]
pub enum Island {
    Biscoe,
    Dream,
    Torgersen,
}

/// A sex, of a penguin or of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[expect(missing_docs, reason = "the words say all there is")]
pub enum Sex {
    #[serde(rename = "FEMALE", alias = "female", alias = "f")]
    Female,
    #[serde(rename = "MALE", alias = "male", alias = "m")]
    Male,
}

impl fmt::Display for Species {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Adelie => "Adelie",
            Self::Chinstrap => "Chinstrap",
            Self::Gentoo => "Gentoo",
        })
    }
}

/// All 344 Palmer penguins, two of them without measurements.
///
/// Source: Gorman, Williams and Fraser (2014), doi:10.1371/journal.pone.0090081; taken from the Python package
/// bokeh-sampledata 2026.1. Licence: CC0.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn penguins() -> Result<Vec<Penguin>, DataError> {
    Penguin::read(BYTES, FILE)
}

/// The penguins that have all four measurements; 342 of the 344.
pub fn complete(penguins: &[Penguin]) -> Vec<Measured> {
    penguins.iter().filter_map(Penguin::complete).collect()
}

impl Penguin {
    /// Reads penguins from CSV, plain or gzip, in the columns of the original; empty and `NA` mean missing.
    /// `name` stands for the file in errors.
    ///
    /// # Errors
    /// The first line that is no penguin, and why; or the reader's own failure.
    pub fn read(reader: impl Read, name: &str) -> Result<Vec<Self>, DataError> {
        read::rows(reader, name, |penguin: &Self| {
            read::measurements([
                ("bill_length_mm", penguin.bill_length_mm),
                ("bill_depth_mm", penguin.bill_depth_mm),
                ("flipper_length_mm", penguin.flipper_length_mm),
                ("body_mass_g", penguin.body_mass_g),
            ])
        })
    }

    /// This penguin with its four measurements, if it has them.
    pub fn complete(&self) -> Option<Measured> {
        Some(Measured {
            species: self.species,
            island: self.island,
            bill_length_mm: self.bill_length_mm?,
            bill_depth_mm: self.bill_depth_mm?,
            flipper_length_mm: self.flipper_length_mm?,
            body_mass_g: self.body_mass_g?,
            sex: self.sex,
        })
    }
}

impl Example<4> for Measured {
    /// Bill length and depth and flipper length in millimetres, body mass in grams.
    fn features(&self) -> [f32; 4] {
        [self.bill_length_mm, self.bill_depth_mm, self.flipper_length_mm, self.body_mass_g]
    }

    fn class(&self) -> usize {
        self.species as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex";

    fn error_of(row: &str) -> String {
        let text = format!("{HEADER}\nAdelie,Dream,39.1,18.7,181,3750,MALE\n{row}\n");
        Penguin::read(text.as_bytes(), "mine.csv").unwrap_err().to_string()
    }

    #[test]
    fn the_colony_is_counted() {
        let all = penguins().unwrap();
        let count = |species| all.iter().filter(|penguin| penguin.species == species).count();
        assert_eq!(all.len(), 344);
        assert_eq!([count(Species::Adelie), count(Species::Chinstrap), count(Species::Gentoo)], [152, 68, 124]);
        assert_eq!(all.iter().filter(|penguin| penguin.island == Island::Torgersen).count(), 52);
    }

    #[test]
    fn what_was_not_measured_is_missing() {
        let all = penguins().unwrap();
        assert_eq!(all[3].bill_length_mm, None);
        assert_eq!(all[3].sex, None);
        assert_eq!(complete(&all).len(), 342);
        assert_eq!(all.iter().filter(|penguin| penguin.sex.is_none()).count(), 11);
    }

    #[test]
    fn plain_text_and_both_spellings_of_missing_are_read() {
        let text = format!("{HEADER}\nGentoo,Biscoe,NA, ,217,4500,NA\nGentoo,Biscoe,46.1,13.2,211,4500,female\n");
        let mine = Penguin::read(text.as_bytes(), "mine.csv").unwrap();
        assert_eq!((mine[0].bill_length_mm, mine[0].bill_depth_mm, mine[0].sex), (None, None, None));
        assert_eq!(mine[0].flipper_length_mm, Some(217.0));
        assert_eq!(mine[1].sex, Some(Sex::Female));
    }

    #[test]
    fn a_malformed_row_names_file_line_column_and_reason() {
        let error = error_of("Adelie,Dream,39:5,17.4,186,3800,MALE");
        assert!(error.starts_with("mine.csv, line 3: column bill_length_mm: "), "{error}");
        assert!(error.contains("invalid float literal"), "{error}");
    }

    #[test]
    fn an_unknown_species_lists_the_known_ones() {
        let error = error_of("Emperor,Dream,39.5,17.4,186,3800,MALE");
        assert!(error.contains("line 3") && error.contains("Emperor") && error.contains("Gentoo"), "{error}");
    }

    #[test]
    fn a_short_row_is_counted() {
        let error = error_of("Adelie,Dream,39.5");
        assert!(error.contains("mine.csv, line 3: 3 values where 7 were expected"), "{error}");
    }

    #[test]
    fn impossible_measurements_are_refused() {
        for value in ["-4", "0", "inf", "NaN"] {
            let error = error_of(&format!("Adelie,Dream,39.5,17.4,{value},3800,MALE"));
            assert!(error.contains("line 3: flipper_length_mm is"), "{error}");
        }
    }

    #[test]
    fn a_misspelt_column_is_named() {
        let text = format!("{}\nAdelie,Dream,39.1,18.7,181,3750,MALE\n", HEADER.replace("depth", "dpeth"));
        let error = Penguin::read(text.as_bytes(), "mine.csv").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("`bill_depth_mm`"), "{error}");
    }

    #[test]
    fn a_cut_gzip_is_an_error() {
        let error = Penguin::read(&BYTES[..BYTES.len() / 2], FILE).unwrap_err();
        assert!(matches!(error, DataError::Unreadable { .. }), "{error}");
    }
}
