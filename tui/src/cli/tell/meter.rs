//! How far a long step is: one line that changes on a terminal, a line now and then elsewhere.

use crate::say;
use gradus_protocol::Progress;
use std::io::{self, IsTerminal, Write};

/// Shows progress on standard error, so that it never mixes with results.
pub struct Meter<W = io::Stderr> {
    out: W,
    terminal: bool,
    open: bool,
    tenth: Option<(u64, String)>,
}

impl Meter {
    /// A meter on standard error.
    pub fn stderr() -> Self {
        let out = io::stderr();
        Meter::on(out.is_terminal(), out)
    }
}

impl<W: Write> Meter<W> {
    /// A meter on any writer.
    pub fn on(terminal: bool, out: W) -> Self {
        Self { out, terminal, open: false, tenth: None }
    }

    /// Shows how far it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn show(&mut self, progress: &Progress) -> io::Result<()> {
        let line = line(progress);
        if self.terminal {
            self.open = true;
            write!(self.out, "\r\x1b[2K{line}")?;
            return self.out.flush();
        }
        // A log wants a line each tenth, not one for each of a hundred crates; where the total is unknown, each step.
        let tenth = match progress.total {
            0 => (0, progress.step.clone()),
            total => (progress.done * 10 / total, String::new()),
        };
        if self.tenth.as_ref() != Some(&tenth) {
            self.tenth = Some(tenth);
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Takes the line away; other output may follow.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn clear(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.open) {
            write!(self.out, "\r\x1b[2K")?;
            self.out.flush()?;
        }
        Ok(())
    }
}

fn line(progress: &Progress) -> String {
    let Progress { step, done, total, seconds_left } = progress;
    match (*total, *seconds_left) {
        (0, _) => say!("meter-step", step = step),
        (total, None) => say!("meter-count", step = step, done = done, total = total),
        (total, Some(left)) if left < 60 => {
            say!("meter-seconds", step = step, done = done, total = total, left = left)
        }
        (total, Some(left)) => {
            say!("meter-minutes", step = step, done = done, total = total, left = left.div_ceil(60))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(done: u64) -> Progress {
        Progress { step: "compiling dfdx".into(), done, total: 50, seconds_left: Some(61) }
    }

    #[test]
    fn a_log_gets_a_line_each_tenth() {
        let mut out = Vec::new();
        let mut meter = Meter::on(false, &mut out);
        (0..=50).for_each(|done| meter.show(&progress(done)).unwrap());
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 11, "{text}");
        assert!(text.starts_with("compiling dfdx (0 of 50, about 2 minutes left)\n"), "{text}");
    }

    #[test]
    fn a_terminal_gets_one_line_that_goes_away() {
        let mut out = Vec::new();
        let mut meter = Meter::on(true, &mut out);
        meter.show(&progress(1)).unwrap();
        meter.clear().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains('\n') && text.ends_with("\r\x1b[2K"), "{text:?}");
    }
}
