//! Outputs and verdicts for people: each cell's name, what it gave, and how long it took.

use super::{Meter, Tally, Teller, indented::Indented, plots::Plots};
use crate::say;
use anstyle::{AnsiColor, Style};
use gradus_protocol::{
    CellError, CellId, Diagnostic, DisplayId, Event, MimeBundle, Name, Output, Payload, Status, Verdict,
};
use std::{
    collections::HashMap,
    fs,
    io::{self, Write},
    path::PathBuf,
};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const NOTICE: Style = AnsiColor::Yellow.on_default();
const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// Tells a run as text. Styles are always written; the writer strips them where they are not wanted.
pub struct Text<W: Write> {
    out: Indented<W>,
    meter: Meter,
    cell: Option<CellId>,
    /// Whether that cell gave anything.
    gave: bool,
    /// How many pictures of each cell were saved.
    saved: HashMap<String, usize>,
    /// Displays that updates may still replace, told when their cell ends.
    open: Vec<(DisplayId, MimeBundle)>,
    pictures: Pictures,
    plots: Plots,
}

/// What becomes of pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pictures {
    /// Only their text form is told.
    AsText,
    /// They are saved in this folder as well, and where is told.
    Saved(PathBuf),
}

impl<W: Write> Text<W> {
    /// A teller on a writer.
    pub fn new(out: W, meter: Meter, pictures: Pictures) -> Self {
        Self {
            out: Indented::new(out),
            meter,
            cell: None,
            gave: false,
            saved: HashMap::new(),
            open: Vec::new(),
            pictures,
            plots: Plots::Plain,
        }
    }

    /// Draws plots in this way.
    pub fn with_plots(self, plots: Plots) -> Self {
        Self { plots, ..self }
    }

    /// The writer, for what stands between cells; at the beginning of a line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn between(&mut self) -> io::Result<&mut W> {
        self.meter.clear()?;
        self.out.line_start()?;
        Ok(&mut self.out.out)
    }

    /// Says the cell's name when another one begins.
    fn enter(&mut self, cell: &CellId) -> io::Result<()> {
        if self.cell.as_ref() != Some(cell) {
            self.cell = Some(cell.clone());
            self.gave = false;
            let out = self.between()?;
            writeln!(out, "{HEAD}{cell}{HEAD:#}")?;
        }
        Ok(())
    }

    fn output(&mut self, output: &Output) -> io::Result<()> {
        if matches!(output, Output::Value(_) | Output::Error(_)) {
            self.close_displays()?;
        }
        match output {
            Output::Stream { data, .. } => return self.out.write_all(data),
            Output::Value(bundle) | Output::Display { bundle, id: None } => self.bundle(bundle)?,
            Output::Display { bundle, id: Some(id) } | Output::Update { bundle, id } => {
                match self.open.iter_mut().find(|(known, _)| known == id) {
                    Some((_, shown)) => shown.clone_from(bundle),
                    None => self.open.push((id.clone(), bundle.clone())),
                }
            }
            // What was told cannot be taken back; displays that are still open can.
            Output::Clear { .. } => self.open.clear(),
            Output::Verdict(verdict) => self.verdict(verdict)?,
            Output::Note(note) => self.paragraph(NOTICE, &say!("run-note", note = note))?,
            Output::Error(error) => self.error(error)?,
        }
        self.out.flush()
    }

    fn bundle(&mut self, bundle: &MimeBundle) -> io::Result<()> {
        if let Some(text) = self.plots.text(bundle) {
            self.out.line_start()?;
            writeln!(self.out, "{}", text.trim_end_matches('\n'))?;
        }
        let saved = match (&self.pictures, bundle.binary("image/png")) {
            (Pictures::Saved(folder), Some(png)) => {
                let path = folder.join(picture_name(self.cell.as_ref(), &mut self.saved));
                fs::write(&path, png)?;
                Some(path)
            }
            _ => None,
        };
        if let Some(path) = saved {
            self.paragraph(QUIET, &say!("run-picture-saved", file = path.display()))?;
        } else if bundle.text("text/plain").is_none()
            && let Some((mime, payload)) = bundle.iter().next()
        {
            let bytes = match payload {
                Payload::Text(text) => text.len(),
                Payload::Binary(bytes) => bytes.len(),
            };
            self.paragraph(QUIET, &say!("run-no-text", mime = mime, kilobytes = bytes.div_ceil(1024)))?;
        }
        Ok(())
    }

    fn verdict(&mut self, verdict: &Verdict) -> io::Result<()> {
        let (style, text) = match verdict {
            Verdict::Pass { message } => (GOOD, say!("run-pass", message = message)),
            Verdict::Fail { message } => (BAD, say!("run-fail", message = message)),
            Verdict::NotAttempted { message } => (NOTICE, say!("run-not-attempted", message = message)),
            Verdict::Broken { message } => (BAD, say!("run-broken", message = message)),
        };
        self.paragraph(style, &text)
    }

    fn error(&mut self, error: &CellError) -> io::Result<()> {
        let text = match error {
            CellError::Compile { diagnostics } => {
                self.out.line_start()?;
                for Diagnostic { rendered, advice, .. } in diagnostics {
                    writeln!(self.out, "{}", rendered.trim_end())?;
                    if let Some(advice) = advice {
                        self.paragraph(NOTICE, &say!("run-advice", advice = advice))?;
                    }
                }
                return Ok(());
            }
            CellError::Panic { message, place: Some(place) } => {
                say!("run-panic-at", cell = place.cell, line = place.line, message = message)
            }
            CellError::Panic { message, place: None } => say!("run-panic", message = message),
            CellError::Failed { message, place: Some(place) } => {
                say!("run-failed-at", cell = place.cell, line = place.line, message = message)
            }
            CellError::Failed { message, place: None } => say!("run-failed", message = message),
            CellError::Refused { message } => say!("run-refused", message = message),
            CellError::Died { message } => say!("run-died", message = message),
            CellError::Interrupted => say!("run-interrupted"),
        };
        self.paragraph(BAD, &text)
    }

    fn paragraph(&mut self, style: Style, text: &str) -> io::Result<()> {
        self.out.line_start()?;
        for line in text.lines() {
            writeln!(self.out, "{style}{line}{style:#}")?;
        }
        Ok(())
    }

    /// Tells displays as their last update left them.
    fn close_displays(&mut self) -> io::Result<()> {
        std::mem::take(&mut self.open).iter().try_for_each(|(_, bundle)| self.bundle(bundle))
    }

    fn finished(&mut self, status: Status, took_ms: u64) -> io::Result<()> {
        self.close_displays()?;
        let seconds = format!("{:.2}", took_ms as f64 / 1000.0);
        let (style, text) = match status {
            // A check that was answered without running has said enough.
            Status::Skipped if self.gave => (QUIET, String::new()),
            Status::Ok => (QUIET, say!("run-took", seconds = seconds)),
            Status::Skipped => (QUIET, say!("run-skipped")),
            Status::Error | Status::Interrupted | Status::Died => (BAD, say!("run-took-failed", seconds = seconds)),
        };
        self.paragraph(style, &text)?;
        self.cell = None;
        self.out.flush()
    }
}

impl<W: Write> Teller for Text<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::Preparing(progress) => self.meter.show(progress),
            Event::Ready => self.meter.clear(),
            // The command ends with these words; saying them twice helps nobody.
            Event::Unavailable { .. } => self.meter.clear(),
            Event::Started { cell, .. } => self.enter(cell),
            Event::Output { cell, output } => {
                self.enter(cell)?;
                self.gave = true;
                self.output(output)
            }
            Event::Finished { cell, status, took_ms, .. } => {
                self.enter(cell)?;
                self.finished(*status, *took_ms)
            }
            // Answered by the runner; the cell says what became of it.
            Event::Ask { .. } => Ok(()),
            // The list of variables is asked for with `:vars`.
            Event::Names { .. } => Ok(()),
            Event::Restarted { reason, .. } if reason.is_empty() => Ok(()),
            Event::Restarted { reason, .. } => self.paragraph(NOTICE, &say!("run-restarted", reason = reason)),
            Event::Restored { .. } => Ok(()),
        }
    }

    fn done(&mut self, tally: Tally, _: &[Name]) -> io::Result<()> {
        let style = match (tally.is_fine(), tally.open) {
            (false, _) => BAD,
            (true, 0) => GOOD,
            (true, _) => NOTICE,
        };
        let mut line =
            say!("run-tally", cells = tally.cells, passed = tally.passed, failed = tally.failed + tally.not_passed);
        if tally.open > 0 {
            line = say!("run-tally-open", line = line, open = tally.open);
        }
        if tally.skipped > 0 {
            line = say!("run-tally-skipped", line = line, skipped = tally.skipped);
        }
        let out = self.between()?;
        writeln!(out, "{style}{line}{style:#}")?;
        out.flush()
    }
}

/// A picture's file is named by its cell and counted, so that a second run writes the same files again.
fn picture_name(cell: Option<&CellId>, saved: &mut HashMap<String, usize>) -> String {
    let name = cell.map_or("", |cell| &cell.0).replace(|c: char| !c.is_alphanumeric() && c != '-', "-");
    let count = saved.entry(name.clone()).or_default();
    *count += 1;
    format!("{name}-{count}.png")
}
