//! `gradus setup`: builds what lessons need ahead, and proves it by running a cell.

use super::{Outcome, colour, run::in_trouble, signals::stop_on_ctrl_c, tell::Waiting};
use crate::{
    course::Course,
    embedded,
    engine::Engines,
    home::Home,
    runner::{Listener as _, SessionRunner, Trouble},
    say,
};
use gradus_kernel::{
    Engine, analyst,
    engine::{Sink, direct},
};
use gradus_lessons::{RunCell, Runner, run_reference};
use gradus_protocol::{CellId, Event, Output};
use std::{
    io::Write,
    time::{Instant, SystemTime},
};

/// What a session must be able to do, and what it gives.
const KIT: (&str, &str) = ("1 + 2", "3");
const FRAMES: (&str, &str) = ("gradus_frames::penguins()?.height()", "344");

/// Builds everything ahead; polars, the lessons' cells and completion if asked for.
pub fn setup(course: &Course, frames: bool, lessons: bool, completion: bool) -> anyhow::Result<Outcome> {
    let home = Home::open()?;
    let engines = Engines::new(&home)?.keeping_in(&course.data(&home));
    let mut out = colour::stdout();
    writeln!(out, "{}", say!("setup-begin", folder = home.folder().display()))?;
    if frames {
        writeln!(out, "{}", say!("setup-begin-frames"))?;
    }
    let outcome = prove(engines.make(&[]), frames, &mut out)?;
    if outcome != Outcome::Fine {
        return Ok(outcome);
    }
    if lessons {
        let (began, since) = (Instant::now(), SystemTime::now());
        if let Some(trouble) = run_lessons(course, |uses| engines.make(uses), &mut out)? {
            return in_trouble(trouble);
        }
        let cells = direct::publish_lessons(home.folder(), since)?;
        writeln!(out, "{}", say!("setup-lessons-done", cells = cells, seconds = began.elapsed().as_secs()))?;
    }
    if completion {
        build_completion(&home, &mut out)?;
    }
    Ok(Outcome::Fine)
}

/// Builds the program behind completion by types.
fn build_completion(home: &Home, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{}", say!("setup-completion-begin"))?;
    let began = Instant::now();
    let mut waiting = Waiting::stderr();
    // Who listens to progress is gone at worst.
    let told = |progress| drop(waiting.hear(&Event::Preparing(progress)));
    let program = analyst::build(home.folder(), &embedded::analyst_sources(), told).map_err(anyhow::Error::msg)?;
    waiting.hear(&Event::Ready)?;
    let megabytes = program.metadata().map_or(0, |meta| meta.len()) >> 20;
    writeln!(out, "{}", say!("setup-completion-done", seconds = began.elapsed().as_secs(), megabytes = megabytes))?;
    Ok(())
}

/// Runs every lesson with its solutions, so that its cells are compiled when a learner comes to them.
fn run_lessons<M: FnOnce(Sink) -> Box<dyn Engine> + Send + 'static>(
    course: &Course,
    make: impl Fn(&[String]) -> M,
    out: &mut impl Write,
) -> anyhow::Result<Option<Trouble>> {
    let mut runner = SessionRunner::idle(Waiting::stderr());
    stop_on_ctrl_c(runner.stopper())?;
    let catalog = course.catalog()?;
    let lessons: Vec<_> = catalog.lessons().collect();
    for (index, lesson) in lessons.iter().enumerate() {
        let (number, total) = (index + 1, lessons.len());
        writeln!(out, "{}", say!("setup-lesson", number = number, total = total, lesson = lesson.id))?;
        // What a lesson breaks of its laws is the authors' business; the cells before it are compiled.
        runner.anew(make(&lesson.uses));
        run_reference(&catalog, lesson, &mut runner);
        if let Some(trouble) = runner.trouble.take() {
            return Ok(Some(trouble));
        }
    }
    Ok(None)
}

fn prove(
    make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
    frames: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let began = Instant::now();
    let mut runner = SessionRunner::start(make, Waiting::stderr());
    stop_on_ctrl_c(runner.stopper())?;
    for (code, answer) in [KIT].into_iter().chain(frames.then_some(FRAMES)) {
        let cell = RunCell { id: CellId::new("proof"), code: code.into(), hidden: false, opt: None };
        let report = runner.run(&cell);
        if let Some(trouble) = runner.trouble.take() {
            return in_trouble(trouble);
        }
        let right = report.outputs.iter().any(|output| match output {
            Output::Value(bundle) => bundle.text("text/plain").map(str::trim) == Some(answer),
            _ => false,
        });
        if !right {
            let outputs = serde_json::to_string(&report.outputs)?;
            writeln!(out, "{}", say!("setup-wrong", code = code, answer = answer, outputs = outputs))?;
            return Ok(Outcome::NotFine);
        }
        let (seconds, took) = (began.elapsed().as_secs(), report.took.as_millis());
        let done = match code == KIT.0 {
            true => say!("setup-done", seconds = seconds, took = took),
            false => say!("setup-done-frames", seconds = seconds),
        };
        writeln!(out, "{done}")?;
    }
    Ok(Outcome::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_kernel::engine::scripted::{Answer, ScriptedEngine};
    use gradus_protocol::MimeBundle;

    fn proved(answer: Answer) -> Outcome {
        let engine = |sink| Box::new(ScriptedEngine::new(sink).answer("1 + 2", answer)) as Box<dyn Engine>;
        prove(engine, false, &mut Vec::new()).unwrap()
    }

    #[test]
    fn only_a_three_is_a_proof() {
        assert_eq!(proved(Answer::ok([Output::Value(MimeBundle::plain("3"))])), Outcome::Fine);
        assert_eq!(proved(Answer::ok([Output::Value(MimeBundle::plain("4"))])), Outcome::NotFine);
        assert_eq!(proved(Answer::ok([])), Outcome::NotFine);
    }

    #[test]
    fn frames_are_proved_after_the_kit() {
        let proved = |rows: &'static str| {
            let value = |text| Answer::ok([Output::Value(MimeBundle::plain(text))]);
            let engine = move |sink| {
                let engine = ScriptedEngine::new(sink).answer(KIT.0, value("3")).answer(FRAMES.0, value(rows));
                Box::new(engine) as Box<dyn Engine>
            };
            let mut out = Vec::new();
            let outcome = prove(engine, true, &mut out).unwrap();
            (outcome, String::from_utf8(out).unwrap().lines().count())
        };
        assert_eq!(proved("344"), (Outcome::Fine, 2));
        assert_eq!(proved("343").0, Outcome::NotFine);
    }
}
