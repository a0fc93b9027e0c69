//! Laws that reading a lesson shows.

use super::{network::network, reads::reads};
use crate::{
    Block, Catalog, Code, Exercise, Include, Lesson, Problem, Source,
    book::typeset,
    judge::{defined, same},
    problem::nearest,
    say,
};

/// How many of each an exercise has at least.
const HINTS: usize = 3;
const RIGHT: usize = 1;
const WRONG: usize = 3;

/// The laws of the whole course that need no engine, the parser's problems included.
pub fn lint_all(catalog: &Catalog) -> Vec<Problem> {
    let lessons = catalog.lessons().flat_map(|lesson| lint_lesson(catalog, lesson));
    catalog.problems().iter().cloned().chain(lessons).collect()
}

/// The laws of one lesson that need no engine. The lesson may be one that is not in the catalog.
pub fn lint_lesson(catalog: &Catalog, lesson: &Lesson) -> Vec<Problem> {
    let mut law = Law { catalog, lesson, problems: Vec::new() };
    law.needs();
    law.includes();
    law.terms();
    law.formulas();
    for (at, block) in lesson.blocks.iter().enumerate() {
        law.network(block);
        match block {
            Block::Exercise(exercise) => {
                law.counts(exercise);
                law.answers(exercise);
                law.expects(at, exercise);
                law.expects_all_it_reads(exercise);
            }
            Block::Quiz(quiz) if lesson.blocks[at..].iter().all(|block| block.code().is_none()) => {
                law.broken(quiz.line, say!("law-quiz-last"), say!("law-quiz-last-instead"));
            }
            _ => {}
        }
    }
    law.problems.sort_by_key(|problem| problem.line);
    law.problems
}

struct Law<'a> {
    catalog: &'a Catalog,
    lesson: &'a Lesson,
    problems: Vec<Problem>,
}

impl<'a> Law<'a> {
    fn broken(&mut self, line: usize, found: String, instead: String) {
        self.problems.push(problem_at(self.catalog, self.lesson, line, found, instead));
    }

    /// Where an earlier lesson stands; `None` for a lesson outside the course, after which all lessons come.
    fn earlier(&self, other: usize) -> bool {
        self.catalog.order(&self.lesson.id).is_none_or(|own| other < own)
    }

    fn needs(&mut self) {
        for need in &self.lesson.needs {
            match self.catalog.order(need) {
                Some(order) if self.earlier(order) => {}
                Some(_) => {
                    let found = say!("law-needs-later", need = need);
                    self.broken(self.lesson.needs_line, found, say!("law-needs-later-instead"));
                }
                None => {
                    let found = say!("law-needs-unknown", need = need);
                    self.broken(self.lesson.needs_line, found, self.lessons_near(&need.to_string()));
                }
            }
        }
    }

    fn includes(&mut self) {
        for include in &self.lesson.include {
            let Include { lesson, id, line } = include;
            let Some(earlier) = self.catalog.lesson(lesson) else {
                let found = say!("law-needs-unknown", need = lesson);
                self.broken(*line, found, self.lessons_near(&lesson.to_string()));
                continue;
            };
            if !self.catalog.order(lesson).is_some_and(|order| self.earlier(order)) {
                let found = say!("law-needs-later", need = lesson);
                self.broken(*line, found, say!("law-needs-later-instead"));
            }
            if earlier.block(id).and_then(Block::code).is_none() {
                let known: Vec<&str> =
                    earlier.blocks.iter().filter(|b| b.code().is_some()).filter_map(Block::id).collect();
                let found = say!("law-include-unknown", lesson = lesson, id = id);
                self.broken(*line, found, say!("law-include-unknown-instead", known = known.join(", ")));
            }
        }
    }

    fn lessons_near(&self, asked: &str) -> String {
        let known: Vec<String> = self.catalog.lessons().map(|lesson| lesson.id.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        match nearest(asked, &known) {
            Some(near) => say!("did-you-mean", near = near),
            None => say!("law-lessons", known = known.join(", ")),
        }
    }

    fn terms(&mut self) {
        let own = self.catalog.order(&self.lesson.id).unwrap_or(usize::MAX);
        for term in &self.lesson.terms {
            let earlier = self.catalog.lessons().take(own).find(|earlier| {
                earlier.id != self.lesson.id && earlier.terms.iter().any(|t| t.word.eq_ignore_ascii_case(&term.word))
            });
            if let Some(earlier) = earlier {
                let found = say!("law-term-twice", word = term.word, lesson = earlier.id);
                self.broken(term.line, found, say!("law-term-twice-instead"));
            }
        }
    }

    /// Every formula in the lesson's words can be typeset: in the terminal, in a notebook, in the book.
    fn formulas(&mut self) {
        let lesson: &'a Lesson = self.lesson;
        let mut words: Vec<(&str, usize)> =
            lesson.terms.iter().map(|term| (term.meaning.as_str(), term.line)).collect();
        for block in &lesson.blocks {
            match block {
                Block::Prose(prose) => words.push((&prose.markdown, prose.line)),
                Block::Exercise(exercise) => {
                    words.extend(exercise.hints.iter().map(|hint| (hint.markdown.as_str(), hint.line)));
                }
                Block::Quiz(quiz) => {
                    let said = [&quiz.question, &quiz.why].into_iter().chain(&quiz.choices);
                    words.extend(said.map(|text| (text.as_str(), quiz.line)));
                }
                Block::Cell(_) => {}
            }
        }
        for (text, line) in words {
            if let Err(bad) = typeset(text) {
                let below = text[..bad.at].matches('\n').count();
                let found = say!("law-formula", formula = bad.formula, cause = bad.cause);
                self.broken(line + below, found, say!("law-formula-instead"));
            }
        }
    }

    fn counts(&mut self, exercise: &Exercise) {
        let (id, line) = (&exercise.id, fence_line(exercise));
        let (hints, right, wrong) = (exercise.hints.len(), exercise.right.len(), exercise.wrong.len());
        if hints < HINTS {
            let found = say!("law-hints", id = id, count = hints);
            self.broken(line, found, say!("law-hints-instead", least = HINTS));
        }
        if right < RIGHT {
            self.broken(line, say!("law-right", id = id), say!("law-right-instead", id = id));
        }
        if wrong < WRONG {
            let found = say!("law-wrong", id = id, count = wrong);
            self.broken(line, found, say!("law-wrong-instead", least = WRONG));
        }
    }

    fn answers(&mut self, exercise: &Exercise) {
        let line = fence_line(exercise);
        if same(&exercise.starter.text, &exercise.solution.text) {
            self.broken(line, say!("law-no-gap", id = exercise.id), say!("law-no-gap-instead"));
        }
        for right in exercise.right.iter().filter(|right| same(&right.text, &exercise.solution.text)) {
            self.broken(right.line - 1, say!("law-right-same"), say!("law-right-same-instead"));
        }
    }

    fn network(&mut self, block: &Block) {
        let codes: Vec<&Code> = match block {
            Block::Cell(cell) => vec![&cell.code],
            Block::Exercise(exercise) => [&exercise.starter, &exercise.check, &exercise.solution]
                .into_iter()
                .chain(&exercise.right)
                .chain(exercise.wrong.iter().map(|wrong| &wrong.code))
                .collect(),
            Block::Prose(_) | Block::Quiz(_) => Vec::new(),
        };
        for code in codes {
            for (what, line) in network(&code.text) {
                let found = say!("law-network", what = what);
                self.broken(code.line + line - 1, found, say!("law-network-instead"));
            }
        }
    }

    /// Every name that `expects` lists is defined by the solution, a cell before, or included code.
    /// A check reads no name of the lesson but those that `expects` lists: only these are looked for before it runs.
    fn expects_all_it_reads(&mut self, exercise: &Exercise) {
        let reads = reads(&exercise.check.text);
        let lesson: &'a Lesson = self.lesson;
        for (block, reference) in lesson.blocks.iter().filter_map(|block| Some((block, block.code()?.1))) {
            for name in defined(&reference.text).intersection(&reads) {
                if !exercise.expects.iter().any(|expected| expected.name == *name) {
                    let cell = block.id().unwrap_or_default();
                    let found = say!("law-reads", id = exercise.id, name = name, cell = cell);
                    self.broken(exercise.check.line, found, say!("law-reads-instead", name = name));
                }
            }
        }
    }

    fn expects(&mut self, at: usize, exercise: &Exercise) {
        let included = self.lesson.include.iter().filter_map(|include| {
            let block = self.catalog.lesson(&include.lesson)?.block(&include.id)?;
            Some(&block.code()?.1.text)
        });
        let before = self.lesson.blocks[..=at].iter().filter_map(|block| Some(&block.code()?.1.text));
        let names: Vec<String> = included.chain(before).flat_map(|code| defined(code)).collect();
        let missing: Vec<&str> = exercise
            .expects
            .iter()
            .filter(|expected| !names.contains(&expected.name))
            .map(|expected| expected.name.as_str())
            .collect();
        for name in missing {
            let found = say!("law-expects", id = exercise.id, name = name);
            self.broken(fence_line(exercise), found, say!("law-expects-instead", name = name));
        }
    }
}

/// The line of an exercise's opening fence.
fn fence_line(exercise: &Exercise) -> usize {
    exercise.starter.line - 1
}

/// A problem on a line of a lesson's file, whose text the catalog may not have.
pub(crate) fn problem_at(catalog: &Catalog, lesson: &Lesson, line: usize, found: String, instead: String) -> Problem {
    match catalog.source(&lesson.file) {
        Some(source) => source.problem_at(line, found, instead),
        None => Problem { line, ..Source::new(&lesson.file, "").problem_at(1, found, instead) },
    }
}
