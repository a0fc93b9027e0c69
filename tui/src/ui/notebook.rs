//! An open lesson: its entries, what is selected, how far it is scrolled. No drawing, no waiting.
//!
//! ```text
//! notebook/entry.rs     Entry     one block of the lesson as the learner sees it now
//! notebook/running.rs             which cells run when one is asked for, and what comes of them
//! notebook/checking.rs            an answer, its check, hints, the solution
//! notebook/answering.rs Ask       a line that the running cell waits for
//! notebook/helping.rs             completion and documentation
//! notebook/aging.rs               whose output is older than what it was made of
//! notebook/seeking.rs             words looked for in the cell that is edited
//! notebook/proofreading.rs Proof  what is wrong with a cell that is being written
//! notebook/offering.rs            finished cells again, after a crash or on another day
//! notebook/keeping.rs             resets, what stood in cells before, what other windows changed
//! notebook/moving.rs              selecting and scrolling
//! notebook/returning.rs           where the learner was on another day
//! notebook/own.rs                 cells that the learner adds
//! ```

mod aging;
mod answering;
mod checking;
mod entry;
mod helping;
mod keeping;
mod moving;
mod offering;
mod own;
mod proofreading;
mod returning;
mod running;
mod seeking;

pub use entry::{CellEntry, Entry, Kind, QuizEntry, RunState};
pub use helping::{Helped, Offer, Question};
pub use proofreading::Proof;
pub use running::{Reach, Readiness};
pub use seeking::Seeking;

use super::{
    editor::{CellEditor, RatEditor},
    outside::Outside,
    runs::Runs,
    view::Place,
};
use gradus_lessons::{Block, Catalog, History, Inherited, Lesson, Progress, State, Top, inherited};
use gradus_protocol::Name;
use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

/// What a change of the notebook may look at and write to beside itself.
pub struct World<'a> {
    /// All lessons, for included code.
    pub catalog: &'a Catalog,
    /// The learner's state; changed in place.
    pub progress: &'a mut Progress,
    /// Time since the program started.
    pub now: Duration,
    /// Seconds since 1970.
    pub wall: u64,
}

/// An open lesson.
pub struct Notebook {
    /// The lesson.
    pub lesson: Lesson,
    /// Its blocks in reading order, one entry each, with the learner's own cells among them.
    pub entries: Vec<Entry>,
    /// The lesson's block that each entry shows; none for a cell of the learner's own.
    blocks: Vec<Option<usize>>,
    /// Grows whenever entries come, go or change places.
    pub arrangement: u64,
    /// The entry that keys act on; none in a lesson of prose alone.
    pub selected: Option<usize>,
    /// Whether the selected cell is being edited.
    pub editing: bool,
    /// The first row of the document on the screen.
    pub top: usize,
    /// Whether cells can run.
    pub readiness: Readiness,
    /// A sentence for the status line.
    pub message: Option<String>,
    /// Where each entry stands in the document, from the last layout.
    pub(super) places: Vec<Place>,
    /// The rows of the screen that show the document.
    pub(super) height: usize,
    /// What of the selected cell is kept in sight while it grows.
    pub(super) follow: Option<Follow>,
    /// Whether the selection must be brought into sight at the next layout.
    pub(super) reveal: bool,
    /// The row of the edited line, from the last layout.
    edited_row: Option<usize>,
    /// Whether the edited line must stay where it is on the screen at the next layout.
    steady: bool,
    /// The first row to show at the next layout, counted from the selection.
    returns: Option<Top>,
    session: Box<dyn Runs>,
    /// What the lesson's figures were in its reference run.
    recorded: BTreeMap<String, f64>,
    /// Cells that ran (or are queued) since the session began, well or not.
    ran: HashSet<String>,
    /// How many runs of cells were asked for.
    runs: u64,
    /// Answers of earlier lessons that this one begins with.
    pub inherited: Inherited,
    /// Why such code did not run.
    include_failed: Option<String>,
    /// When the lesson would go on by itself.
    pub advance_at: Option<Duration>,
    /// Whether cells run once the session has begun anew.
    restarting: bool,
    /// What could run again, until the learner has decided.
    going_on: Option<offering::GoingOn>,
    /// The exercise whose answer runs so that its check can follow.
    checking: Option<checking::Check>,
    /// The question whose answer is awaited.
    asked: Option<helping::Asked>,
    /// What the running cell asks.
    pub ask: Option<answering::Ask>,
    /// What could stand at the cursor.
    pub offer: Option<Offer>,
    /// What is looked for in the edited cell.
    pub seeking: Option<Seeking>,
    /// The cell that was written in and is to be read, and when.
    unread: Option<(String, Duration)>,
    /// What stood in the cells when the lesson was opened, and before.
    history: History,
}

/// What may be kept in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    /// What running or checking this entry gives.
    Result(usize),
    /// The newest hint of this entry, or its solution.
    Help(usize),
}

impl Notebook {
    /// Opens a lesson where the learner left it, and starts what every cell of it needs.
    pub fn open(lesson: Lesson, session: Box<dyn Runs>, history: History, world: &mut World<'_>) -> Self {
        let done = world.progress.lesson(&lesson.id).cloned().unwrap_or_default();
        let (entries, blocks) = Self::arranged(&lesson, &done);
        let mut notebook = Self {
            entries,
            blocks,
            arrangement: 0,
            selected: None,
            editing: false,
            top: 0,
            readiness: Readiness::Starting,
            message: keeping::changed(&lesson, &done),
            places: Vec::new(),
            height: 0,
            follow: None,
            reveal: false,
            edited_row: None,
            steady: false,
            returns: None,
            session,
            recorded: world.catalog.recorded(&lesson.id).map(|recorded| recorded.figures.clone()).unwrap_or_default(),
            ran: HashSet::new(),
            runs: 0,
            inherited: Inherited::default(),
            include_failed: None,
            advance_at: None,
            restarting: false,
            going_on: None,
            checking: None,
            asked: None,
            ask: None,
            offer: None,
            seeking: None,
            unread: None,
            history,
            lesson,
        };
        notebook.return_to(&done.position);
        notebook.inherited = inherited(world.catalog, &notebook.lesson, world.progress);
        notebook.prepare(world);
        if notebook.lesson.id.is_scratch() && notebook.entries.is_empty() {
            notebook.add(true, world);
            notebook.message = None;
        }
        notebook.going_on = offering::GoingOn::of_last_time(&notebook, &done);
        notebook
    }

    /// The lesson's block that an entry shows; none for a cell of the learner's own.
    pub fn block(&self, at: usize) -> Option<&Block> {
        self.lesson.blocks.get((*self.blocks.get(at)?)?)
    }

    /// All entries to be drawn, an editor's picture with them, and the lesson's block that one of them shows.
    pub(super) fn drawn(&mut self, at: usize) -> (&mut [Entry], Option<&Block>) {
        let block = self.blocks.get(at).copied().flatten();
        (&mut self.entries, block.and_then(|block| self.lesson.blocks.get(block)))
    }

    /// The entry that shows a block of the lesson.
    pub(super) fn entry_of(&self, block: usize) -> Option<usize> {
        self.blocks.iter().position(|shown| *shown == Some(block))
    }

    /// Where the cell, exercise or question of an id stands among the entries.
    pub fn position(&self, id: &str) -> Option<usize> {
        let own = |entry: &Entry| matches!(entry, Entry::Cell(cell) if cell.id == id);
        self.entries.iter().position(own).or_else(|| self.entry_of(self.lesson.position(id)?))
    }

    /// The selected cell.
    pub fn cell(&self) -> Option<&CellEntry> {
        match self.entries.get(self.selected?)? {
            Entry::Cell(cell) => Some(cell),
            _ => None,
        }
    }

    pub(super) fn cell_mut(&mut self) -> Option<&mut CellEntry> {
        match self.entries.get_mut(self.selected?)? {
            Entry::Cell(cell) => Some(cell),
            _ => None,
        }
    }

    /// All cells.
    pub(super) fn cells_mut(&mut self) -> impl Iterator<Item = &mut CellEntry> {
        self.entries.iter_mut().filter_map(|entry| match entry {
            Entry::Cell(cell) => Some(&mut **cell),
            _ => None,
        })
    }

    fn cell_of(&mut self, id: &str) -> Option<&mut CellEntry> {
        self.entries.iter_mut().find_map(|entry| match entry {
            Entry::Cell(cell) if cell.id == id => Some(&mut **cell),
            _ => None,
        })
    }

    /// Whether anything on the screen moves by itself.
    pub fn animates(&self) -> bool {
        matches!(self.readiness, Readiness::Starting | Readiness::Preparing(_)) || self.busy() || self.asked.is_some()
    }

    /// The names that cells can use now.
    pub fn names(&self) -> Vec<Name> {
        self.session.names()
    }

    /// Whether any cell runs or waits.
    pub fn busy(&self) -> bool {
        self.checking.is_some()
            || self.entries.iter().any(|entry| matches!(entry, Entry::Cell(cell) if cell.run.busy()))
    }

    /// Starts editing the selected cell; false where there is none.
    pub fn edit(&mut self) -> bool {
        let Some(at) = self.selected else { return false };
        let Some(Entry::Cell(cell)) = self.entries.get_mut(at) else { return false };
        cell.folded = false;
        cell.revision += 1;
        if cell.editor.is_none() {
            let past = keeping::undoable(&self.history, &cell.id, &cell.text);
            cell.editor = Some(Box::new(RatEditor::with_past(past, &cell.text)));
        }
        self.editing = true;
        self.reveal = true;
        true
    }

    /// Stops editing.
    pub fn leave(&mut self) {
        self.editing = false;
        (self.offer, self.asked, self.seeking) = (None, None, None);
        if let Some(cell) = self.cell_mut() {
            cell.revision += 1;
        }
    }

    /// Gives a key, a paste or a click to the editor. True if the text changed.
    pub fn type_into(&mut self, event: &crossterm::event::Event, world: &mut World<'_>) -> bool {
        let Some(cell) = self.cell_mut() else { return false };
        let Some(editor) = &mut cell.editor else { return false };
        let changed = editor.handle(event);
        cell.revision += 1;
        if changed {
            cell.text = editor.text();
            self.keep_text(world);
        }
        // Who writes on looks at the text, no longer at what it gave.
        self.follow = None;
        self.reveal = true;
        self.narrow();
        changed
    }

    /// Has the editor change the text. True if it did.
    pub fn rewrite(&mut self, world: &mut World<'_>, change: impl FnOnce(&mut dyn CellEditor) -> bool) -> bool {
        let Some(cell) = self.cell_mut() else { return false };
        let Some(editor) = &mut cell.editor else { return false };
        let changed = change(editor.as_mut());
        cell.text = editor.text();
        cell.revision += 1;
        if changed {
            self.keep_text(world);
        }
        self.reveal = true;
        changed
    }

    /// The selected cell for the learner's own editor.
    pub fn outside(&mut self) -> Option<Outside> {
        let cell = self.cell()?;
        Some(Outside { id: cell.id.clone(), text: cell.text.clone(), markdown: cell.kind == Kind::Note })
    }

    /// Takes in what was written outside. True if it is another text.
    pub fn written_outside(&mut self, id: &str, text: &str, world: &mut World<'_>) -> bool {
        let same = self.cell().is_none_or(|cell| cell.id != id || cell.text == text);
        self.message = Some(if same { crate::say!("ui-outside-same") } else { crate::say!("ui-outside-taken") });
        if !same {
            // An editor, so that undo brings back what was there.
            let editing = self.editing;
            self.edit();
            self.replace_text(text, world);
            if !editing {
                self.leave();
            }
        }
        !same
    }

    /// Writes what is chosen in the list. True if there was one.
    pub fn accept(&mut self, world: &mut World<'_>) -> bool {
        let Some((instead, text)) = self.take_offer() else { return false };
        let Some(cell) = self.cell_mut() else { return false };
        let Some(editor) = &mut cell.editor else { return false };
        editor.put(instead, &text);
        cell.text = editor.text();
        cell.revision += 1;
        self.keep_text(world);
        true
    }

    /// Replaces the selected cell's text.
    pub(super) fn replace_text(&mut self, text: &str, world: &mut World<'_>) {
        let Some(cell) = self.cell_mut() else { return };
        if let Some(editor) = &mut cell.editor {
            editor.replace(text);
        }
        text.clone_into(&mut cell.text);
        cell.revision += 1;
        self.keep_text(world);
    }

    fn keep_text(&mut self, world: &mut World<'_>) {
        let Some((id, text)) = self.cell().map(|cell| (cell.id.clone(), cell.text.clone())) else { return };
        match self.lesson.block(&id).and_then(Block::code) {
            Some((starter, _)) => world.progress.lesson_mut(&self.lesson.id).edit(&id, starter, text),
            None => self.keep_own(world),
        }
        self.written(world);
        self.age();
    }

    /// Gives the selected question an answer, from 0. False if there is no such choice, or it has its answer already.
    pub fn choose(&mut self, choice: usize, world: &mut World<'_>) -> bool {
        let Some(selected) = self.selected else { return false };
        let Some(Block::Quiz(quiz)) = self.block(selected).cloned() else { return false };
        let Some(Entry::Quiz(entry)) = self.entries.get_mut(selected) else { return false };
        if entry.chosen.is_some() || choice >= quiz.choices.len() {
            return false;
        }
        entry.chosen = Some(choice);
        entry.revision += 1;
        world.progress.lesson_mut(&self.lesson.id).answered(&quiz.id, choice);
        self.reveal = true;
        true
    }

    /// Folds or unfolds the selected cell.
    pub fn fold(&mut self) {
        if let Some(cell) = self.cell_mut() {
            cell.folded = !cell.folded;
            cell.revision += 1;
        }
        self.editing = false;
        self.reveal = true;
    }

    /// Shows all of the selected cell's output, or its ends.
    pub fn expand(&mut self) {
        if let Some(cell) = self.cell_mut() {
            cell.expanded = !cell.expanded;
            cell.revision += 1;
        }
    }

    /// The number that a cell of the lesson measured for `{figure:NAME}`; before it has run, the recorded one.
    pub fn figure(&self, name: &str) -> Option<String> {
        let shown = self.entries.iter().enumerate().map(|(at, entry)| (self.block(at), entry));
        let measured = shown.into_iter().find_map(|(block, entry)| match (block, entry) {
            (Some(Block::Cell(cell)), Entry::Cell(entry)) if cell.figure.as_ref().is_some_and(|f| f.name == name) => {
                entry.outputs.measured()
            }
            _ => None,
        });
        measured.or_else(|| self.recorded.get(name).copied()).map(|number| number.to_string())
    }

    /// Exercises passed, and exercises in all.
    pub fn passed(&self, progress: &Progress) -> (usize, usize) {
        let totals = progress.totals(&self.lesson);
        (totals.passed, totals.exercises)
    }

    /// Whether an exercise was ever passed.
    pub fn solved(&self, id: &str) -> bool {
        self.entries.iter().any(|entry| matches!(entry, Entry::Cell(cell) if cell.id == id && cell.passed))
    }

    fn is_passed(&self, id: &str, progress: &Progress) -> bool {
        progress.lesson(&self.lesson.id).is_some_and(|done| matches!(done.state(id), State::Passed { .. }))
    }
}
