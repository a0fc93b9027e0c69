//! A process that runs steps when it is asked: one line asks (`NAME SAMPLES EACH`), one line answers (microseconds a step,
//! one number a sample of `EACH` steps). A process for each number of threads, because a pool of threads is made once.

use super::cases::{self, Step};
use std::{
    collections::HashMap,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::Instant,
};

/// The argument that makes this executable a side.
pub const SERVE: &str = "__serve";

/// What an answer to an unknown name is.
const UNKNOWN: &str = "unknown";

/// One of the processes.
pub struct Side {
    /// How many threads it has.
    pub threads: usize,
    process: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

/// The numbers of threads that are tried.
pub fn threads() -> Vec<usize> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    if cores > 1 { vec![1, cores] } else { vec![1] }
}

impl Side {
    /// This executable, with the allocator's thresholds as in a worker (`kernel/src/worker.rs` says why).
    pub fn ours(threads: usize) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(SERVE).env("RAYON_NUM_THREADS", threads.to_string());
        for (name, bytes) in [("MMAP_THRESHOLD_", 1 << 30), ("TRIM_THRESHOLD_", 1 << 30), ("TOP_PAD_", 64 << 20)] {
            command.env(format!("MALLOC_{name}"), bytes.to_string());
        }
        Self::start(threads, command)
    }

    /// PyTorch.
    pub fn peer(python: &Path, threads: usize) -> io::Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/models/twin/serve.py");
        let mut command = Command::new(python);
        command.arg(script).arg(threads.to_string()).env("OMP_NUM_THREADS", threads.to_string());
        Self::start(threads, command)
    }

    fn start(threads: usize, mut command: Command) -> io::Result<Self> {
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (ask, answer) = process.stdin.take().zip(process.stdout.take()).unwrap();
        Ok(Self { threads, process, ask, answer: BufReader::new(answer) })
    }

    /// Runs `samples` of `each` steps; microseconds a step, or none where it has no such case.
    pub fn run(&mut self, name: &str, samples: usize, each: usize) -> Vec<f64> {
        let line = self.say(&format!("{name} {samples} {each}"));
        if line.trim() == UNKNOWN {
            return Vec::new();
        }
        line.split_whitespace().map(|number| number.parse().unwrap()).collect()
    }

    /// Asks for one line.
    pub fn say(&mut self, words: &str) -> String {
        let mut line = String::new();
        let said = writeln!(self.ask, "{words}").and_then(|()| self.answer.read_line(&mut line));
        if let Err(error) = said {
            eprintln!("{words}: {error}");
        }
        line
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The other end of the lines, in Rust.
pub fn serve() {
    let mut made: HashMap<String, Step> = HashMap::new();
    for line in io::stdin().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        let [name, samples, each] = words[..] else { continue };
        let (samples, each): (usize, usize) = (samples.parse().unwrap(), each.parse().unwrap());
        if !made.contains_key(name) {
            let Some(mut step) = cases::make(name) else {
                println!("{UNKNOWN}");
                continue;
            };
            // Threads, caches and the optimizer's state are there afterwards.
            (0..each.max(3)).for_each(|_| step());
            // One model at a time, as in a lesson.
            made.clear();
            made.insert(name.to_owned(), step);
        }
        let step = made.get_mut(name).unwrap();
        let times: Vec<String> = (0..samples)
            .map(|_| {
                let began = Instant::now();
                (0..each).for_each(|_| step());
                format!("{:.3}", began.elapsed().as_secs_f64() * 1e6 / each as f64)
            })
            .collect();
        println!("{}", times.join(" "));
    }
}
