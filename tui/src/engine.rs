//! Puts the real engine together: the data folder, the sources aboard, and this executable as the worker.

use crate::{embedded, home::Home, say};
use anyhow::Context;
use gradus_kernel::{
    Engine, Session,
    analyst::{Analyst, AnalystOptions, IDLE, Program},
    engine::{
        Sink,
        direct::{DirectEngine, DirectOptions},
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

/// What every session of this process is started with.
#[derive(Clone)]
pub struct Engines {
    options: DirectOptions,
}

impl Engines {
    /// Engines that keep their runtimes in this data folder.
    ///
    /// # Errors
    /// When the place of this executable cannot be found out.
    pub fn new(home: &Home) -> anyhow::Result<Self> {
        let exe = std::env::current_exe().context(say!("engine-no-exe"))?;
        let sources = embedded::runtime_sources();
        let analyst = Analyst::new(AnalystOptions {
            home: home.folder().to_owned(),
            kit: sources.clone(),
            program: Program::Sources(embedded::analyst_sources()),
            idle: IDLE,
        });
        Ok(Self {
            options: DirectOptions {
                home: home.folder().to_owned(),
                sources,
                worker: WorkerCommand { exe, args: vec![WORKER.into()], kept: Some(home.folder().join(KEPT)) },
                completer: Arc::new(analyst),
            },
        })
    }

    /// The same, with the models that cells keep in a folder of a course's own.
    #[must_use]
    pub fn keeping_in(mut self, data: &Path) -> Self {
        self.options.worker.kept = Some(data.join(KEPT));
        self
    }

    /// What its engines are made with.
    pub fn options(&self) -> &DirectOptions {
        &self.options
    }

    /// Makes one engine; it starts when its session asks it to, and then begins to build what a lesson `uses`.
    pub fn make(&self, uses: &[String]) -> impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static {
        let options = self.options.clone();
        let frames = uses.iter().any(|name| name == "frames");
        move |sink| {
            let mut engine = DirectEngine::new(options, sink);
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
