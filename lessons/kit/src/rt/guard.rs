//! Runs the learner's code so that whatever happens in it becomes an output and nothing else is lost.

use super::{
    emit_stderr,
    interrupt::{self, Interrupted},
    wire,
};
use gradus_protocol::{CellError, CellId, Output, Place};
use std::{
    any::Any,
    cell::{Cell, RefCell},
    error::Error,
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    thread,
};

/// A panic's message and place, kept by the hook for the guard.
struct Stash {
    message: String,
    place: Option<Place>,
}

thread_local! {
    static GUARDS: Cell<u32> = const { Cell::new(0) };
    static STASH: RefCell<Option<Stash>> = const { RefCell::new(None) };
}

/// What a `?` at the top of a cell leaves with: any error, and where the `?` stands.
#[derive(Debug)]
pub struct CellFailure {
    error: Box<dyn Error>,
    place: Place,
}

impl<E: Into<Box<dyn Error>>> From<E> for CellFailure {
    /// std's `?` passes its own place on to this.
    #[track_caller]
    fn from(error: E) -> Self {
        Self { error: error.into(), place: place(panic::Location::caller()) }
    }
}

/// Runs `f`; a panic, an error or an interrupt becomes an [`Output::Error`] and `None`.
pub fn guard<R>(f: impl FnOnce() -> Result<R, CellFailure>) -> Option<R> {
    enter();
    let ended = panic::catch_unwind(AssertUnwindSafe(f));
    leave();
    match ended {
        Ok(Ok(value)) => return Some(value),
        Ok(Err(failure)) => failed(&failure),
        Err(payload) => panicked(payload),
    }
    None
}

/// Runs code that catches its own panics, as evcxr's around a cell does. The last panic, or an interrupt, becomes an
/// [`Output::Error`]; it may have been caught by the learner, which only who ran the code can know.
pub(super) fn watch(f: impl FnOnce()) {
    STASH.take();
    enter();
    f();
    leave();
    let stash = STASH.take();
    if interrupt::interrupted() {
        wire::emit(Output::Error(CellError::Interrupted));
    } else if let Some(Stash { message, place }) = stash {
        wire::emit(Output::Error(CellError::Panic { message, place }));
    }
}

// What follows is not generic, so that it is compiled with the kit and not again with every cell.

fn enter() {
    GUARDS.set(GUARDS.get() + 1);
}

fn leave() {
    GUARDS.set(GUARDS.get() - 1);
}

fn failed(failure: &CellFailure) {
    let message = in_full(&*failure.error);
    wire::emit(Output::Error(CellError::Failed { message, place: Some(failure.place.clone()) }));
}

/// An error's words and those of its sources, without saying the same twice.
fn in_full(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let words = cause.to_string();
        if !message.contains(&words) {
            message.push_str(": ");
            message.push_str(&words);
        }
        source = cause.source();
    }
    message
}

fn panicked(payload: Box<dyn Any + Send>) {
    let (message, place) = explained(&*payload);
    // A cell that waits for a thread which was stopped fails on the thread's end.
    let error = if payload.is::<Interrupted>() || interrupt::interrupted() {
        CellError::Interrupted
    } else {
        CellError::Panic { message, place }
    };
    // A payload's own `Drop` may panic, outside any guard.
    std::mem::forget(payload);
    wire::emit(Output::Error(error));
}

/// A panic's words, and its place if the hook has seen it: under a hook of the learner's, what is kept is an earlier
/// panic's, which was caught.
fn explained(payload: &(dyn Any + Send)) -> (String, Option<Place>) {
    let message = words_of(payload).to_owned();
    let place = STASH.take().filter(|stash| stash.message == message).and_then(|stash| stash.place);
    (message, place)
}

fn words_of(payload: &(dyn Any + Send)) -> &str {
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "Box<dyn Any>",
    }
}

/// Replaces std's panic hook: the cell's own panics go to its guard, other threads print as always. No backtrace is
/// ever captured: reading a runtime's symbols costs 50 ms and 30 MB.
pub(super) fn install_hook() {
    panic::set_hook(Box::new(|info| match GUARDS.get() {
        _ if ends_the_process(info) => {
            let first = STASH.take().map(|stash| stash.message).unwrap_or_default();
            emit_stderr(format_args!("{first}\n{}\n", words_of_hook(info)));
        }
        0 => print(info),
        _ => {
            let stash = Stash { message: words_of_hook(info), place: info.location().map(place) };
            // A `Drop` of a `thread_local!` may run when the stash is gone already.
            let _ = STASH.try_with(|kept| kept.replace(Some(stash)));
        }
    }));
}

/// Whether nobody will catch this panic: one inside a `Drop` that another panic called, or one that would leave an
/// `extern "C"` function. std itself raises these; any other panic has its place outside of this file.
fn ends_the_process(info: &PanicHookInfo<'_>) -> bool {
    info.location().is_some_and(|location| location.file().ends_with("core/src/panicking.rs"))
}

fn words_of_hook(info: &PanicHookInfo<'_>) -> String {
    info.payload_as_str().unwrap_or("Box<dyn Any>").to_owned()
}

/// The place as rustc counts it. The "cell" is the file's name; the engine knows which cell it compiled from it.
fn place(location: &panic::Location<'_>) -> Place {
    Place { cell: CellId::new(location.file()), line: location.line(), column: location.column() }
}

fn print(info: &PanicHookInfo<'_>) {
    let thread = thread::current();
    let name = thread.name().unwrap_or("<unnamed>");
    eprintln!("\nthread '{name}' panicked:\n{}", words_of_hook(info));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fmt, io};

    #[test]
    fn a_value_passes_through_and_every_failure_ends_in_none() {
        assert_eq!(guard(|| Ok(3)), Some(3));
        assert_eq!(guard(|| -> Result<u8, _> { Err("no".into()) }), None);
        assert_eq!(guard(|| Ok("7".parse::<u8>()? + "x".parse::<u8>()?)), None);
        assert_eq!(guard(|| -> Result<u8, _> { panic!("no") }), None);
        assert_eq!(guard(|| -> Result<u8, _> { panic::resume_unwind(Box::new(Interrupted)) }), None);
        assert_eq!(GUARDS.get(), 0);
    }

    #[test]
    fn a_panic_has_its_own_words_and_no_earlier_ones_place() {
        let stash =
            Stash { message: "caught".into(), place: Some(Place { cell: CellId::new("a"), line: 1, column: 1 }) };
        STASH.set(Some(stash));
        assert_eq!(explained(&"second"), ("second".into(), None));
        let place = Place { cell: CellId::new("b"), line: 2, column: 1 };
        STASH.set(Some(Stash { message: "first".into(), place: Some(place.clone()) }));
        assert_eq!(explained(&"first"), ("first".into(), Some(place)));
    }

    #[derive(Debug)]
    struct Loading(io::Error);
    impl fmt::Display for Loading {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("cannot load the data")
        }
    }
    impl Error for Loading {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_failure_knows_where_its_question_mark_stands() {
        let line = line!() + 1;
        let fails = || -> Result<u8, CellFailure> { Ok("x".parse::<u8>()?) };
        let place = fails().unwrap_err().place;
        assert_eq!((place.cell.0.as_str(), place.line), (file!(), line));
    }

    #[test]
    fn an_error_names_its_sources() {
        let error = Loading(io::Error::other("the disk is gone"));
        assert_eq!(in_full(&error), "cannot load the data: the disk is gone");
    }
}
