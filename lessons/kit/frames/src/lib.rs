//! The kit with polars: data sets as data frames, for lessons that say `uses = ["frames"]`.
//!
//! ```text
//! sets.rs    penguins, iris, wine, ..: the data sets as frames
//! table.rs   Table: a frame, a series or a column laid out as text and HTML
//! show.rs    what makes `show!` and the value of a cell use it
//! ```
//!
//! Without the feature `polars` this crate is empty: polars takes minutes to compile, so only the second runtime and
//! one CI step turn it on.

#[cfg(feature = "polars")]
gradus_words::messages!("../messages/en.ftl");

#[cfg(feature = "polars")]
mod sets;
#[cfg(feature = "polars")]
#[doc(hidden)]
pub mod show;
#[cfg(feature = "polars")]
mod table;

#[cfg(feature = "polars")]
pub use polars;
#[cfg(feature = "polars")]
pub use {
    sets::{FrameError, iris, names, penguins, titanic, wine},
    table::Tabular,
};

/// What a cell sees after `use gradus_frames::prelude::*`, beside the kit's own prelude.
#[cfg(feature = "polars")]
pub mod prelude {
    // By name: polars' own prelude has hundreds, and some (`Shape`, `Axis`) are dfdx's too.
    pub use polars::prelude::{
        BooleanChunked, ChunkCompareEq, ChunkCompareIneq, Column, CsvReadOptions, CsvWriter, DataFrame, DataType,
        IntoSeries, NamedFrom, PolarsResult, SerReader, SerWriter, Series, SortMultipleOptions, df,
    };
}

/// Every type that a variable of a cell can have, so that a later cell can write it down.
#[cfg(feature = "polars")]
#[doc(hidden)]
pub mod names {
    pub use polars::prelude::*;
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_word_is_keyed() {
        let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        gradus_words::audit(sources, include_str!("../messages/en.ftl")).unwrap();
    }
}
