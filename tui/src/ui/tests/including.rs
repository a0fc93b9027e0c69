//! A lesson that begins with code of an earlier one: the learner's own where they passed, else the reference.

use super::{desk::Desk, script::Answer};
use crossterm::event::KeyCode;
use gradus_lessons::LessonId;
use gradus_protocol::{CellError, Event, MimeBundle, Output, Verdict};

const COURSE: &str = "[[track]]\nid = \"basics\"\ntitle = \"Basics\"\nsummary = \"Small steps.\"\n";

const EARLIER: &str = "+++\nid = \"01-line\"\ntitle = \"A line\"\ntrack = \"basics\"\nminutes = 5\n\n\
    [skills]\ndouble = \"Double a number\"\n+++\n\nRead.\n\n\
    ```rust,exercise,id=double,expects=\"fn double(x: i32) -> i32\"\nfn double(x: i32) -> i32 { todo!() }\n```\n\n\
    ```rust,check,for=double\ncheck(double)\n```\n\n\
    ```rust,solution,for=double\nfn double(x: i32) -> i32 { 2 * x }\n```\n\n\
    ```rust,wrong,for=double,expect=\"half\"\nfn double(x: i32) -> i32 { x / 2 }\n```\n\n\
    ```hint,for=double\nTwice.\n```\n";

const LATER: &str = "+++\nid = \"02-next\"\ntitle = \"What lines are for\"\ntrack = \"basics\"\nminutes = 5\n\
    needs = [\"basics/01-line\"]\ninclude = [\"basics/01-line#double\"]\n+++\n\nIt goes on.\n\n\
    ```rust,cell,id=use-it\ndouble(21)\n```\n";

const REFERENCE: &str = "fn double(x: i32) -> i32 { 2 * x }";
const MINE: &str = "fn double(x: i32) -> i32 { x + x }";
const INCLUDE: &str = "include:basics/01-line#double";

/// The later lesson, opened by who answered the earlier one so.
fn opened(answer: Option<&str>, code: Answer) -> Desk {
    let files = [("course.toml", COURSE), ("basics/01-line.md", EARLIER), ("basics/02-next.md", LATER)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
    let forty_two = Answer::ok([Output::Value(MimeBundle::plain("42"))]);
    let mut desk = Desk::course(files, 80, 30).answer("double(21)", forty_two);
    for text in [REFERENCE, MINE] {
        desk = desk.answer(text, code.clone());
    }
    let id: LessonId = "basics/01-line".parse().unwrap();
    if let Some(answer) = answer {
        let exercise = desk.app.catalog.lesson(&id).unwrap().exercise("double").unwrap().clone();
        let pass = Verdict::Pass { message: String::new() };
        desk.app.progress.lesson_mut(&id).checked(&exercise, answer, &pass, 7);
    }
    desk.app.open(&"basics/02-next".parse().unwrap());
    desk.script.tell(Event::Ready);
    desk.settle();
    desk
}

fn works() -> Answer {
    Answer::ok([]).with_names(&["double"])
}

fn ran(desk: &Desk) -> Vec<(String, String)> {
    desk.script.ran.borrow().clone()
}

fn cell(id: &str, code: &str) -> (String, String) {
    (id.to_owned(), code.to_owned())
}

#[test]
fn the_reference_stands_in_and_that_is_said() {
    let mut desk = opened(None, works());
    desk.sees("The reference solution stands in for what you have not solved yet: double");
    desk.go_to("use-it");
    desk.keys("r");
    desk.sees("→ 42");
    desk.keys("r");
    assert_eq!(ran(&desk).len(), 3, "the earlier code runs once");
    assert_eq!(ran(&desk)[..2], [cell(INCLUDE, REFERENCE), cell("use-it", "double(21)")]);
}

#[test]
fn an_answer_of_ones_own_that_passed_is_what_the_lesson_begins_with() {
    let mut desk = opened(Some(MINE), works());
    desk.sees("It begins with your own double (basics/01-line).");
    desk.go_to("use-it");
    desk.keys("r");
    desk.sees("→ 42");
    assert_eq!(ran(&desk)[0], cell(INCLUDE, MINE));
}

#[test]
fn earlier_code_that_does_not_run_is_said_and_tried_again() {
    let no = Answer::error(Output::Error(CellError::Failed { message: "no such thing".into(), place: None }));
    let mut desk = opened(Some(MINE), no);
    desk.sees("Code from an earlier lesson (include:basics/01-line#double) did not run");
    desk.press(KeyCode::Char('g'));
    desk.go_to("use-it");
    desk.keys("r");
    desk.sees("did not run: no");
    desk.misses("→ 42");
    desk = desk.answer(MINE, works());
    desk.keys("r");
    desk.sees("→ 42");
    desk.misses("did not run");
}
