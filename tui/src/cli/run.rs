//! `gradus run`: a lesson without a screen.

use super::{
    Outcome, colour,
    play::{Stage, play},
    signals::stop_on_ctrl_c,
    tell::{Json, Meter, Pictures, Teller, Text},
};
use crate::{
    course::{Asked, Course},
    engine::Engines,
    home::Home,
    runner::{Happening, SessionRunner, Trouble},
    say,
    tutor::{Keeping, Tutor},
};
use gradus_kernel::{
    Engine,
    engine::{Kind, Sink},
};
use gradus_lessons::{Catalog, Lesson, Mode, Progress, Runner as _, Step, StepKind, Store, plan, render};
use std::{
    io::{self, Write},
    sync::mpsc::Sender,
};

/// What is run, and with whose answers.
pub struct Script<'a> {
    /// Where included code is looked up.
    pub catalog: &'a Catalog,
    /// The lesson.
    pub lesson: &'a Lesson,
    /// Whose answers.
    pub mode: Mode,
    /// The learner's own.
    pub progress: &'a Progress,
}

/// Runs a lesson or a file.
pub fn run(course: &Course, what: &str, mode: Mode, json: bool, engine: Option<Kind>) -> anyhow::Result<Outcome> {
    let asked = Asked::find(course, what)?;
    let lesson = match asked.lesson {
        Ok(lesson) => lesson,
        Err(problems) => {
            writeln!(anstream::stderr(), "{}", render(&problems, &asked.sources, true))?;
            return Ok(Outcome::NotFine);
        }
    };
    let home = Home::open()?;
    let data = course.data(&home);
    let engines = Engines::new(&home)?.of(engine)?.keeping_in(&data);
    let loaded = Store::new(&data).load()?;
    if let Some(note) = loaded.note {
        writeln!(anstream::stderr(), "{}", say!("cli-error", error = note))?;
    }
    let script = Script { catalog: &asked.catalog, lesson: &lesson, mode, progress: &loaded.progress };
    let mut json_teller = Json(io::stdout());
    let stdout = colour::stdout();
    let plots = colour::plots(&stdout);
    let mut text_teller = Text::new(stdout, Meter::stderr(), Pictures::AsText).with_plots(plots);
    let teller: &mut dyn Teller = if json { &mut json_teller } else { &mut text_teller };
    let outcome = perform(&script, engines.make(&lesson.uses), teller, stop_on_ctrl_c)?;
    Ok(if outcome == Outcome::Fine && is_open(&script) { Outcome::NotFine } else { outcome })
}

/// Whether the reference stands in for an answer of the learner's: who judges work by the exit code must not take a
/// lesson for solved that nobody has worked on.
fn is_open(script: &Script<'_>) -> bool {
    let steps = plan(script.catalog, script.lesson, script.mode, script.progress);
    steps.iter().any(|step| step.kind == StepKind::Answer && step.reference)
}

/// Plays the script on an engine. `stoppable` gets a handle that stops everything.
///
/// # Errors
/// When cells cannot run here, or nobody reads what is told.
pub fn perform(
    script: &Script<'_>,
    make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
    teller: &mut dyn Teller,
    stoppable: impl FnOnce(Sender<Happening>) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let steps = plan(script.catalog, script.lesson, script.mode, script.progress);
    perform_steps(script, &steps, make, teller, stoppable)
}

/// The same with steps that were planned already.
///
/// # Errors
/// As [`perform`].
pub fn perform_steps(
    script: &Script<'_>,
    steps: &[Step],
    make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
    teller: &mut dyn Teller,
    stoppable: impl FnOnce(Sender<Happening>) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let course = script.catalog.clone();
    let tutor = Tutor::new(move || course, Keeping::Session(script.progress.clone())).of(script.lesson.id.clone());
    let mut runner = SessionRunner::guided(make, Box::new(tutor), Stage::new(teller));
    stoppable(runner.stopper())?;
    let tally = play(script.lesson, steps, &mut runner)?;
    if let Some(trouble) = runner.trouble.take() {
        return in_trouble(trouble);
    }
    let names = runner.names();
    drop(runner);
    teller.done(tally, &names)?;
    Ok(if tally.is_fine() { Outcome::Fine } else { Outcome::NotFine })
}

/// What a command answers when no cell can run any more.
///
/// # Errors
/// All but a stop that was asked for.
pub fn in_trouble(trouble: Trouble) -> anyhow::Result<Outcome> {
    match trouble {
        Trouble::Stopped => Ok(Outcome::Interrupted),
        Trouble::Unavailable(message) => Err(anyhow::Error::msg(message)),
        Trouble::Unheard(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests;
