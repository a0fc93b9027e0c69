//! Runs one cell after another and waits for each, over a session: what commands without a screen need, and what the
//! laws of a lesson ask for.

use gradus_kernel::{
    Cell, Engine, Role, Session,
    engine::Sink,
    guide::{Guide, NoGuide},
};
use gradus_lessons::{Report, RunCell, Runner};
use gradus_protocol::{Event, Name, Output, Status};
use std::{
    io,
    sync::mpsc::{self, Receiver, Sender},
    time::Duration,
};

/// What reaches a command while it waits.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// From one of the sessions, by its number.
    Event(usize, Event),
    /// Somebody wants everything to end: Ctrl-C.
    Stop,
}

/// Who hears what happens, as it happens.
pub trait Listener {
    /// One event of the session.
    ///
    /// # Errors
    /// When it cannot be passed on (the reader of our output is gone).
    fn hear(&mut self, event: &Event) -> io::Result<()>;
}

/// Why no cell can run any more.
#[derive(Debug)]
pub enum Trouble {
    /// Cells cannot run on this machine as it is; why, and what to do.
    Unavailable(String),
    /// Somebody stopped it.
    Stopped,
    /// The listener cannot pass anything on.
    Unheard(io::Error),
}

/// A session that is waited for. After a [`Trouble`] every cell comes back as skipped.
pub struct SessionRunner<L> {
    session: Option<Session>,
    /// How many there have been. Only the last one is heard.
    sessions: usize,
    inbox: Receiver<Happening>,
    sender: Sender<Happening>,
    /// Who hears what happens.
    pub listener: L,
    /// Why no cell can run any more, once that is so.
    pub trouble: Option<Trouble>,
}

impl<L: Listener> SessionRunner<L> {
    /// Starts a session over an engine.
    pub fn start(make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static, listener: L) -> Self {
        Self::guided(make, Box::new(NoGuide), listener)
    }

    /// The same, with somebody who answers commands about lessons.
    pub fn guided(
        make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
        guide: Box<dyn Guide>,
        listener: L,
    ) -> Self {
        let mut runner = Self::idle(listener);
        runner.begin(make, guide);
        runner
    }

    /// Without a session until [`SessionRunner::anew`] starts one.
    pub fn idle(listener: L) -> Self {
        let (sender, inbox) = mpsc::channel();
        Self { session: None, sessions: 0, inbox, sender, listener, trouble: None }
    }

    /// Goes on with a session over another engine. Nothing of the one before is heard any more.
    pub fn anew(&mut self, make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static) {
        self.begin(make, Box::new(NoGuide));
    }

    fn begin(&mut self, make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static, guide: Box<dyn Guide>) {
        self.sessions += 1;
        let (number, events) = (self.sessions, self.sender.clone());
        // Nobody hears it when the runner is gone, which is right.
        let tell = move |event| drop(events.send(Happening::Event(number, event)));
        self.session = Some(Session::guided(make, guide, tell));
    }

    /// A handle that stops everything from another thread.
    pub fn stopper(&self) -> Sender<Happening> {
        self.sender.clone()
    }

    /// Waits for events until one of them gives an answer, or trouble does.
    fn until<T>(&mut self, mut answer: impl FnMut(&Event) -> Option<T>) -> Option<T> {
        let (mut working, mut stopping) = (false, false);
        while self.trouble.is_none() {
            match self.inbox.recv() {
                Ok(Happening::Event(number, _)) if number != self.sessions => {}
                Ok(Happening::Event(_, event)) => {
                    working = match &event {
                        Event::Started { .. } => true,
                        Event::Finished { .. } => false,
                        _ => working,
                    };
                    if let Err(error) = self.listener.hear(&event) {
                        self.session.iter().for_each(Session::interrupt);
                        self.trouble = Some(Trouble::Unheard(error));
                    }
                    if let Event::Ask { .. } = &event {
                        // Nobody sits before a command without a screen.
                        self.session.iter().for_each(|session| session.answer(None));
                    }
                    if let Event::Unavailable { message } = &event {
                        self.trouble = Some(Trouble::Unavailable(message.clone()));
                    }
                    if let Some(answer) = answer(&event) {
                        if stopping {
                            self.trouble.get_or_insert(Trouble::Stopped);
                        }
                        return Some(answer);
                    }
                }
                // The running cell gets the chance to end in order; a second Ctrl-C, or one while there is no cell
                // (the runtime is being built), does not wait.
                Ok(Happening::Stop) if working && !stopping => {
                    stopping = true;
                    self.session.iter().for_each(Session::interrupt);
                }
                Ok(Happening::Stop) | Err(_) => self.trouble = Some(Trouble::Stopped),
            }
        }
        None
    }
}

impl<L: Listener> Runner for SessionRunner<L> {
    fn run(&mut self, cell: &RunCell) -> Report {
        let skipped = Report { outputs: Vec::new(), status: Status::Skipped, took: Duration::ZERO };
        let (None, Some(session)) = (&self.trouble, &self.session) else { return skipped };
        session.run(Cell {
            id: cell.id.clone(),
            code: cell.code.clone(),
            role: if cell.hidden { Role::Probe } else { Role::Learner },
            opt: cell.opt,
        });
        let mut outputs: Vec<Output> = Vec::new();
        let ended = self.until(|event| match event {
            Event::Output { cell: of, output } if *of == cell.id => {
                outputs.push(output.clone());
                None
            }
            Event::Finished { cell: of, status, took_ms, .. } if *of == cell.id => Some((*status, *took_ms)),
            _ => None,
        });
        let Some((status, took_ms)) = ended else { return skipped };
        Report { outputs, status, took: Duration::from_millis(took_ms) }
    }

    fn restart(&mut self) -> Result<(), String> {
        self.session.iter().for_each(Session::restart);
        self.until(|event| matches!(event, Event::Restarted { .. }).then_some(()));
        match &self.trouble {
            None => Ok(()),
            Some(Trouble::Unavailable(message)) => Err(message.clone()),
            // The command says what it was; the laws only need to know that they cannot go on.
            Some(Trouble::Stopped | Trouble::Unheard(_)) => Err(String::new()),
        }
    }

    fn names(&self) -> Vec<Name> {
        self.session.as_ref().map(Session::names).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_kernel::engine::scripted::{Answer, Gate, ScriptedEngine};
    use gradus_protocol::{CellId, MimeBundle};

    struct Heard(Vec<Event>);

    impl Listener for Heard {
        fn hear(&mut self, event: &Event) -> io::Result<()> {
            self.0.push(event.clone());
            Ok(())
        }
    }

    struct Deaf;

    impl Listener for Deaf {
        fn hear(&mut self, _: &Event) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    fn cell(code: &str) -> RunCell {
        RunCell { id: CellId::new("a"), code: code.into(), hidden: false, opt: None }
    }

    fn three() -> Output {
        Output::Value(MimeBundle::plain("3"))
    }

    #[test]
    fn a_cell_is_waited_for_and_its_events_are_heard() {
        let engine = |sink| Box::new(ScriptedEngine::new(sink).answer("1 + 2", Answer::ok([three()]))) as _;
        let mut runner = SessionRunner::start(engine, Heard(Vec::new()));
        let report = runner.run(&cell("1 + 2"));
        assert_eq!((report.outputs, report.status), (vec![three()], Status::Ok));
        assert!(runner.listener.0.iter().any(|event| matches!(event, Event::Output { .. })));
        assert_eq!(runner.restart(), Ok(()));
        assert!(runner.trouble.is_none());
    }

    #[test]
    fn an_engine_that_cannot_start_is_trouble_with_its_reason() {
        let engine = |sink| Box::new(ScriptedEngine::new(sink).unavailable("no compiler")) as _;
        let mut runner = SessionRunner::start(engine, Heard(Vec::new()));
        assert_eq!(runner.run(&cell("1")).status, Status::Skipped);
        assert!(matches!(&runner.trouble, Some(Trouble::Unavailable(why)) if why == "no compiler"));
    }

    #[test]
    fn a_session_anew_is_over_another_engine_and_forgets_no_stop() {
        let none = |sink| Box::new(ScriptedEngine::new(sink).unavailable("no compiler")) as _;
        let engine = |sink| Box::new(ScriptedEngine::new(sink).answer("1 + 2", Answer::ok([three()]))) as _;
        let mut runner = SessionRunner::start(none, Heard(Vec::new()));
        runner.anew(engine);
        assert_eq!(runner.run(&cell("1 + 2")).outputs, vec![three()]);
        assert!(!runner.listener.0.iter().any(|event| matches!(event, Event::Unavailable { .. })));
        runner.stopper().send(Happening::Stop).unwrap();
        runner.anew(engine);
        assert_eq!(runner.run(&cell("1 + 2")).status, Status::Skipped);
        assert!(matches!(runner.trouble, Some(Trouble::Stopped)));
    }

    #[test]
    fn a_stop_interrupts_the_running_cell_and_nothing_runs_after_it() {
        let gate = Gate::default();
        let held = gate.clone();
        let engine = move |sink| {
            let answer = Answer::ok([three()]).held_by(&held);
            Box::new(ScriptedEngine::new(sink).answer("loop {}", answer)) as _
        };
        // The stop is sent by whoever hears the cell's output, so it comes while the cell is held.
        struct Stopper(Option<Sender<Happening>>);
        impl Listener for Stopper {
            fn hear(&mut self, event: &Event) -> io::Result<()> {
                if let (Event::Output { output: Output::Value(_), .. }, Some(sender)) = (event, &self.0) {
                    sender.send(Happening::Stop).unwrap();
                }
                Ok(())
            }
        }
        let mut runner = SessionRunner::start(engine, Stopper(None));
        runner.listener.0 = Some(runner.stopper());
        assert_eq!(runner.run(&cell("loop {}")).status, Status::Interrupted);
        assert!(matches!(runner.trouble, Some(Trouble::Stopped)));
        assert_eq!(runner.run(&cell("1")).status, Status::Skipped);
    }

    #[test]
    fn a_listener_that_cannot_pass_on_ends_it() {
        let engine = |sink| Box::new(ScriptedEngine::new(sink)) as _;
        let mut runner = SessionRunner::start(engine, Deaf);
        runner.run(&cell("1"));
        assert!(matches!(&runner.trouble, Some(Trouble::Unheard(e)) if e.kind() == io::ErrorKind::BrokenPipe));
    }
}
