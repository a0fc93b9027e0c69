//! What two programs changed at the same time, put together: two windows, or a window and a notebook.
//!
//! Both began from the same state (`base`). Whatever only one of them changed is as that one left it; of what both
//! changed, the text is that of who saves now (the other's stays in the history), and a pass is never lost.

use super::{CellProgress, LessonProgress, OwnCell, Progress, State};
use std::collections::{BTreeMap, BTreeSet};

impl Progress {
    /// `mine` and `theirs`, which both come from `base`, as one.
    pub fn merged(base: &Self, mine: &Self, theirs: &Self) -> Self {
        Self {
            lessons: map(&base.lessons, &mine.lessons, &theirs.lessons, lesson),
            last: pick(&base.last, &mine.last, &theirs.last),
            recent: pick(&base.recent, &mine.recent, &theirs.recent),
        }
    }
}

fn lesson(base: &LessonProgress, mine: &LessonProgress, theirs: &LessonProgress) -> LessonProgress {
    // Every field stands here, so that a new one cannot be forgotten.
    LessonProgress {
        cells: map(&base.cells, &mine.cells, &theirs.cells, cell),
        quizzes: map(&base.quizzes, &mine.quizzes, &theirs.quizzes, |_, mine, _| *mine),
        finished: pick(&base.finished, &mine.finished, &theirs.finished),
        position: pick(&base.position, &mine.position, &theirs.position),
        reset: pick(&base.reset, &mine.reset, &theirs.reset),
        own: list(&base.own, &mine.own, &theirs.own),
        deleted: list(&base.deleted, &mine.deleted, &theirs.deleted),
    }
}

/// Cells of the learner's own, in my order; those that only the others added come last, and know their places.
fn list(base: &[OwnCell], mine: &[OwnCell], theirs: &[OwnCell]) -> Vec<OwnCell> {
    let by_id = |cells: &[OwnCell]| cells.iter().map(|cell| (cell.id.clone(), cell.clone())).collect();
    let mut merged = map(&by_id(base), &by_id(mine), &by_id(theirs), |_, mine, _| mine.clone());
    let order = if mine == base { theirs.iter().chain(mine) } else { mine.iter().chain(theirs) };
    order.filter_map(|cell| merged.remove(&cell.id)).collect()
}

fn cell(base: &CellProgress, mine: &CellProgress, theirs: &CellProgress) -> CellProgress {
    // A text and the starter that it was made from belong together.
    let text = |cell: &CellProgress| (cell.text.clone(), cell.starter.clone());
    let passed = |cell: &CellProgress| (cell.answer.clone(), cell.passed_as.clone());
    let (text, starter) = pick(&text(base), &text(mine), &text(theirs));
    let (answer, passed_as) = pick(&passed(base), &passed(mine), &passed(theirs));
    let state = if mine.state != base.state && theirs.state != base.state {
        [&mine.state, &theirs.state].into_iter().max_by_key(|state| reached(state)).cloned().unwrap_or_default()
    } else {
        pick(&base.state, &mine.state, &theirs.state)
    };
    CellProgress {
        text,
        starter,
        state,
        answer,
        passed_as,
        hints: pick(&base.hints, &mine.hints, &theirs.hints),
        solution_seen: pick(&base.solution_seen, &mine.solution_seen, &theirs.solution_seen),
    }
}

fn reached(state: &State) -> u8 {
    match state {
        State::NotAttempted => 0,
        State::Tried => 1,
        State::Passed { .. } => 2,
    }
}

fn pick<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> T {
    if mine == base { theirs.clone() } else { mine.clone() }
}

/// Entry by entry; `both` puts those together that are new or changed on both sides.
fn map<T: PartialEq + Clone + Default>(
    base: &BTreeMap<String, T>,
    mine: &BTreeMap<String, T>,
    theirs: &BTreeMap<String, T>,
    both: impl Fn(&T, &T, &T) -> T,
) -> BTreeMap<String, T> {
    let keys: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
    let entries = keys.into_iter().filter_map(|key| {
        let (base, mine, theirs) = (base.get(key), mine.get(key), theirs.get(key));
        let merged = match (mine, theirs) {
            _ if mine == base => theirs?.clone(),
            _ if theirs == base => mine?.clone(),
            (Some(mine), Some(theirs)) => both(base.unwrap_or(&T::default()), mine, theirs),
            // One took away what the other one wrote in: what was written stays.
            (mine, theirs) => mine.or(theirs)?.clone(),
        };
        Some((key.clone(), merged))
    });
    entries.collect()
}
