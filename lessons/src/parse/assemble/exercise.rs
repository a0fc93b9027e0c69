//! Gathers an exercise from the fences that belong to it.

use super::{Broken, Fence, Kind, code, opt};
use crate::{Code, Exercise, Expected, Problem, Prose, Source, Wrong, parse::expects::expects, problem::nearest, say};

/// Exercises on the way.
#[derive(Default)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
    parts: Vec<Fence>,
    /// Fences that cannot be used: an exercise among them has its parts, a part among them is there.
    lost: Vec<Broken>,
}

/// An exercise before its parts are known.
struct Draft {
    fence: Fence,
    id: String,
    starter: Code,
    expects: Vec<Expected>,
    opt: Option<u8>,
}

impl Drafts {
    /// An exercise begins.
    pub fn start(&mut self, source: &Source, fence: &Fence, id: String, problems: &mut Vec<Problem>) {
        let expects = expects(fence.get("expects").unwrap_or_default()).unwrap_or_else(|part| {
            let found = say!("bad-expects", part = part);
            problems.push(source.problem(fence.span("expects"), found, say!("bad-expects-instead")));
            Vec::new()
        });
        let starter = code(source, fence, problems);
        let opt = opt(source, fence, problems);
        self.drafts.push(Draft { fence: fence.clone(), id, starter, expects, opt });
    }

    /// A part of an exercise, which may begin before or after it.
    pub fn keep(&mut self, fence: &Fence) {
        self.parts.push(fence.clone());
    }

    /// A fence that cannot be used.
    pub fn lost(&mut self, fence: &Broken) {
        self.lost.push(fence.clone());
    }

    /// The exercises in reading order; `None` where a part is missing.
    pub fn finish(self, source: &Source, problems: &mut Vec<Problem>) -> Vec<Option<Exercise>> {
        let known: Vec<&str> = self.drafts.iter().map(|draft| draft.id.as_str()).collect();
        let owned = |id: &str| self.lost.iter().any(|lost| lost.may_be(id));
        for part in self.parts.iter().filter(|part| !owned(part.get("for").unwrap_or_default())) {
            let id = part.get("for").unwrap_or_default();
            if !known.contains(&id) {
                let instead = match nearest(id, &known) {
                    Some(near) => say!("did-you-mean", near = near),
                    None if known.is_empty() => say!("for-none-instead", id = id),
                    None => say!("for-unknown-instead", known = known.join(", ")),
                };
                problems.push(source.problem(part.span("for"), say!("for-unknown", id = id), instead));
            }
        }
        self.drafts.into_iter().map(|draft| finish(source, draft, &self.parts, &self.lost, problems)).collect()
    }
}

fn finish(
    source: &Source,
    draft: Draft,
    parts: &[Fence],
    lost: &[Broken],
    problems: &mut Vec<Problem>,
) -> Option<Exercise> {
    let is_lost =
        |kind: Kind| lost.iter().any(|lost| lost.owner.as_ref() == Some(&draft.id) && lost.kind == Some(kind));
    let mine: Vec<&Fence> = parts.iter().filter(|part| part.get("for") == Some(&draft.id)).collect();
    let of = |kind: Kind| mine.iter().filter(move |part| part.kind == kind);
    let mut one = |kind: Kind, missing: String, instead: String| {
        let mut all = of(kind);
        let first = all.next();
        for second in all {
            let found = say!("part-twice", id = draft.id);
            problems.push(source.problem(second.info.clone(), found, say!("part-twice-instead")));
        }
        if first.is_none() && !is_lost(kind) {
            problems.push(source.problem(draft.fence.info.clone(), missing, instead));
        }
        first.map(|fence| code(source, fence, problems))
    };
    let id = &draft.id;
    let check = one(Kind::Check, say!("no-check", id = id), say!("no-check-instead", id = id));
    let solution = one(Kind::Solution, say!("no-solution", id = id), say!("no-solution-instead", id = id));
    let hints: Vec<Prose> = of(Kind::Hint)
        .map(|fence| code(source, fence, problems))
        .map(|hint| Prose { markdown: hint.text, line: hint.line })
        .collect();
    if hints.is_empty() && !is_lost(Kind::Hint) {
        let instead = say!("no-hint-instead", id = id);
        problems.push(source.problem(draft.fence.info.clone(), say!("no-hint", id = id), instead));
    }
    let right = of(Kind::Right).map(|fence| code(source, fence, problems)).collect();
    let wrong = of(Kind::Wrong)
        .map(|fence| Wrong {
            code: code(source, fence, problems),
            expect: fence.get("expect").unwrap_or_default().to_owned(),
        })
        .collect();
    Some(Exercise {
        id: draft.id,
        starter: draft.starter,
        expects: draft.expects,
        check: check?,
        solution: solution?,
        right,
        wrong,
        hints,
        opt: draft.opt,
    })
}
