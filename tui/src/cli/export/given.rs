//! Runs a lesson's cells and keeps what they give.

use crate::{
    cli::{
        Outcome,
        play::Tally,
        run::{Script, perform_steps},
        signals::stop_on_ctrl_c,
        tell::{Meter, Teller},
    },
    course::Course,
    engine::Engines,
    home::Home,
};
use gradus_lessons::{Mode, export::Outputs, plan, plan_with_own, settled};
use gradus_protocol::{Event, Name};
use std::io;

/// Keeps outputs by the cell they stand under; a check's stand under its exercise.
struct Given {
    outputs: Outputs,
    meter: Meter,
}

impl Teller for Given {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::Preparing(progress) => self.meter.show(progress)?,
            Event::Output { cell, output } => {
                let under = cell.0.strip_prefix("check:").unwrap_or(&cell.0).to_owned();
                self.outputs.entry(under).or_default().push(output.clone());
            }
            _ => self.meter.clear()?,
        }
        Ok(())
    }

    fn done(&mut self, _: Tally, _: &[Name]) -> io::Result<()> {
        Ok(())
    }
}

/// What the cells of a lesson give, as it stands in the end, and with a learner's answers also the cells that they added.
/// `None` where Ctrl-C stopped it.
///
/// # Errors
/// When cells cannot run here.
pub fn given(course: &Course, script: &Script<'_>) -> anyhow::Result<Option<Outputs>> {
    let home = Home::open()?;
    let engines = Engines::new(&home)?.keeping_in(&course.data(&home));
    let mut given = Given { outputs: Outputs::new(), meter: Meter::stderr() };
    // A check that does not pass is no reason to write nothing: the page says so.
    let Script { catalog, lesson, mode, progress } = *script;
    let steps = match mode {
        Mode::Mine => plan_with_own(catalog, lesson, progress),
        Mode::Solutions | Mode::Starters => plan(catalog, lesson, mode, progress),
    };
    let done = perform_steps(script, &steps, engines.make(&lesson.uses), &mut given, stop_on_ctrl_c)?;
    if done == Outcome::Interrupted {
        return Ok(None);
    }
    Ok(Some(given.outputs.into_iter().map(|(id, outputs)| (id, settled(&outputs))).collect()))
}
