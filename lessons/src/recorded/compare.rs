//! The law: a reference run gives what was recorded.

use super::{Recorded, Run, fingerprint, kept, text::difference};
use crate::{
    Block, Catalog, Cell, Code, Compared, Figure, Lesson, Mode, Problem, Progress, StepKind, lint::problem_at,
    measured, plan, say,
};
use gradus_protocol::{MimeBundle, Output, Status};

/// How far apart a figure and its tolerance may be only because decimal fractions have no exact binary form.
const ROUNDING: f64 = 1e-9;

/// The longest piece of a line that a problem quotes, in characters.
const QUOTED: usize = 80;

/// What a reference run, all of it, gave otherwise than it was recorded. Cells that failed have their own law.
///
/// Every cell is in the recording, made from the same source; it gives the same kinds of outputs in the same order.
/// Texts are the same but for numbers with a fraction, which may be off by a thousandth; figures may be off by their
/// tolerance; of plots, and of cells that say `compare=kinds`, only the kinds are compared.
pub fn compare(catalog: &Catalog, lesson: &Lesson, runs: &[Run]) -> Vec<Problem> {
    let stale = compare_sources(catalog, lesson);
    let Some(recorded) = catalog.recorded(&lesson.id).filter(|_| stale.is_empty()) else {
        // A changed cell changes what those after it give: one piece of news at a time.
        return stale;
    };
    let mut law = Law { catalog, lesson, problems: Vec::new() };
    for run in runs.iter().filter(|run| run.report.status == Status::Ok) {
        let id = &run.cell.id.0;
        if let (Some(block), Some(was)) = (lesson.block(id), recorded.cells.get(id)) {
            law.cell(id, block, &was.outputs, run, recorded);
        }
    }
    law.problems
}

/// What of a lesson's recording is not of the lesson as it stands: needs no run.
pub fn compare_sources(catalog: &Catalog, lesson: &Lesson) -> Vec<Problem> {
    let mut law = Law { catalog, lesson, problems: Vec::new() };
    let Some(recorded) = catalog.recorded(&lesson.id) else {
        law.again(1, say!("recorded-none"));
        return law.problems;
    };
    let steps = plan(catalog, lesson, Mode::Solutions, &Progress::default());
    let cells: Vec<_> =
        steps.iter().filter(|step| matches!(step.kind, StepKind::Cell | StepKind::Answer)).map(|s| &s.cell).collect();
    for cell in &cells {
        let id = &cell.id.0;
        let Some((_, Code { line, .. })) = lesson.block(id).and_then(Block::code) else { continue };
        match recorded.cells.get(id) {
            Some(known) if known.source == fingerprint(&cell.code) => {}
            Some(_) => law.again(*line, say!("recorded-stale", cell = id)),
            None => law.again(*line, say!("recorded-missing", cell = id)),
        }
    }
    for id in recorded.cells.keys().filter(|id| !cells.iter().any(|cell| cell.id.0 == **id)) {
        law.again(1, say!("recorded-gone", cell = id));
    }
    for (cell, figure) in lesson.blocks.iter().filter_map(figure) {
        if !recorded.figures.contains_key(&figure.name) {
            law.again(cell.code.line - 1, say!("recorded-no-figure", name = figure.name));
        }
    }
    law.problems
}

fn figure(block: &Block) -> Option<(&Cell, &Figure)> {
    match block {
        Block::Cell(cell) => Some((cell, cell.figure.as_ref()?)),
        _ => None,
    }
}

struct Law<'a> {
    catalog: &'a Catalog,
    lesson: &'a Lesson,
    problems: Vec<Problem>,
}

impl Law<'_> {
    /// The recording is not of this lesson.
    fn again(&mut self, line: usize, found: String) {
        let instead = say!("recorded-again", lesson = self.lesson.id);
        self.problems.push(problem_at(self.catalog, self.lesson, line, found, instead));
    }

    /// The lesson gives something else.
    fn differs(&mut self, line: usize, found: String) {
        let instead = say!("recorded-differs-instead", lesson = self.lesson.id);
        self.problems.push(problem_at(self.catalog, self.lesson, line, found, instead));
    }

    fn cell(&mut self, id: &str, block: &Block, was: &[Output], run: &Run, recorded: &Recorded) {
        let line = block.code().map_or(1, |(_, code)| code.line);
        let now = kept(&run.report.outputs);
        if !was.iter().map(kind).eq(now.iter().map(kind)) {
            let kinds = |outputs: &[Output]| match outputs {
                [] => say!("recorded-nothing"),
                some => some.iter().map(kind).collect::<Vec<_>>().join(", "),
            };
            return self.differs(line, say!("recorded-kinds", cell = id, was = kinds(was), now = kinds(&now)));
        }
        let figure = figure(block).map(|(_, figure)| figure);
        let texts = !matches!(block, Block::Cell(Cell { compared: Compared::Kinds, .. }));
        // The value of a figure has a tolerance of its own.
        let number = figure.and_then(|_| now.iter().rposition(|output| matches!(output, Output::Value(_))));
        let mut pairs = was.iter().zip(&now).enumerate().filter(|(at, _)| texts && number != Some(*at));
        if let Some((was, now)) = pairs.find_map(|(_, (was, now))| changed(was, now)) {
            let quoted = |line: &str| line.trim().chars().take(QUOTED).collect::<String>();
            self.differs(line, say!("recorded-text", cell = id, was = quoted(&was), now = quoted(&now)));
        }
        if let Some(figure) = figure
            && let (Some(was), Some((_, now))) = (recorded.figures.get(&figure.name), measured(&run.report))
            && (was - now).abs() > figure.tolerance + ROUNDING * was.abs()
        {
            let (name, tolerance) = (&figure.name, figure.tolerance.to_string());
            let found =
                say!("recorded-figure", name = name, was = was.to_string(), now = now.to_string(), tol = tolerance);
            self.differs(line, found);
        }
    }
}

/// What kind of output it is, with the types of its representations.
fn kind(output: &Output) -> String {
    let types = |bundle: &MimeBundle| bundle.iter().map(|(mime, _)| mime).collect::<Vec<_>>().join(" + ");
    match output {
        Output::Stream { name, .. } => format!("{name:?}").to_lowercase(),
        Output::Value(bundle) => say!("recorded-value", types = types(bundle)),
        Output::Display { bundle, .. } | Output::Update { bundle, .. } => {
            say!("recorded-display", types = types(bundle))
        }
        Output::Clear { .. } => say!("recorded-clear"),
        Output::Verdict(_) => say!("recorded-verdict"),
        Output::Note(_) => say!("recorded-note"),
        Output::Error(_) => say!("recorded-error"),
    }
}

/// The first lines in which two outputs of one kind differ.
fn changed(was: &Output, now: &Output) -> Option<(String, String)> {
    let lines = |was: &str, now: &str| difference(was, now).map(|(was, now)| (was.to_owned(), now.to_owned()));
    match (was, now) {
        (Output::Stream { data: was, .. }, Output::Stream { data: now, .. }) => {
            lines(&String::from_utf8_lossy(was), &String::from_utf8_lossy(now))
        }
        (
            Output::Value(was) | Output::Display { bundle: was, .. },
            Output::Value(now) | Output::Display { bundle: now, .. },
        ) => {
            if was.get("image/svg+xml").is_some() {
                return None;
            }
            was.iter().find_map(|(mime, _)| lines(was.text(mime)?, now.text(mime)?))
        }
        (Output::Verdict(was), Output::Verdict(now)) => lines(was.message(), now.message()),
        _ => None,
    }
}
