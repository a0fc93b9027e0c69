//! A learner who listens.

use super::*;
use crate::{
    cli::tell::{Meter, Pictures, Plots},
    ui::tests::{
        desk::files,
        script::{Answer, Script, Scripted},
    },
};
use gradus_protocol::{CellError, CellId, MimeBundle, Output, Place, TEXT_WORDS, Verdict};
use std::{
    cell::RefCell,
    rc::Rc,
    sync::mpsc::{Receiver, channel},
};

#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Story {
    plain: Plain<Paper>,
    paper: Paper,
    inbox: Receiver<Heard>,
    _folder: tempfile::TempDir,
}

impl Story {
    fn begin(answers: Vec<(&str, Answer)>) -> Self {
        let catalog = Catalog::new(files());
        let folder = tempfile::tempdir().unwrap();
        let (outbox, inbox) = channel();
        let script = Rc::new(Script::default());
        script.answers.borrow_mut().extend(answers.into_iter().map(|(code, answer)| (code.trim().to_owned(), answer)));
        let (paper, shared) = (Paper::default(), Rc::clone(&script));
        let parts = Parts {
            catalog,
            progress: (Progress::default(), Store::new(folder.path())),
            start: Box::new(move |_, sink| Box::new(Scripted::new(&shared, sink))),
            outbox,
            teller: Text::new(Linear::new(paper.clone()), Meter::on(false, io::stderr()), Pictures::AsText)
                .with_plots(Plots::Words),
        };
        let plain = Plain::open(parts, None, None).unwrap();
        Self { plain, paper, inbox, _folder: folder }
    }

    /// Types a line, and gives what was told since the last one.
    fn types(&mut self, line: &str) -> String {
        self.hears(Heard::Line(line.to_owned()))
    }

    fn hears(&mut self, heard: Heard) -> String {
        self.paper.0.borrow_mut().clear();
        self.plain.hear(heard, Duration::ZERO, 1_000).unwrap();
        while let Ok(heard) = self.inbox.try_recv() {
            self.plain.hear(heard, Duration::ZERO, 1_000).unwrap();
        }
        String::from_utf8(self.paper.0.borrow().clone()).unwrap()
    }
}

#[test]
fn a_lesson_is_told_run_checked_and_solved_line_by_line() {
    let told = "Plot: Three points.\nLine y, 3 points: 1 at 0 to 3 at 2.";
    let plot = MimeBundle::default().with_text(TEXT_WORDS, told).with_text("text/plain", "1 ┤⣿ \n  └──");
    let points = Answer::ok([
        Output::stdout("\x1b[31mthree\x1b[0m points\n"),
        Output::Display { bundle: plot, id: None },
        Output::Value(MimeBundle::plain("3")),
    ]);
    let half = Verdict::Fail { message: "That is *half* of it.".into() };
    let mut story = Story::begin(vec![
        ("let xs = [1.0, 2.0, 3.0];\nxs.len()", points),
        ("fn slope(w: f32) -> f32 {\n    w\n}", Answer::ok([]).with_names(&["slope"])),
        ("check(slope)", Answer::ok([Output::Verdict(half)])),
    ]);
    let mut told = String::new();
    for line in
        ["1", "r", "", "2", "n", "c", "h", "e 2", "    w", ".", "c", "s", "y", "", ".", "p", "t", "t 1", "v", "q", "q"]
    {
        told += &format!("\n>>> {line}\n{}", story.types(line));
    }
    assert!(story.plain.quits());
    assert!(
        !told.contains(|c: char| ('─'..='◿').contains(&c) || ('\u{2800}'..='\u{28ff}').contains(&c) || c == '\x1b'),
        "{told}"
    );
    insta::assert_snapshot!(told);
}

#[test]
fn failures_are_told_in_words() {
    let place = Some(Place { cell: CellId::new("points"), line: 2, column: 1 });
    let failed = Answer::error(Output::Error(CellError::Panic { message: "no points".into(), place }));
    let mut story = Story::begin(vec![("let xs = [1.0, 2.0, 3.0];\nxs.len()", failed)]);
    story.types("");
    let told = story.types("r");
    assert!(told.contains("panicked in points, line 2: no points") && told.contains("points failed."), "{told}");
    let told = story.types("jump");
    assert!(told.contains("There is no command jump."), "{told}");
    let told = story.types("e 7");
    assert!(told.contains("The cell has 2 lines."), "{told}");
    assert!(story.types("c").contains("Only an exercise can be checked"));
    assert!(story.types("1").contains("cannot be done here"));
}

#[test]
fn ctrl_c_gives_up_a_text_and_the_end_of_input_saves() {
    let mut story = Story::begin(vec![]);
    story.types("");
    story.types("e");
    story.types("nonsense");
    let told = story.hears(Heard::Stop);
    assert!(told.contains("The text stays as it was."), "{told}");
    assert!(story.types(".").contains("let xs = [1.0, 2.0, 3.0];"));
    story.hears(Heard::End);
    assert!(story.plain.quits());
    assert!(story.plain.store.load().unwrap().progress.recent == ["basics/01-slope"]);
}

#[test]
fn a_wrong_line_among_the_lessons_says_what_to_type() {
    let mut story = Story::begin(vec![]);
    assert!(story.types("nothing like it").contains("No lesson is called nothing like it."));
    assert!(story.types("7").contains("No lesson"));
    assert!(story.types("slope").contains("The slope of a line"));
}
