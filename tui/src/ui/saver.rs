//! Saving without waiting: changes are gathered for a moment, then written on a thread of their own; what could not be
//! saved is tried again. What other programs saved meanwhile is kept, and comes back.

use gradus_lessons::{Changed, Progress, Store, StoreError};
use std::{
    sync::mpsc::{self, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

/// How long changes are gathered: typing must not write a file a key, and an edit must be saved within a second.
const GATHER: Duration = Duration::from_millis(500);
/// How long to wait after a failure.
const RETRY: Duration = Duration::from_secs(3);

/// Writes the learner's state in the background.
pub struct Saver {
    store: Store,
    jobs: Option<Sender<Progress>>,
    /// Gives back what it wrote last.
    thread: Option<JoinHandle<Progress>>,
    /// When the state should be written.
    due: Option<Duration>,
    failing: bool,
}

/// How a save ended: well, or why not.
pub type Saved = Result<Kept, String>;

/// What a save gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The state that was to be saved, and what was saved, where another program had saved something else meanwhile.
    pub others: Option<Box<(Progress, Progress)>>,
    /// What the learner should know.
    pub note: Option<String>,
}

impl Saver {
    /// A saver of a state that was `read` from the store; `done` is called from its thread.
    pub fn new(store: Store, read: Progress, done: impl Fn(Saved) + Send + 'static) -> Self {
        let (jobs, queue) = mpsc::channel::<Progress>();
        let writer = store.clone();
        let thread = thread::spawn(move || {
            let mut known = read;
            for mine in queue {
                done(write(&writer, &mut known, mine).map_err(|error| error.to_string()));
            }
            known
        });
        Self { store, jobs: Some(jobs), thread: Some(thread), due: None, failing: false }
    }

    /// Where the state is saved.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Something changed.
    pub fn changed(&mut self, now: Duration) {
        self.due.get_or_insert(now + GATHER);
    }

    /// When to call [`Saver::tick`] next.
    pub fn due(&self) -> Option<Duration> {
        self.due
    }

    /// Writes what is due.
    pub fn tick(&mut self, now: Duration, progress: &Progress) {
        if self.due.is_some_and(|due| due <= now) {
            self.due = None;
            if let Some(jobs) = &self.jobs {
                // The thread ends only with the program.
                let _ = jobs.send(progress.clone());
            }
        }
    }

    /// Takes in how a save ended; a sentence when the learner should know.
    pub fn saved(&mut self, saved: &Saved, now: Duration) -> Option<String> {
        let was_failing = std::mem::replace(&mut self.failing, saved.is_err());
        match saved {
            Ok(kept) => kept.note.clone().or_else(|| was_failing.then(|| crate::say!("ui-saved-again"))),
            Err(why) => {
                self.due.get_or_insert(now + RETRY);
                Some(crate::say!("ui-save-failed", why = why))
            }
        }
    }

    /// Writes what is left, and says when that fails.
    ///
    /// # Errors
    /// The store's.
    pub fn finish(mut self, progress: &Progress) -> Result<(), StoreError> {
        // Let an older state be written before the last one, not after it.
        self.jobs = None;
        let known = self.thread.take().and_then(|thread| thread.join().ok());
        if self.due.is_some() || self.failing {
            write(&self.store, &mut known.unwrap_or_default(), progress.clone())?;
        }
        Ok(())
    }
}

/// Saves `mine`, which began as `known`; that becomes what the file holds.
///
/// # Errors
/// The store's.
pub fn write(store: &Store, known: &mut Progress, mine: Progress) -> Result<Kept, StoreError> {
    let Changed { progress, note, .. } = store.change(|saved| {
        // A file that is gone, or was broken, has taken nothing away.
        let lost = saved.lessons.is_empty();
        *saved = if lost { mine.clone() } else { Progress::merged(known, &mine, saved) };
    })?;
    known.clone_from(&progress);
    Ok(Kept { others: (progress != mine).then(|| Box::new((mine, progress))), note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_lessons::LessonId;
    use std::sync::mpsc::channel;

    const SAVED: Saved = Ok(Kept { others: None, note: None });

    fn at(name: &str, position: usize, mut progress: Progress) -> Progress {
        progress.lesson_mut(&LessonId { track: "t".into(), name: name.into() }).position.block = position;
        progress
    }

    fn progress(position: usize) -> Progress {
        at("01-a", position, Progress::default())
    }

    #[test]
    fn changes_are_gathered_and_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let (done, saved) = channel();
        let read = Progress::default();
        let mut saver = Saver::new(store.clone(), read, move |result| done.send(result).unwrap());
        saver.changed(Duration::ZERO);
        saver.changed(GATHER / 2);
        saver.tick(GATHER / 2, &progress(1));
        saver.tick(GATHER, &progress(2));
        assert_eq!(saved.recv().unwrap(), SAVED);
        assert_eq!(store.load().unwrap().progress, progress(2));
        assert_eq!(saver.due(), None);
        saver.changed(GATHER);
        saver.finish(&progress(3)).unwrap();
        assert_eq!(store.load().unwrap().progress, progress(3));
    }

    #[test]
    fn an_edit_is_on_its_way_within_a_second() {
        assert!(GATHER < Duration::from_secs(1));
    }

    #[test]
    fn a_failure_is_said_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("a-file");
        std::fs::write(&blocked, "").unwrap();
        let (done, saved) = channel();
        let read = Progress::default();
        let mut saver = Saver::new(Store::new(&blocked), read, move |result| done.send(result).unwrap());
        saver.changed(Duration::ZERO);
        saver.tick(GATHER, &progress(1));
        let result = saved.recv().unwrap();
        assert!(saver.saved(&result, GATHER).is_some());
        assert_eq!(saver.due(), Some(GATHER + RETRY));
        std::fs::remove_file(&blocked).unwrap();
        saver.tick(GATHER + RETRY, &progress(1));
        let result = saved.recv().unwrap();
        assert_eq!(result, SAVED);
        assert!(saver.saved(&result, GATHER).is_some(), "that saving works again is worth a word");
    }

    #[test]
    fn what_another_program_saved_is_kept_and_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let (done, saved) = channel();
        let read = Progress::default();
        let mut saver = Saver::new(store.clone(), read, move |result| done.send(result).unwrap());
        let theirs = at("02-b", 5, Progress::default());
        store.change(|progress| progress.clone_from(&theirs)).unwrap();
        saver.changed(Duration::ZERO);
        saver.tick(GATHER, &progress(1));
        let both = at("01-a", 1, theirs);
        let Some(others) = saved.recv().unwrap().unwrap().others else { panic!("nothing came back") };
        assert_eq!(*others, (progress(1), both.clone()));
        // The file goes away; what is known stays.
        std::fs::remove_file(store.file()).unwrap();
        saver.changed(GATHER);
        saver.finish(&both).unwrap();
        assert_eq!(store.load().unwrap().progress, both);
    }
}
