//! From a cell to a library, learning from each failed attempt.

use super::{
    DirectEngine,
    advise::Known,
    compile::Compiled,
    diagnose::{self, About, Judgement},
    generate::{self, Lessons},
    quoted,
    scope::{Draft, Source},
    source_map::{self, Generated},
    split,
    words::Words,
};
use crate::engine::{Cell, Role, Timing};
use gradus_protocol::{CellError, Diagnostic};
use std::{io, path::PathBuf, sync::Arc, time::Instant};

/// How often a cell is generated anew before its errors are shown as they are. Each attempt teaches one thing more
/// (a moved variable, a type without a name), so a cell rarely needs more than three.
const ATTEMPTS: usize = 12;

/// A cell that compiled.
pub struct Built {
    /// The session as it will be.
    pub draft: Draft,
    /// What the attempts taught.
    pub lessons: Lessons,
    /// What to load.
    pub library: PathBuf,
    /// What it was compiled from.
    pub generated: Arc<Generated>,
}

/// Why a cell did not compile.
pub enum NotBuilt {
    /// The learner's errors, or ours.
    Error(CellError),
    /// Stopped on request.
    Interrupted,
}

/// What makes a library of generated source, or only looks at it.
pub(super) type Compile<'a> = &'a mut dyn FnMut(&Generated) -> Result<Compiled, NotBuilt>;

impl DirectEngine {
    /// Compiles the cell, learning from each failed attempt.
    pub(super) fn build(&mut self, cell: &Cell) -> Result<Built, NotBuilt> {
        let ready = self.ready.as_ref().ok_or_else(|| refused(say!("cell-not-started")))?;
        let level = self.pace.level(cell);
        let (mut timing, mut spent) = (None, Timing::default());
        let mut clock = Instant::now();
        let mut lap = move || std::mem::replace(&mut clock, Instant::now()).elapsed();
        let built = self.attempt(cell, &mut |generated| {
            if self.interrupts.requested() {
                return Err(NotBuilt::Interrupted);
            }
            spent.attempts += u32::from(!ready.compiler.is_kept(&generated.text, level));
            spent.generate += lap();
            let compiled = ready.compiler.compile(&generated.text, level).map_err(no_compiler)?;
            spent.compile += lap();
            timing = Some(spent);
            Ok(compiled)
        });
        let name = built.as_ref().map(|built| ready.compiler.file_name(&built.generated.text, level));
        self.timing = timing;
        if let (Ok(built), Ok(name)) = (&built, name) {
            self.files.insert(name, (Arc::clone(&built.generated), built.draft.sources.clone()));
        }
        built
    }

    /// Generates the cell's source until the compiler takes it, or has errors that are the learner's.
    pub(super) fn attempt(&self, cell: &Cell, compile: Compile<'_>) -> Result<Built, NotBuilt> {
        let split = match split::split(&cell.code, &self.scope.makers()) {
            Ok(split) => split,
            Err(error) => return Err(syntax_error(compile, cell, &error)),
        };
        if let Some(name) = split.reserved.first() {
            return Err(refused(say!("cell-reserved", name = name)));
        }
        let mut draft = self.scope.draft(cell, split);
        let hiding = draft.hiding();
        let added: Vec<&str> = self.ready.iter().flat_map(|ready| ready.runtime.added()).collect();
        let mut lessons = Lessons::default();
        let mut last = Vec::new();
        for _ in 0..ATTEMPTS {
            let generated = generate::generate(&self.scope, &draft, &lessons, &added);
            match compile(&generated)? {
                Compiled::Library(library) => {
                    if cell.role == Role::Probe && !(lessons.moved.is_empty() && lessons.carried.is_empty()) {
                        let names: Vec<_> = lessons.moved.union(&lessons.carried).cloned().collect();
                        return Err(refused(say!("cell-probe-moves", names = names.join(", "))));
                    }
                    draft.inputs.retain(|(name, _)| !lessons.hidden.contains(name));
                    return Ok(Built { draft, lessons, library, generated: Arc::new(generated) });
                }
                Compiled::Interrupted => return Err(NotBuilt::Interrupted),
                Compiled::Rejected(errors) => {
                    if let Some(name) = diagnose::short_static(&errors, &generated) {
                        return Err(refused(say!("cell-static-lifetime", name = name)));
                    }
                    let (split, known) = (&draft.split, Known::new(&self.scope, &draft));
                    let about = About {
                        sources: &draft.sources,
                        assigned: &split.assigned,
                        hiding: &hiding,
                        bindings: &split.bindings,
                        known: &known,
                    };
                    match diagnose::judge(&errors, &generated, about, &mut lessons) {
                        Judgement::Retry => last = errors,
                        Judgement::Borrows(names) => {
                            return Err(refused(say!("cell-borrows", names = quoted(&names))));
                        }
                        Judgement::Errors(found) if split.returns && found.iter().any(is_about_a_return) => {
                            return Err(refused(say!("cell-return")));
                        }
                        Judgement::Errors(diagnostics) => {
                            return Err(NotBuilt::Error(CellError::Compile { diagnostics }));
                        }
                    }
                }
            }
        }
        let words = last.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("\n");
        Err(refused(say!("cell-attempts", errors = words)))
    }
}

/// Whether an error is about what a cell's body gives back, of which the learner knows nothing.
fn is_about_a_return(error: &Diagnostic) -> bool {
    error.place.is_none() || error.rendered.contains("expected `Result<_, Box<dyn Error>>`")
}

fn refused(message: String) -> NotBuilt {
    NotBuilt::Error(CellError::Refused { message })
}

/// rustc did not start, or what it needs cannot be written.
pub(super) fn no_compiler(error: io::Error) -> NotBuilt {
    refused(say!("cell-no-compile", error = error))
}

/// The errors of a cell that was compiled without the session's variables and imports: that it does not know them says
/// nothing.
fn syntax_alone(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (syntax, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|error| error.code.is_none());
    if syntax.is_empty() { others } else { syntax }
}

/// What rustc says about a cell that is no sequence of statements; syn's words if rustc sees nothing wrong.
fn syntax_error(compile: Compile<'_>, cell: &Cell, error: &split::SplitError) -> NotBuilt {
    let sources = [Source { cell: cell.id.clone(), text: cell.code.as_str().into(), looks: Arc::default() }];
    let mut generated = Generated::default();
    generated.line("fn main() {");
    generated.piece(&sources, 0, &(0..cell.code.len()));
    // Whatever is missing at the end is missing behind the last word.
    generated.insert(source_map::END, 0, cell.code.trim_end().len());
    let diagnostics = match compile(&generated) {
        Err(not_built) => return not_built,
        Ok(Compiled::Interrupted) => return NotBuilt::Interrupted,
        Ok(Compiled::Library(_)) => vec![Diagnostic {
            code: None,
            message: error.message.clone(),
            rendered: error.message.clone(),
            place: Some(source_map::place(&sources[0], error.at)),
            advice: None,
        }],
        Ok(Compiled::Rejected(errors)) => {
            let none = Words::new();
            let about =
                About { sources: &sources, assigned: &none, hiding: &none, bindings: &[], known: &Known::default() };
            match diagnose::judge(&errors, &generated, about, &mut Lessons::default()) {
                Judgement::Errors(found) => syntax_alone(found),
                Judgement::Retry | Judgement::Borrows(_) => Vec::new(),
            }
        }
    };
    NotBuilt::Error(CellError::Compile { diagnostics })
}
