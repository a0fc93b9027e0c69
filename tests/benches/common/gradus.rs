//! Our side: a session over the real engine. A Jupyter front end takes this place when there is one.

use super::driver::{Driver, Kit, Ran};
use gradus_kernel::{Cell, Session};
use gradus_protocol::{Event, Output, Status};
use gradus_tui::{engine::Engines, home::Home};
use std::{
    fs,
    os::unix::fs::symlink,
    path::PathBuf,
    sync::mpsc::{self, Receiver},
    time::Instant,
};
use tempfile::TempDir;

/// Sessions of Gradus. Each begins without compiled cells: what is kept would measure the disk.
pub struct Gradus {
    home: TempDir,
    open: Option<(Session, Receiver<Event>)>,
    cells: usize,
}

impl Gradus {
    /// Ready to start sessions; builds the runtime if there is none.
    ///
    /// # Errors
    /// Why there is no runtime.
    pub fn new() -> Result<Self, String> {
        let mut driver = Self { home: home(), open: None, cells: 0 };
        driver.session(Kit::Tensors)?;
        driver.close();
        Ok(driver)
    }

    fn wait(&mut self, mut until: impl FnMut(Event) -> Option<Result<(), String>>) -> Result<(), String> {
        let Some((_, events)) = &self.open else { return Err("no session".into()) };
        loop {
            match events.recv() {
                Ok(Event::Unavailable { message }) => return Err(message),
                Ok(event) => {
                    if let Some(ended) = until(event) {
                        return ended;
                    }
                }
                Err(_) => return Err("the session is gone".into()),
            }
        }
    }
}

/// The runtimes that the stories of this crate use, and a folder of its own for cells.
pub fn home() -> TempDir {
    let shared = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gradus/runtimes");
    fs::create_dir_all(&shared).unwrap();
    let home = tempfile::Builder::new().prefix("gradus-bench-").tempdir().unwrap();
    symlink(shared, home.path().join("runtimes")).unwrap();
    home
}

impl Driver for Gradus {
    fn name(&self) -> &'static str {
        "gradus"
    }

    fn session(&mut self, kit: Kit) -> Result<(), String> {
        self.close();
        let _ = fs::remove_dir_all(self.home.path().join("cells"));
        let engines = Engines::new(&Home::at(self.home.path())).map_err(|error| error.to_string())?;
        let uses: &[String] = if kit == Kit::Frames { &["frames".to_owned()] } else { &[] };
        let (sender, events) = mpsc::channel();
        self.open = Some((engines.session(uses, move |event| drop(sender.send(event))), events));
        self.wait(|event| match event {
            Event::Ready => Some(Ok(())),
            Event::Preparing(progress) => {
                eprintln!("gradus: {} {}/{}", progress.step, progress.done, progress.total);
                None
            }
            _ => None,
        })
    }

    fn run(&mut self, code: &str) -> Ran {
        self.cells += 1;
        let began = Instant::now();
        if let Some((session, _)) = &self.open {
            session.run(Cell::new(format!("c{}", self.cells), code));
        }
        let (mut ok, mut said) = (false, String::new());
        let ended = self.wait(|event| match event {
            Event::Output { output, .. } => {
                tell(&mut said, &output);
                None
            }
            Event::Finished { status, .. } => {
                ok = status == Status::Ok;
                Some(Ok(()))
            }
            _ => None,
        });
        let took = began.elapsed();
        if let Err(error) = ended {
            said.push_str(&error);
        }
        Ran { ok, took, said }
    }

    fn opening(&self, _: Kit) -> &'static str {
        "use gradus::prelude::*;"
    }

    fn processes(&self) -> Vec<u32> {
        super::machine::descendants(std::process::id())
    }

    fn close(&mut self) {
        if let Some((session, _)) = self.open.take() {
            session.close();
        }
    }
}

fn tell(said: &mut String, output: &Output) {
    match output {
        Output::Stream { data, .. } => said.push_str(&String::from_utf8_lossy(data)),
        Output::Value(bundle) => said.push_str(bundle.text("text/plain").unwrap_or_default()),
        other => said.push_str(&format!("{other:?}\n")),
    }
}
