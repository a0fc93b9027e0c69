//! What makes `show!` and the value of a cell lay out polars' types as tables.
//!
//! Neither the kit's trait nor polars' types are ours, so that `View` cannot be implemented for them here. The kit picks
//! the form of a value by autoref, and a trait of our own takes part in that where a cell imports it.

use crate::Tabular;
use gradus::view::pick::{Pick, Then};

/// Values that are tables.
pub trait ByTable {
    /// Emits it.
    fn __gradus_shown(&self, then: Then);
}

impl<T: Tabular + ?Sized> ByTable for &&&Pick<'_, T> {
    fn __gradus_shown(&self, then: Then) {
        then(self.0.table());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus::{
        MimeBundle,
        view::pick::{ByDebug as _, ByView as _},
    };
    use polars::prelude::{DataFrame, df};
    use std::cell::RefCell;

    thread_local! {
        static SHOWN: RefCell<Vec<MimeBundle>> = const { RefCell::new(vec![]) };
    }

    fn keep(bundle: MimeBundle) {
        SHOWN.with_borrow_mut(|shown| shown.push(bundle));
    }

    #[test]
    fn a_frame_is_picked_as_a_table_and_other_values_as_before() {
        let frame: DataFrame = df!("n" => [1]).unwrap();
        (&&&&&Pick(&frame)).__gradus_shown(keep);
        (&&&&&Pick(&&frame)).__gradus_shown(keep);
        (&&&&&Pick(&3)).__gradus_shown(keep);
        let texts: Vec<_> = SHOWN.take().iter().map(|shown| shown.text("text/plain").unwrap().to_owned()).collect();
        assert_eq!(texts, ["1 row, 1 column\n    n\n  i32\n    1", "1 row, 1 column\n    n\n  i32\n    1", "3"]);
    }
}
