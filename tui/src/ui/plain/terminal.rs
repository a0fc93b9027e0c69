//! Standard input and output, and the one loop.

use super::{Heard, Parts, Plain, linear::Linear};
use crate::{
    cli::tell::{Meter, Pictures, Plots, Text},
    say,
    ui::{Open, runs::Runs},
};
use anyhow::Context as _;
use signal_hook::{consts::SIGINT, iterator::Signals};
use std::{
    io,
    sync::mpsc,
    thread,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

/// Tells lessons line by line, until the learner leaves or the input ends.
///
/// # Errors
/// When nothing can be written, or nobody can listen for Ctrl-C.
pub fn run(open: Open) -> anyhow::Result<()> {
    let Open { catalog, start, loaded, store, session, .. } = open;
    let (outbox, inbox) = mpsc::channel();
    let (for_lines, for_stops) = (outbox.clone(), outbox.clone());
    let mut signals = Signals::new([SIGINT]).context(say!("run-no-signals"))?;
    thread::spawn(move || {
        for _ in signals.forever() {
            if for_stops.send(Heard::Stop).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        for line in io::stdin().lines() {
            let Ok(line) = line else { break };
            if for_lines.send(Heard::Line(line)).is_err() {
                return;
            }
        }
        // The loop is over already when nobody hears it.
        let _ = for_lines.send(Heard::End);
    });
    let out = Linear::new(io::stdout());
    // A line that is written over would be read again and again.
    let meter = Meter::on(false, io::stderr());
    let parts = Parts {
        catalog,
        progress: (loaded.progress, store),
        start: Box::new(move |lesson, sink| Box::new(session(lesson, sink)) as Box<dyn Runs>),
        outbox,
        teller: Text::new(out, meter, Pictures::AsText).with_plots(Plots::Words),
    };
    let mut plain = Plain::open(parts, start.as_ref(), loaded.note)?;
    let began = Instant::now();
    while !plain.quits() {
        let Ok(heard) = inbox.recv() else { break };
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        plain.hear(heard, began.elapsed(), wall)?;
    }
    Ok(())
}
