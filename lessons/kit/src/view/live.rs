//! A display that later updates replace in place: a loss curve while it trains.

use super::{View, emit};
use gradus_protocol::{DisplayId, MimeBundle, Output};
use std::sync::atomic::{AtomicU64, Ordering};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A display that each update replaces.
///
/// ```
/// use gradus::prelude::*;
/// let mut live = Live::new();
/// let mut losses = vec![];
/// for step in 0..3 {
///     losses.push(1.0 / (step + 1) as f32);
///     live.update(&Plot::new("loss").curve("train", &losses));
/// }
/// ```
#[derive(Debug)]
pub struct Live {
    id: DisplayId,
    shown: bool,
}

impl Live {
    /// A display that appears with its first update.
    #[expect(
        clippy::new_without_default,
        reason = "each one is a new place on the screen: nothing about it is default"
    )]
    pub fn new() -> Self {
        // The process is part of the id: a restarted session must not write into the displays of the last one.
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self { id: DisplayId(format!("live-{}-{count}", std::process::id())), shown: false }
    }

    /// Shows `view` in place of what was shown before.
    pub fn update(&mut self, view: &impl View) {
        let output = self.next(view.bundle());
        emit(output);
    }

    fn next(&mut self, bundle: MimeBundle) -> Output {
        let id = self.id.clone();
        if std::mem::replace(&mut self.shown, true) {
            Output::Update { bundle, id }
        } else {
            Output::Display { bundle, id: Some(id) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_update_appears_and_later_ones_replace_it() {
        let (mut live, mut other) = (Live::new(), Live::new());
        let bundle = MimeBundle::plain("one");
        let id = live.id.clone();
        assert_eq!(live.next(bundle.clone()), Output::Display { bundle: bundle.clone(), id: Some(id.clone()) });
        assert_eq!(live.next(bundle.clone()), Output::Update { bundle: bundle.clone(), id: id.clone() });
        assert_eq!(live.next(bundle.clone()), Output::Update { bundle: bundle.clone(), id: id.clone() });
        assert_ne!(other.next(bundle.clone()), Output::Display { bundle, id: Some(id) });
    }
}
