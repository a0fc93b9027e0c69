//! What a session does when a cell begins with commands.

use super::clerk::{Clerk, told};
use crate::{
    analyst::{NoAnswer, State},
    command::{self, Command, Level, PROBE},
    engine::{Cell, EngineEvent, Role},
};
use gradus_protocol::{CellError, MimeBundle, NameKind, Output, Status};

impl Clerk<'_> {
    /// Follows a cell's commands, then runs the Rust below them; a check comes after the Rust, which it may be about.
    pub(super) fn perform(&mut self, cell: &Cell) -> Status {
        if cell.role == Role::Probe {
            return self.execute(cell.clone());
        }
        let Some(script) = command::read(&cell.code, &self.engine.names()) else {
            return self.attempt(cell.clone(), None);
        };
        let is_check = |line: &Result<Command, String>| matches!(line, Ok(Command::Check(_)));
        let (checks, before): (Vec<_>, Vec<_>) = script.commands.iter().partition(|line| is_check(line));
        let exercise = script.commands.iter().find_map(|line| match line {
            Ok(Command::Exercise(id)) => Some(id.as_str()),
            _ => None,
        });
        let here = script.commands.iter().rev().find_map(|line| match line {
            Ok(Command::OptHere(level)) => Some(*level),
            _ => None,
        });
        let mut status = self.follow_all(&before, cell);
        if status == Status::Ok && (exercise.is_some() || !script.is_done()) {
            status = self.attempt(Cell { code: script.code, opt: here.or(cell.opt), ..cell.clone() }, exercise);
        }
        if status == Status::Ok { self.follow_all(&checks, cell) } else { status }
    }

    /// Follows commands up to the first that does not succeed.
    fn follow_all(&mut self, lines: &[&Result<Command, String>], cell: &Cell) -> Status {
        let mut follow = |line: &&Result<Command, String>| match line {
            Ok(command) => self.follow(command, cell),
            Err(message) => self.refuse(cell, message.clone()),
        };
        lines.iter().map(&mut follow).find(|status| *status != Status::Ok).unwrap_or(Status::Ok)
    }

    /// Has the engine run a cell at the session's level.
    pub(super) fn execute(&mut self, mut cell: Cell) -> Status {
        if let Level::At(level) = self.level {
            cell.opt = cell.opt.or(Some(level));
        }
        let status = self.engine.run(&cell);
        if cell.role == Role::Learner {
            self.cost = self.engine.timing();
            self.kept = self.cost.is_some_and(|cost| cost.attempts == 0);
        }
        status
    }

    fn follow(&mut self, command: &Command, cell: &Cell) -> Status {
        let answer = match command {
            Command::Vars => command::table(&self.engine.names()),
            Command::Help => command::help(),
            Command::Opt(None) => command::level(self.level, false),
            Command::Opt(Some(level)) => {
                self.level = *level;
                command::level(self.level, true)
            }
            Command::Type(expression) => match self.type_of(expression) {
                Ok(answer) => answer,
                Err(error) => return self.fail(cell, error),
            },
            Command::Doc(name) => match self.document(name) {
                Ok(answer) => answer,
                Err(message) => return self.refuse(cell, message),
            },
            Command::Time(None) => match self.cost {
                Some(timing) => command::timing(&timing),
                None => return self.refuse(cell, say!("command-time-none")),
            },
            Command::Dep(wanted) => return self.engine.depend(&cell.id, wanted),
            Command::Engine(None) => command::engine(self.engine.kind()),
            Command::Engine(Some(kind)) => match self.engine.choose(&cell.id, *kind) {
                Ok(()) => return Status::Ok,
                Err(error) => return self.fail(cell, error),
            },
            // What the Rust below answers, and how well it is optimised.
            Command::Exercise(_) | Command::OptHere(_) => return Status::Ok,
            Command::Lesson(_)
            | Command::Check(_)
            | Command::Hint(_)
            | Command::Solution { .. }
            | Command::Progress => match self.guided(command) {
                Ok(outputs) => {
                    outputs.into_iter().for_each(|output| self.show(cell, output));
                    return Status::Ok;
                }
                Err(error) => return self.fail(cell, error),
            },
            Command::Time(Some((column, code))) => {
                // At its own column, so that errors point at what was written.
                let code = format!("{}{code}", " ".repeat(*column));
                let status = self.execute(Cell { code, ..cell.clone() });
                match self.cost {
                    Some(timing) if status == Status::Ok => command::timing(&timing),
                    _ => return status,
                }
            }
        };
        self.show(cell, Output::Display { bundle: answer, id: None });
        Status::Ok
    }

    /// A variable's type is known; anything else is compiled, and does not run.
    fn type_of(&mut self, expression: &str) -> Result<MimeBundle, CellError> {
        let names = self.engine.names();
        let variable = names.iter().find(|name| name.kind == NameKind::Variable && name.name == expression);
        if let Some(name) = variable {
            return Ok(command::type_of(&name.ty, name.full_type.as_deref().unwrap_or(&name.ty)));
        }
        let heard = self.hear(&Cell::probe(PROBE, command::probe(expression)));
        if heard.status == Status::Interrupted {
            return Err(CellError::Interrupted);
        }
        let (short, full) = self.engine.readable(&command::told(heard.outputs, expression)?);
        Ok(command::type_of(&short, &full))
    }

    /// Never waits for the process to get ready: cells behind this one would wait as well.
    fn document(&self, name: &str) -> Result<MimeBundle, String> {
        let completer = self.engine.completer();
        completer.wake();
        if let State::Loading(progress) = completer.state() {
            return Ok(MimeBundle::plain(say!("analyst-doc-loading", step = progress.step)));
        }
        let cursor = name.trim_end_matches(['(', ')', '!']).chars().count();
        match completer.document(&self.engine.context(), name, cursor) {
            Ok(Some(found)) => Ok(command::document(&found)),
            Ok(None) => Err(say!("command-doc-none", name = name)),
            Err(NoAnswer::Loading(progress)) => {
                Ok(MimeBundle::plain(say!("analyst-doc-loading", step = progress.step)))
            }
            Err(NoAnswer::Unavailable(reason)) => Err(reason),
        }
    }

    fn refuse(&self, cell: &Cell, message: String) -> Status {
        self.fail(cell, CellError::Refused { message })
    }

    fn fail(&self, cell: &Cell, error: CellError) -> Status {
        let status = if error == CellError::Interrupted { Status::Interrupted } else { Status::Error };
        self.show(cell, Output::Error(error));
        status
    }

    fn show(&self, cell: &Cell, output: Output) {
        self.tell(told(EngineEvent::Output(cell.id.clone(), output)));
    }
}
