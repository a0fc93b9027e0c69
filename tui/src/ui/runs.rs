//! What the screen asks of a session. Tests lend one that keeps a list.

use gradus_kernel::{Cell, Session, analyst::Moment};
use gradus_protocol::{Diagnostic, Event, Name};

/// Where a session's events go.
pub type EventSink = Box<dyn Fn(Event) + Send + Sync>;

/// Runs cells in the background; what comes of them arrives as events.
pub trait Runs {
    /// Queues cells that belong together: after the first that fails, the rest is skipped.
    fn run_all(&self, cells: Vec<Cell>);
    /// Stops the running cell and skips what is queued.
    fn interrupt(&self);
    /// Starts anew, without variables.
    fn restart(&self);
    /// Runs the cells again that had finished when the session lost its variables.
    fn run_again(&self);
    /// Queues cells that bring back a session of another day; goes on after one that fails.
    fn restore(&self, cells: Vec<Cell>);
    /// Answers what the running cell asks; `None` if nobody can.
    fn answer(&self, line: Option<String>);
    /// The names that cells can use now.
    fn names(&self) -> Vec<Name>;
    /// What completion and documentation know of the session now.
    fn moment(&self) -> Moment;
    /// Has a cell read that is still being written; what is wrong with it is told from another thread, or nothing.
    fn proofread(&self, cell: Cell, reply: Box<dyn FnOnce(Vec<Diagnostic>) + Send>);
}

impl Runs for Session {
    fn run_all(&self, cells: Vec<Cell>) {
        Session::run_all(self, cells);
    }

    fn interrupt(&self) {
        Session::interrupt(self);
    }

    fn restart(&self) {
        Session::restart(self);
    }

    fn run_again(&self) {
        Session::run_again(self);
    }

    fn restore(&self, cells: Vec<Cell>) {
        Session::restore(self, cells);
    }

    fn answer(&self, line: Option<String>) {
        Session::answer(self, line);
    }

    fn names(&self) -> Vec<Name> {
        Session::names(self)
    }

    fn moment(&self) -> Moment {
        Session::moment(self)
    }

    fn proofread(&self, cell: Cell, reply: Box<dyn FnOnce(Vec<Diagnostic>) + Send>) {
        Session::proofread(self, cell, reply);
    }
}
