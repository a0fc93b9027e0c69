//! Cells that run long are compiled for speed.
//!
//! Without optimisation a cell answers in a tenth of a second, but a loop of the learner's own runs ten times longer
//! than it could. So a cell that has run for two seconds is compiled once more, for speed and in the background, and
//! from its next run on it runs that way. Where that gains nothing (it waits, or spends its time in the kit's kernels,
//! which are always fast) it goes back to being compiled quickly. A level that the cell itself asks for always holds.

use super::{
    compile::{Compiled, Compiler, Running},
    level::Level,
    source_map::Generated,
};
use crate::engine::{Cell, Role};
use gradus_protocol::CellId;
use std::{
    collections::HashMap,
    io,
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

/// A cell that runs longer is worth a second of compiling.
const LONG: Duration = Duration::from_secs(2);

/// Which cells of a session run long.
#[derive(Default)]
pub struct Pace {
    known: HashMap<CellId, Known>,
    /// The compilations in the background, of runs that got long or may.
    ahead: Vec<Running>,
}

/// What is known of a cell that ran long.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    /// Its code as it ran then, and for how long.
    Long { code: String, took: Duration },
    /// Compiled for speed, it took as long.
    NothingToGain,
}

/// A run that is being watched. Dropped, it is not.
pub struct Watched {
    began: Instant,
    /// Ends the watch when it goes.
    _until: Option<Sender<()>>,
}

impl Pace {
    /// The level to compile a cell at.
    pub fn level(&self, cell: &Cell) -> Level {
        let known = self.known.get(&cell.id);
        let unasked = if matches!(known, Some(Known::Long { .. })) { Level::FAST } else { Level::QUICK };
        let level = cell.opt.map_or(unasked, Level::asked);
        if level != Level::QUICK {
            // Somebody waits for this one, and it may be the very same.
            self.stop();
        }
        level
    }

    /// A run begins; when it gets long, the cell is compiled for speed meanwhile.
    pub fn watch(&mut self, cell: &Cell, compiler: &Compiler, generated: &Arc<Generated>) -> Watched {
        let until = (cell.role == Role::Learner && cell.opt.is_none() && self.level(cell) == Level::QUICK).then(|| {
            let running = Running::default();
            let compiler = compiler.in_the_background(&running);
            self.ahead.retain(Running::is_shared);
            self.ahead.push(running);
            let generated = Arc::clone(generated);
            after(LONG, move || compiler.compile(&generated.text, Level::FAST))
        });
        Watched { began: Instant::now(), _until: until }
    }

    /// The run has ended; gives how long it took.
    pub fn ran(&mut self, cell: &Cell, watched: Watched) -> Duration {
        let took = watched.began.elapsed();
        self.learn(cell, took);
        took
    }

    fn stop(&self) {
        self.ahead.iter().for_each(Running::stop);
    }

    fn learn(&mut self, cell: &Cell, took: Duration) {
        if cell.opt.is_some() {
            return;
        }
        match self.known.get(&cell.id) {
            None if took >= LONG => {
                self.known.insert(cell.id.clone(), Known::Long { code: cell.code.clone(), took });
            }
            // Half as long again is what compiling for a second has to bring.
            Some(Known::Long { code, took: before }) if *code == cell.code && took * 3 > *before * 2 => {
                self.known.insert(cell.id.clone(), Known::NothingToGain);
            }
            _ => {}
        }
    }
}

impl Drop for Pace {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Does something on a thread of its own when the time has passed before the sender went.
fn after(time: Duration, work: impl FnOnce() -> io::Result<Compiled> + Send + 'static) -> Sender<()> {
    let (until, gone) = mpsc::channel();
    thread::spawn(move || {
        if gone.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
            // Whatever comes of it is in the folder of compiled cells, or it is compiled again.
            let _ = work();
        }
    });
    until
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(code: &str) -> Cell {
        Cell::new("train", code)
    }

    #[test]
    fn a_cell_that_ran_long_is_compiled_for_speed_even_when_it_changes() {
        let mut pace = Pace::default();
        pace.learn(&cell("a"), LONG / 2);
        assert_eq!(pace.level(&cell("a")), Level::QUICK);
        pace.learn(&cell("a"), LONG * 3);
        assert_eq!(pace.level(&cell("a")), Level::FAST);
        assert_eq!(pace.level(&cell("b")), Level::FAST);
        pace.learn(&cell("b"), LONG * 3);
        assert_eq!(pace.level(&cell("b")), Level::FAST, "another code may have more to do");
        assert_eq!(pace.level(&Cell::new("other", "a")), Level::QUICK);
    }

    #[test]
    fn a_cell_that_gains_nothing_is_compiled_quickly_again() {
        let mut pace = Pace::default();
        pace.learn(&cell("a"), LONG);
        pace.learn(&cell("a"), LONG * 9 / 10);
        assert_eq!(pace.level(&cell("a")), Level::QUICK);
        pace.learn(&cell("a"), LONG * 2);
        assert_eq!(pace.level(&cell("a")), Level::QUICK);
    }

    #[test]
    fn a_level_that_is_asked_for_holds() {
        let mut pace = Pace::default();
        let asked = Cell { opt: Some(1), ..cell("a") };
        pace.learn(&asked, LONG);
        assert_eq!(pace.level(&asked), Level::asked(1));
        assert_eq!(pace.level(&cell("a")), Level::QUICK);
    }

    #[test]
    fn a_run_that_ends_in_time_starts_nothing() {
        let (told, heard) = mpsc::channel();
        let work = |word: &'static str| {
            let told = told.clone();
            move || {
                let _ = told.send(word);
                Ok(Compiled::Interrupted)
            }
        };
        drop(after(LONG * 1000, work("too early")));
        let held = after(Duration::ZERO, work("long"));
        drop(told);
        assert_eq!(heard.iter().collect::<Vec<_>>(), ["long"]);
        drop(held);
    }
}
