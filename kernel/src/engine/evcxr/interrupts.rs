//! Stops whatever goes on: a build, or what the program does.

use super::process::Speaker;
use crate::runtime::Stop;
use gradus_protocol::ToEvaluator;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Stops whatever goes on, and answers it.
#[derive(Clone, Default)]
pub struct Interrupts(Arc<Mutex<Target>>);

/// Who can be reached.
#[derive(Default)]
pub struct Target {
    /// Whether a stop was asked for since the request began.
    pub requested: bool,
    building: Option<Stop>,
    /// Who is to hear of it.
    pub speaker: Option<Speaker>,
    /// What the running cell asked.
    pub question: Option<u64>,
}

impl Interrupts {
    /// What is to be stopped or answered now.
    pub fn lock(&self) -> MutexGuard<'_, Target> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request begins: earlier stops are over.
    pub fn begin(&self) {
        let mut target = self.lock();
        (target.requested, target.building, target.question) = (false, None, None);
    }

    /// Asks for a stop.
    pub fn request(&self) {
        let mut target = self.lock();
        target.requested = true;
        if let Some(building) = target.building.take() {
            building.stop();
        }
        if let Some(speaker) = &target.speaker {
            speaker.send(&ToEvaluator::Interrupt);
        }
    }

    /// Answers what the running cell asked; `None` if nobody can.
    pub fn answer(&self, line: Option<String>) {
        let mut target = self.lock();
        if let (Some(question), Some(speaker)) = (target.question.take(), &target.speaker) {
            speaker.send(&ToEvaluator::Answer { question, line });
        }
    }

    /// What ends the build that begins now.
    pub fn building(&self) -> Stop {
        let stop = Stop::default();
        let mut target = self.lock();
        if target.requested {
            stop.stop();
        }
        target.building = Some(stop.clone());
        stop
    }
}
