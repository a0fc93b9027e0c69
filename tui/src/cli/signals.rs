//! Ctrl-C.

use crate::{runner::Happening, say};
use anyhow::Context;
use signal_hook::{consts::SIGINT, iterator::Signals};
use std::{sync::mpsc::Sender, thread};

/// Sends a stop for each Ctrl-C from here on.
///
/// # Errors
/// When the system lets nobody listen.
pub fn stop_on_ctrl_c(stopper: Sender<Happening>) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGINT]).context(say!("run-no-signals"))?;
    // The thread ends with the process: a command that listens for Ctrl-C is the last thing the process does.
    thread::spawn(move || {
        for _ in signals.forever() {
            if stopper.send(Happening::Stop).is_err() {
                std::process::exit(130);
            }
        }
    });
    Ok(())
}
