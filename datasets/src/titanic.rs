//! The passengers of the Titanic.

use std::io::Read;

use serde::{Deserialize, Deserializer};

use crate::{DataError, Sex, read};

const FILE: &str = "titanic.csv";
const BYTES: &[u8] = include_bytes!("../data/titanic.csv.gz");

/// One passenger.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Passenger {
    /// Family name, title and given names.
    pub name: String,
    /// The class of the ticket: 1, 2 or 3; unknown for one passenger.
    #[serde(deserialize_with = "ticket")]
    pub class: Option<u8>,
    /// Age in years, if known; less than 1 for infants.
    #[serde(deserialize_with = "Option::deserialize")]
    pub age: Option<f32>,
    /// Their sex.
    pub sex: Sex,
    /// Whether they lived.
    #[serde(deserialize_with = "yes_or_no")]
    pub survived: bool,
}

/// All 1,313 passengers; of 557 the age is not known.
///
/// Source: the passenger list of 1912, taken from the Python package bokeh-sampledata 2026.1.
/// Licence: public domain.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn titanic() -> Result<Vec<Passenger>, DataError> {
    Passenger::read(BYTES, FILE)
}

impl Passenger {
    /// Reads passengers from CSV, plain or gzip, in the columns `name,class,age,sex,survived`. `name` stands for the
    /// file in errors.
    ///
    /// # Errors
    /// The first line that is no passenger, and why; or the reader's own failure.
    pub fn read(reader: impl Read, name: &str) -> Result<Vec<Self>, DataError> {
        read::rows(reader, name, |passenger: &Self| read::measurements([("age", passenger.age)]))
    }
}

fn ticket<'de, D: Deserializer<'de>>(field: D) -> Result<Option<u8>, D::Error> {
    #[derive(Deserialize)]
    enum Ticket {
        #[serde(rename = "1st")]
        First,
        #[serde(rename = "2nd")]
        Second,
        #[serde(rename = "3rd")]
        Third,
        #[serde(rename = "*")]
        Unknown,
    }
    Ok(match Ticket::deserialize(field)? {
        Ticket::First => Some(1),
        Ticket::Second => Some(2),
        Ticket::Third => Some(3),
        Ticket::Unknown => None,
    })
}

fn yes_or_no<'de, D: Deserializer<'de>>(field: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    enum Lived {
        #[serde(rename = "0")]
        No,
        #[serde(rename = "1")]
        Yes,
    }
    Ok(matches!(Lived::deserialize(field)?, Lived::Yes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_counted() {
        let all = titanic().unwrap();
        let count = |class| all.iter().filter(|passenger| passenger.class == class).count();
        assert_eq!([count(Some(1)), count(Some(2)), count(Some(3)), count(None)], [322, 279, 711, 1]);
        assert_eq!(all.iter().filter(|passenger| passenger.age.is_none()).count(), 557);
        assert_eq!(all.iter().filter(|passenger| passenger.sex == Sex::Female).count(), 462);
        assert!(all[0].survived && all[0].name == "Allen, Miss Elisabeth Walton");
    }

    #[test]
    fn a_class_that_no_ticket_had_is_named() {
        let text = "name,class,age,sex,survived\nNobody,4th,30,male,0\n";
        let error = Passenger::read(text.as_bytes(), "mine.csv").unwrap_err().to_string();
        assert!(error.contains("mine.csv, line 2: ") && error.contains("4th"), "{error}");
    }
}
