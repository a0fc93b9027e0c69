//! The ids of a lesson: sound and unique.

use crate::{Problem, Source, is_id, say};

use super::{Fence, Kind};

/// Ids taken so far.
#[derive(Default)]
pub(super) struct Ids {
    taken: Vec<Taken>,
}

struct Taken {
    id: String,
    line: usize,
    exercise: bool,
}

impl Ids {
    /// The id of a fence: its own, else the one given for fences without.
    pub fn take(
        &mut self,
        source: &Source,
        fence: &Fence,
        otherwise: Option<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<String> {
        let id = fence.get("id").map(str::to_owned).or(otherwise)?;
        let span = fence.span("id");
        if !is_id(&id) {
            problems.push(source.problem(span.clone(), say!("bad-id", id = id), say!("bad-id-instead")));
        }
        if let Some(first) = self.taken.iter().find(|taken| taken.id == id) {
            let instead = say!("id-twice-instead", line = first.line);
            problems.push(source.problem(span.clone(), say!("id-twice", id = id), instead));
        }
        let line = source.line(span.start);
        self.taken.push(Taken { id: id.clone(), line, exercise: fence.kind == Kind::Exercise });
        Some(id)
    }

    /// The ids of exercises.
    pub fn exercises(&self) -> Vec<&str> {
        self.taken.iter().filter(|taken| taken.exercise).map(|taken| taken.id.as_str()).collect()
    }
}
