//! Cells that are read while they are still being written. Everything else comes first.

use super::clerk::Clerk;
use crate::{
    command::{self, Command},
    engine::Cell,
    runtime::Stop,
};
use gradus_protocol::Diagnostic;

/// A cell to be read, and who is told.
pub(super) struct Proof {
    pub cell: Cell,
    pub reply: Box<dyn FnOnce(Vec<Diagnostic>) + Send>,
}

/// The cell that waits to be read, and the one that is being read. There is never more than one of each: a text that was
/// written on is of no interest any more.
#[derive(Default)]
pub(super) struct Proofs {
    waiting: Option<Proof>,
    reading: Option<Stop>,
}

impl Proofs {
    /// This is what is to be read, and nothing else any more.
    pub fn want(&mut self, proof: Proof) {
        self.waiting = Some(proof);
        self.give_way();
    }

    /// Ends what is being read.
    pub fn give_way(&mut self) {
        if let Some(stop) = &self.reading {
            stop.stop();
        }
    }

    /// Takes what waits.
    pub fn begin(&mut self) -> Option<(Proof, Stop)> {
        let proof = self.waiting.take()?;
        let stop = self.reading.insert(Stop::default()).clone();
        Some((proof, stop))
    }

    /// The reading has ended; one that gave way begins anew later. Gives what need not.
    fn ended(&mut self, proof: Proof) -> Option<Proof> {
        match self.reading.take() {
            Some(stop) if stop.stopped() => {
                self.waiting.get_or_insert(proof);
                None
            }
            _ => Some(proof),
        }
    }
}

impl Clerk<'_> {
    pub(super) fn proofread(&mut self, proof: Proof, stop: &Stop) {
        // An engine that is not ready is not woken for this.
        let found = self.ready.then(|| self.errors_in(&proof.cell, stop)).flatten();
        let ended = self.desk.lock().proofs.ended(proof);
        if let (Some(proof), Some(found)) = (ended, found) {
            (proof.reply)(found);
        }
    }

    fn errors_in(&mut self, cell: &Cell, stop: &Stop) -> Option<Vec<Diagnostic>> {
        let Some(script) = command::read(&cell.code, &self.engine.names()) else {
            return self.engine.proofread(cell, stop);
        };
        if script.is_done() {
            return Some(Vec::new());
        }
        // What these bring is not there yet.
        let brings = |line| matches!(line, &Ok(Command::Dep(_) | Command::Engine(Some(_)) | Command::Lesson(Some(_))));
        if script.commands.iter().any(brings) {
            return None;
        }
        self.engine.proofread(&Cell { code: script.code, ..cell.clone() }, stop)
    }
}
