//! Data sets that lessons use, as typed rows. The files are part of the program: nothing is fetched or opened.
//!
//! | module | what |
//! | --- | --- |
//! | [`penguins`](mod@penguins), [`iris`](mod@iris) | one data set each: its row type and its loader |
//! | [`catalog`] | what there is, with source and licence |
//! | [`sample`] | seeded shuffling and splitting |
//! | `read` | plain or gzip CSV into typed rows, with errors that name file, line and reason |
//!
//! ```
//! let penguins = gradus_datasets::complete(&gradus_datasets::penguins()?);
//! let (train, test) = gradus_datasets::split(penguins, 0.8, 7);
//! assert_eq!((train.len(), test.len()), (274, 68));
//! # Ok::<(), gradus_datasets::DataError>(())
//! ```

gradus_words::messages!("../messages/en.ftl");

pub mod catalog;
mod error;
pub mod iris;
pub mod penguins;
mod read;
pub mod sample;

pub use catalog::{ALL, DataSet};
pub use error::DataError;
pub use iris::{Iris, IrisSpecies, iris};
pub use penguins::{Island, Measured, Penguin, Sex, Species, complete, penguins};
pub use sample::{shuffle, split};

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_word_has_its_message() {
        let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        assert_eq!(gradus_words::audit(sources, include_str!("../messages/en.ftl")), Ok(()));
    }
}
