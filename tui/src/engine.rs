//! Puts the real engines together: the data folder, the sources aboard, and this executable as the worker.

use crate::{embedded, home::Home, say};
use anyhow::Context;
use gradus_kernel::{
    Engine, Session,
    analyst::{Analyst, AnalystOptions, IDLE, Program},
    engine::{
        Kind, Sink,
        direct::{DirectEngine, DirectOptions},
        evcxr::{EvcxrEngine, EvcxrOptions},
        switching::Switching,
    },
    guide::Guide,
    runtime::Additions,
    worker::WorkerCommand,
};
use gradus_protocol::Event;
use std::{path::Path, sync::Arc};

/// The hidden subcommand that makes this executable a worker; the runtime's library follows it.
pub const WORKER: &str = "__worker";

/// Kept models, in the data folder.
const KEPT: &str = "kept";

/// Names the engine that sessions begin with where no argument does, as in Jupyter.
pub const ENGINE: &str = "GRADUS_ENGINE";

/// What every session of this process is started with.
#[derive(Clone)]
pub struct Engines {
    options: DirectOptions,
    evcxr: EvcxrOptions,
    kind: Kind,
}

impl Engines {
    /// Engines that keep their runtimes in this data folder.
    ///
    /// # Errors
    /// When the place of this executable cannot be found out.
    pub fn new(home: &Home) -> anyhow::Result<Self> {
        let exe = std::env::current_exe().context(say!("engine-no-exe"))?;
        let sources = embedded::runtime_sources();
        let program = Program::Sources(embedded::analyst_sources());
        let analyst = Analyst::new(AnalystOptions {
            home: home.folder().to_owned(),
            kit: sources.clone(),
            program: program.clone(),
            idle: IDLE,
        });
        let (home, kept, completer) = (home.folder().to_owned(), home.folder().join(KEPT), Arc::new(analyst));
        let worker = WorkerCommand { exe, args: vec![WORKER.into()], kept: Some(kept.clone()) };
        Ok(Self {
            evcxr: EvcxrOptions {
                home: home.clone(),
                kit: sources.clone(),
                program,
                kept: Some(kept),
                completer: completer.clone(),
            },
            options: DirectOptions { home, sources, worker, completer },
            kind: Kind::default(),
        })
    }

    /// The same, with the models that cells keep in a folder of a course's own.
    #[must_use]
    pub fn keeping_in(mut self, data: &Path) -> Self {
        let kept = Some(data.join(KEPT));
        (self.evcxr.kept, self.options.worker.kept) = (kept.clone(), kept);
        self
    }

    /// The same, whose sessions begin with the engine that was asked for: here, or by [`ENGINE`].
    ///
    /// # Errors
    /// When there is no engine of the name in [`ENGINE`].
    pub fn of(self, asked: Option<Kind>) -> anyhow::Result<Self> {
        let kind = match (asked, std::env::var(ENGINE)) {
            (Some(kind), _) => kind,
            (None, Ok(name)) => name.parse()?,
            (None, Err(_)) => Kind::default(),
        };
        Ok(Self { kind, ..self })
    }

    /// What its engines are made with.
    pub fn options(&self) -> &DirectOptions {
        &self.options
    }

    /// Makes one engine; it starts when its session asks it to, and then begins to build what a lesson `uses`.
    pub fn make(&self, uses: &[String]) -> impl FnOnce(Sink) -> Box<dyn Engine> + Send + use<> {
        let Self { options, evcxr, kind } = self.clone();
        let frames = uses.iter().any(|name| name == "frames");
        move |sink| {
            let make = move |kind, sink| -> Box<dyn Engine> {
                match kind {
                    Kind::Direct => Box::new(DirectEngine::new(options.clone(), sink)),
                    Kind::Evcxr => Box::new(EvcxrEngine::new(evcxr.clone(), sink)),
                }
            };
            let mut engine = Switching::new(kind, Box::new(make), sink);
            if frames {
                engine.foresee(Additions::frames());
            }
            Box::new(engine)
        }
    }

    /// Starts a session of its own.
    pub fn session(&self, uses: &[String], events: impl Fn(Event) + Send + Sync + 'static) -> Session {
        Session::start(self.make(uses), events)
    }

    /// The same, with somebody who answers commands about lessons.
    pub fn guided(
        &self,
        uses: &[String],
        guide: Box<dyn Guide>,
        events: impl Fn(Event) + Send + Sync + 'static,
    ) -> Session {
        Session::guided(self.make(uses), guide, events)
    }
}
