//! Standard input of a cell: `std::io::stdin()` gets lines that whoever runs the cell was asked for.
//!
//! Descriptor 0 is a pipe. Nothing tells its writer that somebody reads, so on Linux a thread looks while a cell runs:
//! `/proc/self/task/*/syscall` names the call that a thread waits in (proc(5)). Elsewhere standard input is at its end.

use rustix::stdio::dup2_stdin;
use std::{fs::File, io};

/// Leaves nothing to read.
pub(super) fn close() -> io::Result<()> {
    Ok(dup2_stdin(File::open("/dev/null")?)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) struct Feeder;

#[cfg(not(target_os = "linux"))]
impl Feeder {
    pub(super) fn start() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) fn begin(&self) {}
}

#[cfg(target_os = "linux")]
pub(super) use linux::Feeder;

#[cfg(target_os = "linux")]
mod linux {
    use super::close;
    use crate::rt::{ask, wire};
    use gradus_protocol::{FromWorker, Output};
    use rustix::{
        io::ioctl_fionread,
        pipe::{PipeFlags, pipe_with},
        stdio::{dup2_stdin, stdin},
    };
    use std::{
        fs::{self, File},
        io::{self, Write},
        sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
        thread,
        time::Duration,
    };

    /// How often the thread looks while a cell runs.
    const LOOK: Duration = Duration::from_millis(100);

    /// `read` and `readv` as the kernel numbers them.
    const READS: [&str; 2] = if cfg!(target_arch = "x86_64") { ["0", "19"] } else { ["63", "65"] };

    #[derive(Default)]
    struct State {
        /// As long as a cell runs.
        pipe: Option<File>,
    }

    type Shared = Arc<(Mutex<State>, Condvar)>;

    /// Asks for lines when a cell reads them.
    pub struct Feeder(Shared);

    /// As long as it lives, a cell runs.
    pub struct Feeding(Shared);

    impl Feeder {
        /// Starts the thread; it rests until a cell runs.
        pub fn start() -> io::Result<Self> {
            let shared = Shared::default();
            let own = Arc::clone(&shared);
            thread::Builder::new().name("gradus-stdin".into()).spawn(move || watch(&own))?;
            Ok(Self(shared))
        }

        /// A cell begins, with nothing typed yet.
        pub fn begin(&self) -> Feeding {
            if let Ok((read, write)) = pipe_with(PipeFlags::CLOEXEC)
                && dup2_stdin(read).is_ok()
            {
                lock(&self.0).pipe = Some(File::from(write));
                self.0.1.notify_all();
            }
            Feeding(Arc::clone(&self.0))
        }
    }

    impl Drop for Feeding {
        fn drop(&mut self) {
            lock(&self.0).pipe = None;
            // A thread that the cell left behind finds the end.
            let _ = close();
        }
    }

    fn lock(shared: &Shared) -> MutexGuard<'_, State> {
        shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(shared: &Shared) {
        loop {
            let state = shared.1.wait_while(lock(shared), |state| state.pipe.is_none());
            let state = state.unwrap_or_else(PoisonError::into_inner);
            // Most cells are through before anybody looks.
            let (state, _) = shared
                .1
                .wait_timeout_while(state, LOOK, |state| state.pipe.is_some())
                .unwrap_or_else(PoisonError::into_inner);
            let open = state.pipe.is_some();
            drop(state);
            if open && somebody_reads() {
                feed(shared);
            }
        }
    }

    /// Whether a thread waits in a read of an empty descriptor 0.
    fn somebody_reads() -> bool {
        let Ok(tasks) = fs::read_dir("/proc/self/task") else { return false };
        let mut calls = tasks.flatten().filter_map(|task| fs::read_to_string(task.path().join("syscall")).ok());
        calls.any(|call| is_read(&call)) && ioctl_fionread(stdin()).is_ok_and(|waiting| waiting == 0)
    }

    /// The call's number and its first argument, the descriptor.
    fn is_read(call: &str) -> bool {
        let mut words = call.split_ascii_whitespace();
        words.next().is_some_and(|number| READS.contains(&number)) && words.next() == Some("0x0")
    }

    /// Asks for one line. Where nobody can be asked, and after an interrupt, the input ends.
    fn feed(shared: &Shared) {
        say_what_is_printed();
        match ask::wait("", false, wire::send_beside) {
            Some(Some(line)) => {
                if let Some(pipe) = &mut lock(shared).pipe {
                    let _ = pipe.write_all(format!("{line}\n").as_bytes());
                }
            }
            answer => {
                // Said before the end is seen: the cell may be over at once, and its outputs with it.
                if answer.is_some() {
                    wire::send_beside(&FromWorker::Output(Output::Note(say!("rt-stdin-ended"))));
                }
                lock(shared).pipe = None;
            }
        }
    }

    /// `print!("Name: ")` comes before what it asks for, unless the cell reads while it holds standard output's lock.
    fn say_what_is_printed() {
        let (tell, said) = mpsc::channel();
        thread::spawn(move || {
            let _ = io::stdout().flush();
            let _ = tell.send(());
        });
        let _ = said.recv_timeout(LOOK);
    }

    #[cfg(test)]
    mod tests {
        use super::is_read;

        #[test]
        fn a_read_of_standard_input_is_known_by_its_number_and_descriptor() {
            let [read, readv] = super::READS;
            assert!(is_read(&format!("{read} 0x0 0x7ffd 0x2000 0x0 0x0 0x0 0x7ffd 0x7f")));
            assert!(is_read(&format!("{readv} 0x0 0x7ffd 0x2 0x0 0x0 0x0 0x7ffd 0x7f")));
            for other in [format!("{read} 0x3 0x7ffd"), "202 0x0 0x80".into(), "running".into(), String::new()] {
                assert!(!is_read(&other), "{other}");
            }
        }
    }
}
