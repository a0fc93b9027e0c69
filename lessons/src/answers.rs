//! Which code answers an exercise in a notebook, where cells are copied, split, moved and deleted, and what to say of
//! it.
//!
//! The line `:exercise ID` above a cell's Rust says what the cell answers, and the run that came last counts. A split
//! leaves that line in one half only, and it can be deleted. So the cell that made a name which the check reads is a
//! part of the answer too, if it claims no other exercise and the rest of the answer does not make that name itself.

use crate::{
    Exercise, Lesson, Report, RunCell, check_cell, include_of,
    judge::{Gap, defined, did_not_run, gap, home, judge, ready},
    say,
};
use gradus_protocol::{CellError, CellId, Name, Output, Place, Verdict};
use std::collections::BTreeSet;

/// A learner's cell that ran.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Its id: whatever the front end knows it by.
    pub cell: CellId,
    /// The exercise that it says it answers.
    pub exercise: Option<String>,
    /// Its Rust; the lines of its commands are empty.
    pub code: String,
    /// How it went; of its outputs only what went wrong is needed.
    pub report: Report,
}

/// The learner's cells of a session, each as it ran last, in the order of these runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attempts(Vec<Attempt>);

/// What answers an exercise.
struct Answer<'a> {
    /// Its cells, in the order in which they ran.
    parts: Vec<&'a Attempt>,
    /// Names that only an older answer makes.
    outdated: BTreeSet<String>,
}

impl Attempts {
    /// Takes in a run. One of the same code without its line (a session that runs its cells again leaves commands
    /// away) is the same answer.
    pub fn ran(&mut self, mut attempt: Attempt) {
        if let Some(at) = self.0.iter().position(|known| known.cell == attempt.cell) {
            let known = self.0.remove(at);
            if attempt.exercise.is_none() && known.code == attempt.code {
                attempt.exercise = known.exercise;
            }
        }
        self.0.push(attempt);
    }

    /// The exercise that the last marked cell answers.
    pub fn last(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|attempt| attempt.exercise.as_deref())
    }

    /// Judges an answer: its code, and the verdict. `None`: nothing that answers the exercise has run.
    ///
    /// `names` are the session's; `run` runs the hidden check.
    pub fn judge(
        &self,
        lesson: &Lesson,
        exercise: &Exercise,
        names: &[Name],
        run: impl FnOnce(&RunCell) -> Report,
    ) -> Option<(String, Verdict)> {
        let answer = self.answer(lesson, exercise, names)?;
        let code = answer.code();
        let failed = answer.parts.iter().find(|part| part.report.status != gradus_protocol::Status::Ok);
        let verdict = if let Some(gap) = gap(exercise, &code) {
            Verdict::NotAttempted { message: if gap == Gap::Starter { say!("answer-starter") } else { gap.words() } }
        } else if let Some(part) = failed {
            did_not_run(exercise, &answer.placed(exercise, part.report.clone()))
        } else if let Some(message) = answer.unreadable(lesson, exercise, names) {
            Verdict::NotAttempted { message }
        } else {
            let seen = self.seen(lesson, exercise, names, &answer);
            ready(lesson, exercise, &code, &seen)
                .unwrap_or_else(|| judge(exercise, &answer.placed(exercise, run(&check_cell(exercise)))))
        };
        Some((code, verdict))
    }

    /// The code that answers an exercise; `None` if none does.
    pub(crate) fn code(&self, lesson: &Lesson, exercise: &Exercise, names: &[Name]) -> Option<String> {
        self.answer(lesson, exercise, names).map(|answer| answer.code())
    }

    fn answer(&self, lesson: &Lesson, exercise: &Exercise, names: &[Name]) -> Option<Answer<'_>> {
        // Of a cell that was split, one half has the line and the other may have the lesson's id.
        let marked = |(_, attempt): &(usize, &Attempt)| attempt.exercise.as_ref() == Some(&exercise.id);
        let claims = |(_, attempt): &(usize, &Attempt)| claimed(attempt, lesson) == Some(exercise.id.as_str());
        let main = self.0.iter().enumerate().rfind(marked).or_else(|| self.0.iter().enumerate().rfind(claims));
        let mut parts: Vec<(usize, &Attempt)> = main.into_iter().collect();
        let mut made: BTreeSet<String> = parts.iter().flat_map(|(_, part)| defined(&part.code)).collect();
        let mut outdated = BTreeSet::new();
        let own = |name: &&Name| {
            let expected = exercise.expects.iter().any(|expected| expected.name == name.name);
            expected && home(lesson, exercise, &name.name) == exercise.id
        };
        for name in names.iter().filter(own) {
            let Some((at, attempt)) = self.0.iter().enumerate().rfind(|(_, known)| known.cell == name.cell) else {
                continue;
            };
            let known = parts.iter().any(|(part, _)| *part == at);
            if known || made.contains(&name.name) || claimed(attempt, lesson).is_some_and(|id| id != exercise.id) {
                continue;
            }
            let makes = defined(&attempt.code);
            if makes.is_disjoint(&made) {
                parts.push((at, attempt));
                made.extend(makes);
            } else {
                // An older answer, of which the newer one repeats a part: both together are no cell.
                outdated.insert(name.name.clone());
            }
        }
        parts.sort_by_key(|(at, _)| *at);
        let parts: Vec<&Attempt> = parts.into_iter().map(|(_, part)| part).collect();
        (!parts.is_empty()).then_some(Answer { parts, outdated })
    }

    /// The names with the lesson's cells as their homes, as they would be if each of the lesson's cells had run as it
    /// is called there.
    fn seen(&self, lesson: &Lesson, exercise: &Exercise, names: &[Name], answer: &Answer<'_>) -> Vec<Name> {
        let seen = names.iter().filter(|name| !answer.outdated.contains(&name.name)).map(|name| {
            let attempt = self.0.iter().rfind(|attempt| attempt.cell == name.cell);
            let home = home(lesson, exercise, &name.name);
            let cell = match attempt {
                _ if answer.makes(name) => exercise.id.clone(),
                Some(attempt) if claimed(attempt, lesson).is_some() => claimed(attempt, lesson)?.to_owned(),
                // A cell of the notebook's, of which nobody knows which of the lesson's it is.
                _ if lesson.block(&name.cell.0).is_none() && home != exercise.id => home.to_owned(),
                _ => name.cell.0.clone(),
            };
            Some(Name { cell: CellId::new(cell), ..name.clone() })
        });
        seen.flatten().collect()
    }
}

/// The exercise that a cell says it answers, by its line, or because it is the lesson's own cell.
fn claimed<'a>(attempt: &'a Attempt, lesson: &Lesson) -> Option<&'a str> {
    let by_id = || lesson.exercise(&attempt.cell.0).map(|_| attempt.cell.0.as_str());
    attempt.exercise.as_deref().or_else(by_id)
}

impl Answer<'_> {
    fn code(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.code.trim_matches(['\r', '\n'])).collect();
        parts.join("\n\n")
    }

    /// A name that the check reads and cannot, where a notebook's cells have no names to tell: it should have been made
    /// above, or another cell has made it anew since.
    fn unreadable(&self, lesson: &Lesson, exercise: &Exercise, names: &[Name]) -> Option<String> {
        exercise.expects.iter().find_map(|expected| {
            let home = home(lesson, exercise, &expected.name);
            let found = names.iter().find(|name| name.name == expected.name);
            match found {
                None if home != exercise.id && lesson.exercise(home).is_none() => {
                    Some(say!("answer-missing-above", name = expected.name))
                }
                // Code of an earlier lesson is whose it always was, also where no cell of this one makes the name.
                Some(found) if include_of(&found.cell).is_some() => None,
                Some(found) if home == exercise.id && !self.makes(found) && lesson.block(&found.cell.0).is_none() => {
                    let outdated = self.outdated.contains(&found.name);
                    (!outdated).then(|| say!("answer-elsewhere", name = found.name, id = exercise.id))
                }
                _ => None,
            }
        })
    }

    fn makes(&self, name: &Name) -> bool {
        self.parts.iter().any(|part| part.cell == name.cell)
    }

    /// A report in which places in the answer's cells are places in the exercise.
    fn placed(&self, exercise: &Exercise, mut report: Report) -> Report {
        let move_in = |place: &mut Place| {
            if self.parts.iter().any(|part| part.cell == place.cell) {
                place.cell = CellId::new(&exercise.id);
            }
        };
        for output in &mut report.outputs {
            match output {
                Output::Error(CellError::Compile { diagnostics }) => {
                    diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.place.as_mut()).for_each(move_in);
                }
                Output::Error(CellError::Panic { place: Some(place), .. }) => move_in(place),
                _ => {}
            }
        }
        report
    }
}
