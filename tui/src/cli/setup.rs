//! `gradus setup`: builds what lessons need ahead, and proves it by running a cell.

use super::{Outcome, colour, run::in_trouble, signals::stop_on_ctrl_c, tell::Waiting};
use crate::{engine::Engines, home::Home, runner::SessionRunner, say};
use gradus_kernel::{Engine, engine::Sink};
use gradus_lessons::{RunCell, Runner};
use gradus_protocol::{CellId, Output};
use std::{io::Write, time::Instant};

/// Builds everything ahead.
pub fn setup() -> anyhow::Result<Outcome> {
    let home = Home::open()?;
    let engines = Engines::new(&home)?;
    let mut out = colour::stdout();
    writeln!(out, "{}", say!("setup-begin", folder = home.folder().display()))?;
    prove(engines.make(), &mut out)
}

fn prove(make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let began = Instant::now();
    let mut runner = SessionRunner::start(make, Waiting::stderr());
    stop_on_ctrl_c(runner.stopper())?;
    let cell = RunCell { id: CellId::new("proof"), code: "1 + 2".into(), hidden: false, opt: None };
    let report = runner.run(&cell);
    if let Some(trouble) = runner.trouble.take() {
        return in_trouble(trouble);
    }
    let three = report.outputs.iter().any(|output| match output {
        Output::Value(bundle) => bundle.text("text/plain").map(str::trim) == Some("3"),
        _ => false,
    });
    if !three {
        let outputs = serde_json::to_string(&report.outputs)?;
        writeln!(out, "{}", say!("setup-wrong", outputs = outputs))?;
        return Ok(Outcome::NotFine);
    }
    let took = report.took.as_millis();
    writeln!(out, "{}", say!("setup-done", seconds = began.elapsed().as_secs(), took = took))?;
    Ok(Outcome::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_kernel::engine::scripted::{Answer, ScriptedEngine};
    use gradus_protocol::MimeBundle;

    fn proved(answer: Answer) -> Outcome {
        let engine = |sink| Box::new(ScriptedEngine::new(sink).answer("1 + 2", answer)) as Box<dyn Engine>;
        prove(engine, &mut Vec::new()).unwrap()
    }

    #[test]
    fn only_a_three_is_a_proof() {
        assert_eq!(proved(Answer::ok([Output::Value(MimeBundle::plain("3"))])), Outcome::Fine);
        assert_eq!(proved(Answer::ok([Output::Value(MimeBundle::plain("4"))])), Outcome::NotFine);
        assert_eq!(proved(Answer::ok([])), Outcome::NotFine);
    }
}
