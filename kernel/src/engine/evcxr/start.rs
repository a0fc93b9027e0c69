//! Everything that a session with evcxr needs, found or built: the library that cells link to, the program, a folder to
//! work in; and evcxr started there.

use super::{
    EvcxrEngine, EvcxrOptions,
    bench::{self, Bench},
    process::Process,
    why,
};
use crate::{
    analyst,
    engine::{Dependency, EngineError, EngineEvent},
    runtime::{self, Spec},
    toolchain::{Toolchain, clean_command},
};
use gradus_protocol::{Ending, Evaluated, FromEvaluator, Progress, ToEvaluator};
use std::{process::Command, sync::Arc};

/// A program that evaluates cells.
pub struct Ready {
    /// It.
    pub process: Process,
    /// Where it works.
    pub _bench: Bench,
}

impl Ready {
    /// Hears the program up to the end of a request; `None` if it is gone.
    pub fn ended(&mut self, mut hear: impl FnMut(FromEvaluator)) -> Option<Evaluated> {
        loop {
            match self.process.hear()? {
                FromEvaluator::Ended(ended) => return Some(ended),
                message => hear(message),
            }
        }
    }
}

impl EvcxrEngine {
    /// The library that cells link to, the program, a folder to work in, and evcxr started there.
    pub(super) fn prepare(&mut self) -> Result<Ready, EngineError> {
        let told = |error: &dyn std::fmt::Display| EngineError(error.to_string());
        let EvcxrOptions { home, kit, program, kept, .. } = &self.options;
        let toolchain = Toolchain::find().map_err(|error| told(&error))?;
        let sources = toolchain.sysroot.join("lib/rustlib/src/rust/library/core");
        if !sources.is_dir() {
            return Err(EngineError(say!("evcxr-no-std")));
        }
        let progress = |progress: Progress| (self.sink)(EngineEvent::Preparing(progress));
        let spec = Spec::kit(kit.clone(), toolchain.clone());
        let runtime = runtime::ensure_until(home, &spec, &self.interrupts.building(), &mut { progress });
        let runtime = runtime.map_err(|error| told(&error))?;
        let building = |p: Progress| progress(Progress { step: say!("evcxr-step-build"), ..p });
        let program = analyst::provide(home, program, &self.interrupts.building(), building).map_err(EngineError)?;
        progress(step(say!("evcxr-step-start")));
        let bench = Bench::take(home, &analyst::reading(home), kit, &toolchain).map_err(|error| told(&error))?;
        let failed = |error: std::io::Error| EngineError(say!("evcxr-no-start", error = error));
        let mut command: Command = clean_command(&program);
        bench.furnish(&mut command, &toolchain, kept.as_deref()).map_err(failed)?;
        let sink = Arc::clone(&self.sink);
        let process = Process::start(command, move |name| {
            sink(EngineEvent::Preparing(step(say!("evcxr-step-crate", name = name))));
        });
        let process = process.map_err(failed)?;
        self.interrupts.lock().speaker = Some(process.speaker());
        let begin = ToEvaluator::Begin {
            library: runtime.library.clone(),
            flags: bench::flags(&runtime),
            facade: bench.facade(),
        };
        process.speaker().send(&begin);
        let mut ready = Ready { process, _bench: bench };
        for dependency in std::iter::once(None).chain(self.crates.iter().map(Some)) {
            if let Some(Dependency { name, wanted }) = dependency {
                let wanted = wanted.as_ref().map(ToString::to_string).unwrap_or_default();
                ready.process.speaker().send(&ToEvaluator::Depend { name: name.clone(), wanted });
            }
            match ready.ended(|_| {}) {
                Some(Evaluated { ending: Ending::Done, .. }) => {}
                Some(Evaluated { ending, .. }) => {
                    return Err(EngineError(say!("evcxr-no-start", error = why(&ending))));
                }
                None => return Err(EngineError(say!("evcxr-no-start", error = say!("evcxr-gone")))),
            }
        }
        (self.sink)(EngineEvent::Prepared);
        Ok(ready)
    }
}

fn step(step: String) -> Progress {
    Progress { step, done: 0, total: 0, seconds_left: None }
}
