//! Data sets that lessons use, as typed rows. The files are part of the program: nothing is fetched or opened.
//!
//! | module | what |
//! | --- | --- |
//! | [`penguins`](mod@penguins), [`iris`](mod@iris), [`wine`](mod@wine), [`titanic`](mod@titanic), [`names`](mod@names) | tables: a row type and its loader each |
//! | [`image`] | MNIST, 8x8 digits; IDX files of one's own |
//! | [`graph`] | karate club, Les Misérables, WordNet, MUTAG; Cora's form for one's own |
//! | [`text`] | Shakespeare, Tang and Song poems; characters as tokens |
//! | [`table`] | a CSV of one's own, by columns |
//! | [`example`] | features and class of a row; features on one scale |
//! | [`sample`] | seeded shuffling, splitting, batches |
//! | [`catalog`] | what there is, with source and licence |
//! | `read` | files, plain or gzip, into bytes, lines and typed rows; errors name file, place and reason |
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
pub mod example;
pub mod graph;
pub mod image;
pub mod iris;
pub mod names;
pub mod penguins;
mod read;
pub mod sample;
pub mod table;
pub mod text;
pub mod titanic;
pub mod wine;

pub use catalog::{ALL, DataSet};
pub use error::DataError;
pub use example::{Example, StandardScaler, examples};
pub use graph::{Atom, Bond, BondKind, Molecule, Network, Node, karate, lesmis, mutag, open_citations, wordnet};
pub use image::{Image, digits8x8, mnist};
pub use iris::{Iris, IrisSpecies, iris};
pub use names::{Name, names};
pub use penguins::{Island, Measured, Penguin, Sex, Species, complete, penguins};
pub use sample::{batches, shuffle, split};
pub use table::Table;
pub use text::{CharTokenizer, Dynasty, Poem, UnknownChar, hold_out, poems, shakespeare};
pub use titanic::{Passenger, titanic};
pub use wine::{Wine, wine};

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_word_has_its_message() {
        let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        assert_eq!(gradus_words::audit(sources, include_str!("../messages/en.ftl")), Ok(()));
    }
}
