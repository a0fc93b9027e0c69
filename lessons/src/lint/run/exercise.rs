//! An exercise's answers, each judged as a learner's.

use super::Trial;
use crate::{Code, Exercise, StepKind, check_cell, judge, ready, say};
use gradus_protocol::Verdict;

impl<'a> Trial<'a> {
    /// As a learner meets it: the starter first, then mistakes, then right answers, the solution last.
    pub(super) fn exercise(&mut self, exercise: &'a Exercise) {
        // A starter need not compile: `____` does not. Its check runs all the same, so that a check that passes
        // anything is found.
        self.run(&exercise.id, &exercise.starter, exercise.opt);
        let report = self.send(&check_cell(exercise));
        if judge(exercise, &report).passed() {
            let found = say!("law-starter-passes", id = exercise.id);
            self.broken(exercise.starter.line, found, say!("law-starter-passes-instead"));
        }
        for wrong in &exercise.wrong {
            self.revive(exercise);
            let report = self.run(&exercise.id, &wrong.code, exercise.opt);
            if self.must_run(&wrong.code, &report) {
                let verdict = self.check(exercise, &wrong.code);
                self.must_fail(&wrong.code, &wrong.expect, &verdict);
            }
        }
        for right in exercise.right.iter().chain([&exercise.solution]) {
            self.revive(exercise);
            let report = self.run(&exercise.id, right, exercise.opt);
            if self.must_run(right, &report) {
                let verdict = self.check(exercise, right);
                self.must_pass(right, &verdict);
            }
        }
    }

    /// Runs what stands before an exercise again after an answer ended the process, as endless recursion does.
    fn revive(&mut self, exercise: &Exercise) {
        if !std::mem::take(&mut self.dead) {
            return;
        }
        let here = self.lesson.position(&exercise.id);
        for step in self.steps() {
            if step.kind != StepKind::Check && step.block < here {
                self.send(&step.cell);
            }
        }
    }

    /// What a learner with this answer is told.
    pub(super) fn check(&mut self, exercise: &Exercise, answer: &Code) -> Verdict {
        let names = self.runner.names();
        match ready(self.lesson, exercise, &answer.text, &names) {
            Some(verdict) => verdict,
            None => judge(exercise, &self.send(&check_cell(exercise))),
        }
    }

    pub(super) fn must_pass(&mut self, code: &Code, verdict: &Verdict) {
        if !verdict.passed() {
            let found = say!("law-right-rejected", message = verdict.message());
            self.broken(code.line, found, say!("law-right-rejected-instead"));
        }
    }

    fn must_fail(&mut self, code: &Code, expect: &str, verdict: &Verdict) {
        let message = verdict.message();
        let found = match verdict {
            Verdict::Fail { .. } if message.to_lowercase().contains(&expect.to_lowercase()) => return,
            Verdict::Fail { .. } => say!("law-wrong-words", message = message, expect = expect),
            Verdict::Pass { .. } => say!("law-wrong-passes", message = message),
            Verdict::NotAttempted { .. } => say!("law-wrong-unchecked", message = message),
            Verdict::Broken { .. } => say!("law-wrong-breaks", message = message),
        };
        self.broken(code.line, found, say!("law-wrong-instead-words", expect = expect));
    }
}
