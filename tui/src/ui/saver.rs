//! Saving without waiting: changes are gathered for a moment, then written on a thread of their own; what could not be
//! saved is tried again.

use gradus_lessons::{Progress, Store};
use std::{
    sync::mpsc::{self, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

/// How long changes are gathered: typing must not write a file a key.
const GATHER: Duration = Duration::from_millis(500);
/// How long to wait after a failure.
const RETRY: Duration = Duration::from_secs(3);

/// Writes the learner's state in the background.
pub struct Saver {
    store: Store,
    jobs: Option<Sender<Progress>>,
    thread: Option<JoinHandle<()>>,
    /// When the state should be written.
    due: Option<Duration>,
    failing: bool,
}

/// How a save ended: well, or why not.
pub type Saved = Result<(), String>;

impl Saver {
    /// A saver; `done` is called from its thread.
    pub fn new(store: Store, done: impl Fn(Saved) + Send + 'static) -> Self {
        let (jobs, queue) = mpsc::channel::<Progress>();
        let writer = store.clone();
        let thread = thread::spawn(move || {
            for progress in queue {
                done(writer.save(&progress).map_err(|error| error.to_string()));
            }
        });
        Self { store, jobs: Some(jobs), thread: Some(thread), due: None, failing: false }
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
    pub fn saved(&mut self, saved: Saved, now: Duration) -> Option<String> {
        let was_failing = std::mem::replace(&mut self.failing, saved.is_err());
        match saved {
            Ok(()) => was_failing.then(|| crate::say!("ui-saved-again")),
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
    pub fn finish(mut self, progress: &Progress) -> Result<(), gradus_lessons::StoreError> {
        // Let an older state be written before the last one, not after it.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if self.due.is_some() || self.failing { self.store.save(progress) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_lessons::LessonId;
    use std::sync::mpsc::channel;

    fn progress(position: usize) -> Progress {
        let mut progress = Progress::default();
        progress.lesson_mut(&LessonId { track: "t".into(), name: "01-a".into() }).position = position;
        progress
    }

    #[test]
    fn changes_are_gathered_and_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let (done, saved) = channel();
        let mut saver = Saver::new(store.clone(), move |result| done.send(result).unwrap());
        saver.changed(Duration::ZERO);
        saver.changed(GATHER / 2);
        saver.tick(GATHER / 2, &progress(1));
        saver.tick(GATHER, &progress(2));
        assert_eq!(saved.recv().unwrap(), Ok(()));
        assert_eq!(store.load().unwrap().progress, progress(2));
        assert_eq!(saver.due(), None);
        saver.changed(GATHER);
        saver.finish(&progress(3)).unwrap();
        assert_eq!(store.load().unwrap().progress, progress(3));
    }

    #[test]
    fn a_failure_is_said_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("a-file");
        std::fs::write(&blocked, "").unwrap();
        let (done, saved) = channel();
        let mut saver = Saver::new(Store::new(&blocked), move |result| done.send(result).unwrap());
        saver.changed(Duration::ZERO);
        saver.tick(GATHER, &progress(1));
        let result = saved.recv().unwrap();
        assert!(saver.saved(result, GATHER).is_some());
        assert_eq!(saver.due(), Some(GATHER + RETRY));
        std::fs::remove_file(&blocked).unwrap();
        saver.tick(GATHER + RETRY, &progress(1));
        let result = saved.recv().unwrap();
        assert_eq!(result, Ok(()));
        assert!(saver.saved(result, GATHER).is_some(), "that saving works again is worth a word");
    }
}
