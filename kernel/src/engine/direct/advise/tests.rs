//! The sentences for messages that rustc 1.95 really gave, recorded from cells against the kit.

use super::super::compile::Message;
use super::super::diagnose::{About, Judgement, judge};
use super::super::generate::Lessons;
use super::super::scope::Source;
use super::super::source_map::Generated;
use super::super::words::Words;
use super::*;
use gradus_protocol::{CellId, Diagnostic};
use serde::Deserialize;
use std::fmt::Write as _;

/// A cell that does not compile, with what rustc said.
#[derive(Deserialize)]
struct Case {
    case: String,
    items: String,
    body: String,
    errors: Vec<Message>,
}

impl Case {
    /// What the learner sees. The frame around the cell is that of the recording.
    fn diagnostics(&self) -> Vec<Diagnostic> {
        let text = format!("{}{}", self.items, self.body);
        let sources = [Source { cell: CellId::new("try"), text: text.as_str().into(), looks: [].into() }];
        let mut generated = Generated::default();
        for line in [
            "#![allow(warnings)]",
            "extern crate gradus_shared;",
            "use gradus::rt::scope::*;",
            "use gradus::rt::{dbg,eprint,eprintln};",
            "use gradus::prelude::*;",
        ] {
            generated.line(line);
        }
        generated.piece(&sources, 0, &(0..self.items.len()));
        generated.line("#[unsafe(no_mangle)] pub extern \"C\" fn gradus_cell() {");
        generated.line("use ::gradus::rt as __rt;");
        generated.line("let __new = __rt::guard(|| {");
        generated.piece(&sources, 0, &(self.items.len()..text.len()));
        let (none, known) = (Words::new(), self.known());
        let about = About { sources: &sources, assigned: &none, hiding: &none, bindings: &[], known: &known };
        match judge(&self.errors, &generated, about, &mut Lessons::default()) {
            Judgement::Errors(diagnostics) => diagnostics,
            other => panic!("{}: {other:?}", self.case),
        }
    }

    /// The definitions of the case stand in an earlier cell.
    fn known(&self) -> Known {
        let mut known = Known::default();
        let keywords = ["fn", "struct", "enum", "mod"];
        for line in self.items.lines() {
            let mut words =
                line.split(|c: char| !(c.is_alphanumeric() || c == '_')).skip_while(|w| !keywords.contains(w));
            if let (Some(keyword), Some(name)) = (words.next(), words.next()) {
                let keyword = keywords.into_iter().find(|known| *known == keyword).unwrap();
                known.define(name, keyword, CellId::new("earlier"));
            }
        }
        known
    }
}

fn cases() -> Vec<Case> {
    include_str!("recorded.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_recorded_error_has_the_sentence_that_was_read_and_approved() {
    let mut told = String::new();
    for case in cases() {
        let _ = writeln!(told, "## {}\n{}{}", case.case, case.items, case.body);
        for found in case.diagnostics() {
            let code = found.code.unwrap_or_default();
            let _ = writeln!(told, "error {code}: {}\n=> {}", found.message, found.advice.unwrap_or_default());
        }
        told.push('\n');
    }
    let approved = include_str!("approved.md");
    let differs = told.lines().zip(approved.lines()).find(|(now, then)| now != then);
    assert!(told == approved, "first difference (now, approved): {differs:#?}\n{told}");
}

#[test]
fn no_message_shows_the_insides_of_the_kit() {
    for case in cases() {
        for found in case.diagnostics() {
            for hidden in
                ["gradus_shared", "gradus::prelude::", "num_complex", "zerocopy", "{impl#", "closure that returns"]
            {
                assert!(!found.rendered.contains(hidden), "{}: {}\n{}", case.case, hidden, found.rendered);
            }
        }
    }
}

#[test]
fn names_that_are_gone_or_not_there_yet_name_the_cell() {
    let case = cases().into_iter().find(|case| case.case == "unknown name").unwrap();
    let text = case.body.clone();
    let sources = [Source { cell: CellId::new("try"), text: text.as_str().into(), looks: [].into() }];
    let mut generated = Generated::default();
    generated.piece(&sources, 0, &(0..text.len()));
    let mut known = Known::default();
    known.expect("loss", CellId::new("half"));
    let mut error = case.errors.iter().find(|error| error.message.contains("function `loss`")).unwrap().clone();
    let byte = text.find("loss").unwrap();
    (error.spans[0].byte_start, error.spans[0].byte_end) = (byte, byte + 4);
    let said = Said::read(&error, &generated, &sources);
    assert_eq!(said.at(), "loss");
    let told = advise(&said, &known).unwrap();
    assert!(told.contains("is made in the cell half, which has not run yet"), "{told}");
}
