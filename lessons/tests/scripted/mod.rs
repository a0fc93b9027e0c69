//! A session that answers by a script, and the laws over a small course in it.

use gradus_lessons::{Catalog, Laws, Recorded, Report, RunCell, Runner, run_laws, run_reference};
use gradus_protocol::{CellError, CellId, MimeBundle, Name, NameKind, Output, Place, Status, Verdict};
use std::time::Duration;

pub const COURSE: &str = include_str!("../../content/course.toml");
pub const SOUND: &str = include_str!("../fixtures/sound.md");
pub const FILE: &str = "content/foundations/01-line.md";
pub const RECORDED: &str = "recorded/foundations/01-line.json";

/// The course with this lesson, and the recording of the sound one.
pub fn catalog(lesson: &str) -> Catalog {
    catalog_of(&[(FILE, lesson), (RECORDED, &recording(SOUND))])
}

/// What a lesson gives in a session without surprises.
pub fn recording(lesson: &str) -> String {
    let catalog = catalog_of(&[(FILE, lesson)]);
    let lesson = catalog.find("line").unwrap();
    let (laws, runs) = run_reference(&catalog, lesson, &mut Scripted::new(|_, _| None));
    assert_eq!(laws.problems, []);
    Recorded::from_runs(lesson, &runs).to_json().unwrap()
}

pub fn catalog_of(files: &[(&str, &str)]) -> Catalog {
    let course = ("content/course.toml", COURSE);
    Catalog::new(files.iter().chain([&course]).map(|(file, text)| ((*file).to_owned(), (*text).to_owned())))
}

/// What a script answers instead of the session's own answer; it sees the cell and the answer that ran last.
pub type Twist = Box<dyn FnMut(&RunCell, &str) -> Option<Report>>;

/// A session that knows the fixture's exercise by its text.
pub struct Scripted {
    answer: String,
    names: Vec<Name>,
    pub log: Vec<String>,
    pub restarts_left: usize,
    twist: Twist,
}

impl Scripted {
    pub fn new(twist: impl FnMut(&RunCell, &str) -> Option<Report> + 'static) -> Self {
        Self { twist: Box::new(twist), answer: String::new(), names: Vec::new(), log: Vec::new(), restarts_left: 2 }
    }

    fn check(&self) -> Report {
        let fail = |message: &str| verdict(Verdict::Fail { message: message.to_owned() });
        match self.answer.as_str() {
            answer if answer.contains("todo!") => panic("not yet implemented", "slope", 2),
            answer if answer.contains("-2.0 * w") => fail("Look at the sign, or \"minus\"."),
            answer if answer.contains("{ w }") => fail("That is half of it."),
            answer if answer.contains("{ 2.0 }") => fail("A constant?"),
            _ => verdict(Verdict::Pass { message: "Right.".to_owned() }),
        }
    }
}

impl Runner for Scripted {
    fn run(&mut self, cell: &RunCell) -> Report {
        self.log.push(format!("{}: {}", cell.id, cell.code.lines().nth(1).unwrap_or(&cell.code).trim()));
        if !cell.hidden {
            for line in cell.code.lines() {
                let name =
                    line.strip_prefix("fn ").or(line.strip_prefix("let ")).and_then(|l| l.split(['(', ' ']).next());
                self.names.retain(|known| Some(known.name.as_str()) != name);
                self.names.extend(name.map(|name| Name::new(name, NameKind::Item, cell.id.clone(), "")));
            }
        }
        if cell.id.0 == "slope" {
            self.answer = cell.code.clone();
        }
        if let Some(report) = (self.twist)(cell, &self.answer) {
            return report;
        }
        match cell.id.0.as_str() {
            "measure" => report(vec![Output::Value(MimeBundle::plain("0.2513"))], Status::Ok),
            "check:slope" => self.check(),
            _ => report(Vec::new(), Status::Ok),
        }
    }

    fn restart(&mut self) -> Result<(), String> {
        self.restarts_left = self.restarts_left.checked_sub(1).ok_or("the compiler is gone")?;
        self.names.clear();
        self.log.push("restart".to_owned());
        Ok(())
    }

    fn names(&self) -> Vec<Name> {
        self.names.clone()
    }
}

pub fn report(outputs: Vec<Output>, status: Status) -> Report {
    Report { outputs, status, took: Duration::from_millis(10) }
}

pub fn verdict(verdict: Verdict) -> Report {
    report(vec![Output::Verdict(verdict)], Status::Ok)
}

pub fn panic(message: &str, cell: &str, line: u32) -> Report {
    let place = Some(Place { cell: CellId::new(cell), line, column: 1 });
    report(vec![Output::Error(CellError::Panic { message: message.to_owned(), place })], Status::Error)
}

pub fn laws(lesson: &str, twist: impl FnMut(&RunCell, &str) -> Option<Report> + 'static) -> (Laws, Vec<String>) {
    let catalog = catalog(lesson);
    assert_eq!(catalog.problems(), []);
    let mut runner = Scripted::new(twist);
    let laws = run_laws(&catalog, catalog.find("line").unwrap(), &mut runner, 1);
    (laws, runner.log)
}

pub fn list(laws: &Laws) -> String {
    laws.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The laws over a lesson, with this file as its recording.
pub fn laws_against(
    recorded: &str,
    lesson: &str,
    twist: impl FnMut(&RunCell, &str) -> Option<Report> + 'static,
) -> Laws {
    let catalog = catalog_of(&[(FILE, lesson), (RECORDED, recorded)]);
    assert_eq!(catalog.problems(), []);
    run_laws(&catalog, catalog.find("line").unwrap(), &mut Scripted::new(twist), 1)
}

/// A cell that gives this instead of what it gave when it was recorded.
pub fn gives(id: &'static str, outputs: Vec<Output>) -> impl FnMut(&RunCell, &str) -> Option<Report> {
    move |cell, _| (cell.id.0 == id).then(|| report(outputs.clone(), Status::Ok))
}
