//! What a session does for the commands about a lesson: it asks its guide, and runs for it what nobody should see.

use super::clerk::Clerk;
use crate::{
    command::Command,
    engine::{Cell, Role},
    guide::{Bench, Guide, Heard, Judged, NoGuide, Ran},
    runtime::Additions,
};
use gradus_protocol::{CellError, MimeBundle, Name, Output, Status};
use std::time::Instant;

impl Clerk<'_> {
    /// Runs a learner's Rust and tells the guide how it went.
    pub(super) fn attempt(&mut self, cell: Cell, exercise: Option<&str>) -> Status {
        super::lock(&self.ear).error();
        let began = Instant::now();
        let (id, code) = (cell.id.clone(), cell.code.clone());
        let status = self.execute(cell);
        let error = super::lock(&self.ear).error();
        self.guide.ran(Ran { cell: &id, exercise, code: &code, status, error, took: began.elapsed() });
        status
    }

    /// Answers a command about the lesson.
    pub(super) fn guided(&mut self, command: &Command) -> Result<Vec<Output>, CellError> {
        let shown = |bundle: MimeBundle| vec![Output::Display { bundle, id: None }];
        let answer = match command {
            Command::Lesson(name) => return self.open(name.as_deref()),
            Command::Check(id) => self.check(id.as_deref()).map(|Judged { verdict, note }| {
                std::iter::once(Output::Verdict(verdict)).chain(note.map(Output::Note)).collect()
            }),
            Command::Hint(id) => self.guide.hint(id.as_deref()).map(shown),
            Command::Solution { exercise, sure } => self.guide.solution(exercise.as_deref(), *sure).map(shown),
            _ => self.guide.progress().map(shown),
        };
        answer.map_err(|message| CellError::Refused { message })
    }

    /// Opens a lesson and runs what it begins with.
    fn open(&mut self, name: Option<&str>) -> Result<Vec<Output>, CellError> {
        let opened = self.guide.open(name).map_err(|message| CellError::Refused { message })?;
        if opened.needs != Additions::default() {
            self.engine.foresee(opened.needs);
        }
        let mut outputs = vec![Output::Display { bundle: opened.words, id: None }];
        for cell in opened.cells {
            let Heard { outputs: heard, status, .. } = self.hear(&cell);
            if status == Status::Interrupted {
                return Err(CellError::Interrupted);
            }
            if status != Status::Ok {
                outputs.push(Output::Note(say!("guide-include-failed", cell = cell.id)));
                outputs.extend(heard.into_iter().filter(|output| matches!(output, Output::Error(_))));
            }
        }
        Ok(outputs)
    }

    fn check(&mut self, exercise: Option<&str>) -> Result<Judged, String> {
        // The guide has the session run the check, so for that long the session has another one.
        let mut guide: Box<dyn Guide> = std::mem::replace(&mut self.guide, Box::new(NoGuide));
        let judged = guide.check(exercise, self);
        self.guide = guide;
        judged
    }

    /// Runs a cell whose outputs are for the session alone.
    pub(super) fn hear(&mut self, cell: &Cell) -> Heard {
        super::lock(&self.ear).listen(cell.id.clone());
        let began = Instant::now();
        let status = self.engine.run(cell);
        let outputs = super::lock(&self.ear).heard();
        Heard { outputs, status, took: began.elapsed() }
    }
}

impl Bench for Clerk<'_> {
    fn names(&self) -> Vec<Name> {
        self.engine.names()
    }

    fn run(&mut self, cell: &Cell) -> Heard {
        self.hear(&Cell { role: Role::Probe, ..cell.clone() })
    }
}
