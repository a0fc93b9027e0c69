//! `gradus progress`: what is solved so far.

use super::{Outcome, colour, list::state};
use crate::{course::Course, home::Home, say};
use gradus_lessons::{Catalog, Lesson, Progress, State, Store};
use serde::Serialize;
use std::io::Write;

/// Everything as one object, for programs.
#[derive(Serialize)]
struct Summary {
    passed: usize,
    exercises: usize,
    last: Option<String>,
    lessons: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    lesson: String,
    title: String,
    passed: usize,
    tried: usize,
    exercises: usize,
    /// Those passed that ask something else today.
    changed: Vec<String>,
    /// In the lesson's order.
    #[serde(serialize_with = "as_map")]
    states: Vec<(String, State)>,
}

fn as_map<S: serde::Serializer>(states: &[(String, State)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(states.iter().map(|(id, state)| (id, state)))
}

/// Says what is solved.
pub fn progress(course: &Course, json: bool) -> anyhow::Result<Outcome> {
    let loaded = Store::new(course.data(&Home::open()?)).load()?;
    if let Some(note) = loaded.note {
        writeln!(anstream::stderr(), "{note}")?;
    }
    let catalog = course.catalog()?;
    let mut out = colour::stdout();
    if json {
        writeln!(out, "{}", serde_json::to_string(&summary(&catalog, &loaded.progress))?)?;
    } else {
        write(&catalog, &loaded.progress, &mut out)?;
    }
    Ok(Outcome::Fine)
}

fn summary(catalog: &Catalog, progress: &Progress) -> Summary {
    let lessons: Vec<Entry> = catalog.lessons().map(|lesson| entry(lesson, progress)).collect();
    Summary {
        passed: lessons.iter().map(|entry| entry.passed).sum(),
        exercises: lessons.iter().map(|entry| entry.exercises).sum(),
        last: progress.last.clone(),
        lessons,
    }
}

fn entry(lesson: &Lesson, progress: &Progress) -> Entry {
    let totals = progress.totals(lesson);
    let done = progress.lesson(&lesson.id);
    let changed = lesson.exercises().filter(|exercise| done.is_some_and(|done| done.changed_since_passed(exercise)));
    let states = lesson
        .exercises()
        .map(|exercise| (exercise.id.clone(), done.map_or(State::NotAttempted, |done| done.state(&exercise.id))));
    Entry {
        lesson: lesson.id.to_string(),
        title: lesson.title.clone(),
        passed: totals.passed,
        tried: totals.tried,
        exercises: totals.exercises,
        changed: changed.map(|exercise| exercise.id.clone()).collect(),
        states: states.collect(),
    }
}

fn write(catalog: &Catalog, progress: &Progress, out: &mut impl Write) -> anyhow::Result<()> {
    let opened: Vec<&Lesson> = catalog.lessons().filter(|lesson| progress.lesson(&lesson.id).is_some()).collect();
    if opened.is_empty() {
        writeln!(out, "{}", say!("progress-none"))?;
    }
    for lesson in opened {
        writeln!(out, "{}: {}", lesson.id, state(progress, lesson))?;
        let Entry { states, changed, .. } = entry(lesson, progress);
        for (exercise, state) in states {
            let state = match state {
                State::Passed { .. } if changed.contains(&exercise) => say!("progress-changed"),
                State::NotAttempted => say!("progress-open"),
                State::Tried => say!("progress-tried"),
                State::Passed { .. } => say!("progress-passed"),
            };
            writeln!(out, "  {exercise}: {state}")?;
        }
    }
    let Summary { passed, exercises, last, .. } = summary(catalog, progress);
    writeln!(out, "{}", say!("progress-total", passed = passed, exercises = exercises))?;
    if let Some(last) = last {
        writeln!(out, "{}", say!("progress-last", lesson = last))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fixture;
    use gradus_lessons::{Block, Exercise};
    use gradus_protocol::Verdict;

    #[test]
    fn json_counts_what_is_passed() {
        let lesson = fixture::lesson();
        let mut progress = Progress::default();
        let exercise = lesson.exercises().next().unwrap();
        let pass = Verdict::Pass { message: String::new() };
        progress.lesson_mut(&lesson.id).checked(exercise, "let two = 2;", &pass, 7);
        let json = serde_json::to_value(summary(&fixture::catalog(), &progress)).unwrap();
        assert_eq!(json["passed"], 1);
        assert_eq!(json["last"], lesson.id.to_string());
        assert_eq!(json["lessons"][0]["states"]["two"], serde_json::json!({ "state": "passed", "at": 7 }));
    }

    #[test]
    fn an_exercise_that_asks_something_else_since_it_was_passed_is_named() {
        let lesson = fixture::lesson();
        let mut progress = Progress::default();
        let exercise = lesson.exercises().next().unwrap();
        let mut before = exercise.clone();
        before.check.text += "\n;";
        let pass = Verdict::Pass { message: String::new() };
        progress.lesson_mut(&lesson.id).checked(&before, "let two = 2;", &pass, 7);
        let told = |progress: &Progress| {
            let mut out = Vec::new();
            write(&fixture::catalog(), progress, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(told(&progress).contains(&say!("progress-changed")), "{}", told(&progress));
        assert!(state(&progress, &lesson).contains(&say!("list-changed", state = say!("list-done"), count = 1)));
        assert_eq!(entry(&lesson, &progress).changed, ["two"]);
        progress.lesson_mut(&lesson.id).checked(exercise, "let two = 2;", &pass, 7);
        assert!(!told(&progress).contains(&say!("progress-changed")));
    }

    #[test]
    fn exercises_are_told_in_the_lessons_order() {
        let mut lesson = fixture::lesson();
        let two = lesson.exercises().next().unwrap().clone();
        let ids = ["two", "one", "three"];
        lesson.blocks = ids.iter().map(|id| Block::Exercise(Exercise { id: (*id).into(), ..two.clone() })).collect();
        let json = serde_json::to_string(&entry(&lesson, &Progress::default())).unwrap();
        let places: Vec<usize> = ids.iter().map(|id| json.find(&format!("\"{id}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{json}");
    }
}
