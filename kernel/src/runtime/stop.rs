//! Ends a build from another thread.

use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    io,
    os::unix::process::CommandExt,
    process::{Child, Command},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Ends a build: cargo, and every compiler that it started. What is compiled stays, and the next build goes on from there.
#[derive(Clone, Default)]
pub struct Stop(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stopped: bool,
    /// The process that leads the group of all that builds.
    leader: Option<Pid>,
    wake: Option<Box<dyn FnOnce() + Send>>,
}

impl Stop {
    /// Ends the build, now or as soon as it begins.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        if let Some(leader) = state.leader {
            let _ = kill_process_group(leader, Signal::KILL);
        }
        if let Some(wake) = state.wake.take() {
            wake();
        }
    }

    /// Whether the end was asked for.
    pub fn stopped(&self) -> bool {
        self.lock().stopped
    }

    /// Does this, once, when the end is asked for: whoever waits for the build need not wait for its last breath.
    pub fn wake(&self, wake: impl FnOnce() + Send + 'static) {
        self.lock().wake = Some(Box::new(wake));
    }

    /// Starts a program as the leader of a group of its own.
    pub(crate) fn spawn(&self, command: &mut Command) -> io::Result<Child> {
        let mut state = self.lock();
        if state.stopped {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let child = command.process_group(0).spawn()?;
        state.leader = Some(Pid::from_child(&child));
        Ok(child)
    }

    /// The program that was started has ended and was waited for: its number may soon be another's.
    pub(crate) fn ended(&self) {
        self.lock().leader = None;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_and_what_it_started_end_at_once() {
        let stop = Stop::default();
        let mut child = stop.spawn(Command::new("sh").args(["-c", "sleep 600 & wait"])).unwrap();
        stop.stop();
        assert!(!child.wait().unwrap().success());
        assert!(stop.spawn(&mut Command::new("true")).is_err(), "nothing starts any more");
    }
}
