//! A lesson as a notebook.

use super::{
    EXERCISE, ID_LENGTH, KERNEL, LESSON, METADATA, NotebookError, outputs::outputs, pictures::Pictures,
    pictures::attach, prose,
};
use crate::{
    Block, Catalog, Cell, CellKind, Exercise, Lesson, LessonProgress, OwnKind, Recorded, export::Outputs, fill_figures,
    recorded::fingerprint, say,
};
use nbformat::v4;
use serde_json::{Map, Value, json};

/// Whose answers stand in the exercises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Whose<'a> {
    /// Nobody's: the gaps.
    Starters,
    /// The reference's.
    Solutions,
    /// The learner's own, and their edited cells; where there are none, the gaps.
    Mine(&'a LessonProgress),
}

/// Which outputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown<'a> {
    /// None.
    Nothing,
    /// What was recorded for the lesson; under an exercise, where the reference stands in it.
    Recorded,
    /// What these cells gave.
    Given(&'a Outputs),
}

/// What to put into a notebook.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Export<'a> {
    /// Whose answers.
    pub whose: Whose<'a>,
    /// What stands under the cells.
    pub outputs: Shown<'a>,
}

/// The text of a notebook's file. What was recorded for the lesson fills its figures.
///
/// # Errors
/// nbformat's, for a lesson that cannot be a notebook; a picture that cannot be read.
pub fn write(
    catalog: &Catalog,
    lesson: &Lesson,
    export: Export<'_>,
    pictures: Pictures<'_>,
) -> Result<String, NotebookError> {
    let mut writer = Writer { lesson, export, pictures, recorded: catalog.recorded(&lesson.id), cells: Vec::new() };
    writer.all()?;
    let whose = match export.whose {
        Whose::Starters => "starters",
        Whose::Solutions => "solutions",
        Whose::Mine(_) => "mine",
    };
    // From JSON, because these are open types: what nbformat knows of them is checked, the rest is kept.
    let metadata = json!({
        "kernelspec": { "name": KERNEL, "display_name": "Rust (Gradus)", "language": "rust" },
        "language_info": {
            "name": "rust",
            "file_extension": ".rs",
            "mimetype": "text/rust",
            "codemirror_mode": "rust",
            "pygments_lexer": "rust",
        },
        METADATA: { "lesson": lesson.id.to_string(), "answers": whose },
    });
    let metadata = serde_json::from_value(metadata).map_err(no_notebook)?;
    let notebook = v4::Notebook { metadata, nbformat: 4, nbformat_minor: 5, cells: writer.cells };
    nbformat::serialize_notebook(&nbformat::Notebook::V4(notebook)).map_err(no_notebook)
}

fn no_notebook(error: impl std::fmt::Display) -> NotebookError {
    NotebookError(say!("notebook-unwritten", cause = error))
}

struct Writer<'a> {
    lesson: &'a Lesson,
    export: Export<'a>,
    pictures: Pictures<'a>,
    recorded: Option<&'a Recorded>,
    cells: Vec<v4::Cell>,
}

impl Writer<'_> {
    fn all(&mut self) -> Result<(), NotebookError> {
        let lesson = self.lesson;
        self.words("Head".into(), prose::head(lesson))?;
        self.code("Lesson".into(), "lesson", "", format!("{LESSON} {}", lesson.id), false)?;
        // Prose is known by what stands before it.
        let (mut before, mut since) = ("", 0);
        for (position, block) in lesson.blocks.iter().enumerate() {
            self.own(position)?;
            match block {
                Block::Prose(text) => {
                    since += 1;
                    let id = if since == 1 { format!("Prose-{before}") } else { format!("Prose-{before}-{since}") };
                    self.words(id, self.filled(text.markdown.trim()))?;
                    continue;
                }
                Block::Cell(cell) => self.cell(cell)?,
                Block::Exercise(exercise) => self.exercise(exercise)?,
                Block::Quiz(quiz) => self.words(format!("Quiz-{}", quiz.id), self.filled(&prose::quiz(quiz)))?,
            }
            (before, since) = (block.id().unwrap_or_default(), 0);
        }
        self.own(lesson.blocks.len())?;
        if let Some(glossary) = prose::glossary(lesson) {
            self.words("Glossary".into(), self.filled(&glossary))?;
        }
        Ok(())
    }

    /// The learner's own cells in front of a block.
    fn own(&mut self, position: usize) -> Result<(), NotebookError> {
        let Whose::Mine(done) = self.export.whose else { return Ok(()) };
        for cell in done.own.iter().filter(|cell| cell.place.position(self.lesson) == position) {
            let id = format!("Own-{}", cell.id);
            match cell.kind {
                OwnKind::Markdown => self.words(id, cell.text.clone())?,
                OwnKind::Code => self.code(id, "own", &cell.id, cell.text.trim_end().to_owned(), false)?,
            }
        }
        Ok(())
    }

    fn filled(&self, markdown: &str) -> String {
        fill_figures(markdown, |name| Some(self.recorded?.figures.get(name)?.to_string()))
    }

    fn cell(&mut self, cell: &Cell) -> Result<(), NotebookError> {
        let kind = match cell.kind {
            CellKind::Plain => "cell",
            CellKind::Setup => "setup",
            CellKind::Try => "try",
        };
        let text = match self.export.whose {
            Whose::Mine(done) => done.text(&cell.id, &cell.code),
            Whose::Starters | Whose::Solutions => &cell.code.text,
        };
        self.code(cell.id.clone(), kind, &cell.id, level(cell.opt) + text.trim_end(), true)
    }

    fn exercise(&mut self, exercise: &Exercise) -> Result<(), NotebookError> {
        let id = &exercise.id;
        let (answer, reference) = match self.export.whose {
            Whose::Starters => (exercise.starter.text.as_str(), false),
            Whose::Solutions => (exercise.solution.text.as_str(), true),
            Whose::Mine(done) => (done.text(id, &exercise.starter), false),
        };
        let text = format!("{EXERCISE} {id}\n{}{}", level(exercise.opt), answer.trim_end());
        self.code(id.clone(), "exercise", id, text, reference)?;
        self.code(format!("Check-{id}"), "check", id, say!("notebook-check", id = id), false)
    }

    fn words(&mut self, id: String, markdown: String) -> Result<(), NotebookError> {
        let (id, metadata) = (cell_id(id)?, v4::CellMetadata::default());
        let (markdown, attachments) = attach(&markdown, self.pictures)?;
        self.cells.push(v4::Cell::Markdown { id, metadata, source: lines(&markdown), attachments });
        Ok(())
    }

    /// A cell of code; `of` is the lesson's cell that it is or belongs to.
    fn code(&mut self, id: String, kind: &str, of: &str, text: String, recorded: bool) -> Result<(), NotebookError> {
        let mut own = Map::from_iter([
            ("lesson".to_owned(), Value::from(self.lesson.id.to_string())),
            ("kind".to_owned(), kind.into()),
        ]);
        let key = if matches!(kind, "exercise" | "check") { "exercise" } else { "cell" };
        if !of.is_empty() {
            own.insert(key.to_owned(), of.into());
        }
        let mut metadata = json!({ METADATA: own });
        if kind == "setup" {
            metadata["jupyter"] = json!({ "source_hidden": true });
        }
        let shown = match self.export.outputs {
            Shown::Nothing => None,
            Shown::Recorded => self.recorded.filter(|_| recorded).and_then(|all| Some(&all.cells.get(of)?.outputs)),
            Shown::Given(outputs) => outputs.get(of).filter(|_| kind != "check"),
        };
        let outputs = outputs(shown.map_or(&[], Vec::as_slice)).map_err(no_notebook)?;
        let metadata = serde_json::from_value(metadata).map_err(no_notebook)?;
        let execution_count = (!outputs.is_empty()).then_some(1);
        let (id, source) = (cell_id(id)?, lines(&text));
        self.cells.push(v4::Cell::Code { id, metadata, execution_count, source, outputs });
        Ok(())
    }
}

/// The line with a fence's `opt=`.
fn level(opt: Option<u8>) -> String {
    opt.map(|level| format!(":opt {level} here\n")).unwrap_or_default()
}

/// An id as Jupyter takes it; a long one ends in its fingerprint.
fn cell_id(id: String) -> Result<v4::CellId, NotebookError> {
    let id = id.trim_end_matches('-');
    let short = match id.char_indices().nth(ID_LENGTH) {
        None => id.to_owned(),
        Some(_) => format!("{}-{}", &id[..ID_LENGTH - 17], fingerprint(id)),
    };
    v4::CellId::new(&short).map_err(|_| no_notebook(id))
}

/// As nbformat stores text: lines with their ends.
fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(str::to_owned).collect()
}
