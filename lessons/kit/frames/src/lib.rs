//! The kit with polars: data sets as data frames, for lessons that say `uses = ["frames"]`.
//!
//! ```text
//! sets.rs    penguins, iris: the data sets as frames
//! view.rs    Frame: a data frame that shows itself as a table
//! ```
//!
//! Without the feature `polars` this crate is empty: polars takes minutes to compile, so only the second runtime and
//! one CI step turn it on.

#[cfg(feature = "polars")]
gradus_words::messages!("../messages/en.ftl");

#[cfg(feature = "polars")]
mod sets;
#[cfg(feature = "polars")]
mod view;

#[cfg(feature = "polars")]
pub use polars;
#[cfg(feature = "polars")]
pub use {
    sets::{FrameError, iris, penguins},
    view::Frame,
};

/// What a cell sees after `use gradus_frames::prelude::*`, beside the kit's own prelude.
#[cfg(feature = "polars")]
pub mod prelude {
    pub use crate::Frame;
    // By name: polars' own prelude has hundreds, and some (`Shape`, `Axis`) are dfdx's too.
    pub use polars::prelude::{
        ChunkCompareEq, ChunkCompareIneq, Column, DataFrame, NamedFrom, PolarsResult, Series, df,
    };
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
