//! Stopping a cell without losing its variables: a flag that long loops look at ([`crate::interrupt::check`]), and
//! the payload of their unwinding, which [`super::guard`] knows.

use signal_hook::{consts::SIGINT, flag};
use std::{
    io,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The payload of an unwinding that is an interrupt and no panic.
pub struct Interrupted;

/// Whether the learner asked the running cell to stop.
pub fn interrupted() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Lets SIGINT ask from now on.
pub(super) fn listen() -> io::Result<()> {
    flag::register(SIGINT, Arc::clone(&ASKED)).map(|_| ())
}

/// Forgets an earlier request: it was for a cell that is over, and the `Drop`s that follow are to reach their end.
pub(super) fn clear() {
    ASKED.store(false, Ordering::Relaxed);
}
