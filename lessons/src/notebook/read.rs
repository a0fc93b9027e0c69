//! A learner's answers out of a notebook, whatever became of its cells.
//!
//! What answers an exercise is decided as a session decides it ([`Attempts`]), as if the notebook's cells had run in
//! the order of their execution counts. A cell whose line `:exercise ID` is gone is still known by its id and, where
//! no other cell claims the exercise, by its metadata.

use super::{EXERCISE, LESSON, METADATA, command, rust};
use crate::{Attempt, Attempts, Catalog, Lesson, Report, judge::defined, judge::same, say};
use gradus_protocol::{CellId, Name, NameKind, Status};
use nbformat::{Notebook, v4};
use std::{collections::BTreeMap, time::Duration};

/// What a notebook holds of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The lesson.
    pub lesson: Lesson,
    /// The answers, by exercise. Without the ones below.
    pub answers: BTreeMap<String, String>,
    /// Exercises with nothing filled in.
    pub open: Vec<String>,
    /// Exercises that no cell answers.
    pub missing: Vec<String>,
    /// Exercises that hold the reference solution that the notebook was exported with.
    pub references: Vec<String>,
    /// Exercises that cells claim to answer and the lesson does not have.
    pub unknown: Vec<String>,
}

/// Why there are no answers to be had. Each sentence says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswers {
    /// The file is no notebook that can be read.
    #[error("{}", say!("notebook-broken", cause = .0))]
    Broken(String),
    /// The notebook belongs to no lesson.
    #[error("{}", say!("notebook-foreign"))]
    Foreign,
    /// It belongs to a lesson that the course does not have.
    #[error("{}", say!("notebook-no-lesson", cause = .0))]
    NoLesson(String),
}

/// A notebook's cell of code.
struct Code {
    id: String,
    source: String,
    count: i32,
    /// The exercise in its metadata.
    tagged: Option<String>,
}

/// Reads the answers in a notebook's text.
///
/// # Errors
/// [`NoAnswers`].
pub fn read_answers(catalog: &Catalog, text: &str) -> Result<Found, NoAnswers> {
    let notebook = parse(text)?;
    let cells: Vec<Code> = notebook.cells.iter().filter_map(code).collect();
    let own = notebook.metadata.additional.get(METADATA);
    let said = own.and_then(|own| own.get("lesson")?.as_str()).map(str::to_owned);
    let opened = || cells.iter().find_map(|cell| command(&cell.source, LESSON)).map(str::to_owned);
    let name = said.or_else(opened).ok_or(NoAnswers::Foreign)?;
    let lesson = catalog.find(&name).map_err(|not_found| NoAnswers::NoLesson(not_found.to_string()))?.clone();
    let with_solutions = own.and_then(|own| own.get("answers")?.as_str()) == Some("solutions");
    Ok(Found::new(lesson, cells, with_solutions))
}

fn parse(text: &str) -> Result<v4::Notebook, NoAnswers> {
    let broken = |error: &dyn std::fmt::Display| NoAnswers::Broken(error.to_string());
    match nbformat::parse_notebook(text).map_err(|error| broken(&error))? {
        Notebook::V4(notebook) => Ok(notebook),
        Notebook::V4QuirksMode(quirks) => Ok(quirks.repair()),
        Notebook::Legacy(old) => nbformat::upgrade_legacy_notebook(old).map_err(|error| broken(&error)),
        Notebook::V3(old) => nbformat::upgrade_v3_notebook(old).map_err(|error| broken(&error)),
        // nbformat promises no more than these.
        _ => Err(NoAnswers::Broken(say!("notebook-version"))),
    }
}

fn code(cell: &v4::Cell) -> Option<Code> {
    let v4::Cell::Code { id, metadata, execution_count, source, .. } = cell else { return None };
    let own = metadata.additional.get(METADATA);
    let is = |kind: &str| own.and_then(|own| own.get("kind")?.as_str()) == Some(kind);
    let tagged = own.filter(|_| is("exercise")).and_then(|own| own.get("exercise")?.as_str());
    Some(Code {
        id: id.to_string(),
        source: source.concat(),
        count: execution_count.unwrap_or(0),
        tagged: tagged.map(str::to_owned),
    })
}

impl Found {
    fn new(lesson: Lesson, mut cells: Vec<Code>, with_solutions: bool) -> Self {
        let claims = |cell: &Code| command(&cell.source, EXERCISE).map(str::to_owned);
        let mut claimed: Vec<String> = cells.iter().filter_map(claims).collect();
        let own = |cell: &Code| lesson.exercise(&cell.id).map(|exercise| exercise.id.clone());
        claimed.extend(cells.iter().filter(|cell| claims(cell).is_none()).filter_map(own));
        cells.sort_by_key(|cell| cell.count);
        let (mut attempts, mut names) = (Attempts::default(), Vec::<Name>::new());
        for cell in cells {
            let by_metadata = cell.tagged.clone().filter(|id| !claimed.contains(id));
            let (exercise, code) = (claims(&cell).or(by_metadata), rust(&cell.source));
            let id = CellId::new(cell.id);
            for name in defined(&code) {
                names.retain(|known| known.name != name);
                names.push(Name::new(name, NameKind::Item, id.clone(), ""));
            }
            let report = Report { outputs: Vec::new(), status: Status::Ok, took: Duration::ZERO };
            attempts.ran(Attempt { cell: id, exercise, code, report });
        }
        claimed.retain(|id| lesson.exercise(id).is_none());
        claimed.sort();
        claimed.dedup();
        let mut found = Self {
            answers: BTreeMap::new(),
            open: Vec::new(),
            missing: Vec::new(),
            references: Vec::new(),
            unknown: claimed,
            lesson,
        };
        for exercise in found.lesson.exercises() {
            let id = exercise.id.clone();
            match attempts.code(&found.lesson, exercise, &names) {
                None => found.missing.push(id),
                Some(code) if same(&code, &exercise.starter.text) || same(&code, "") => found.open.push(id),
                Some(code) if with_solutions && same(&code, &exercise.solution.text) => found.references.push(id),
                Some(code) => drop(found.answers.insert(id, code)),
            }
        }
        found
    }
}
