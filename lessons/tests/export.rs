//! A learner's work, for reading elsewhere.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{
    Catalog, CellProgress, Lesson, LessonProgress, OwnCell, OwnKind, OwnPlace,
    export::{self, Outputs, Sheet},
    notebook::{self, Export, Shown, Whose},
    settled,
};
use gradus_protocol::{CellError, DisplayId, MimeBundle, Output, Verdict};

const SOUND: &str = include_str!("fixtures/sound.md");
const MINE: &str = "fn slope(w: f32, xs: [f32; 3]) -> f32 { w * 2.0 } // a < b";

fn catalog() -> Catalog {
    let lesson = format!("{SOUND}\n\nThe steeper one: $w_1 < \\frac{{w_2}}{{2}}$.\n");
    let course = include_str!("../content/course.toml");
    let files = [("content/course.toml", course), ("content/foundations/01-line.md", lesson.as_str())];
    Catalog::new(files.map(|(path, text)| (path.to_owned(), text.to_owned())))
}

/// Somebody who passed the exercise, answered the question, added cells, and wrote in one that is gone.
fn work(lesson: &Lesson) -> LessonProgress {
    let mut done = LessonProgress::default();
    done.checked(lesson.exercise("slope").unwrap(), MINE, &Verdict::Pass { message: String::new() }, 1_700_000_000);
    done.answered("guess", 0);
    let place = OwnPlace { after: Some("points".into()), ..OwnPlace::default() };
    let note = OwnCell { id: "own-1".into(), kind: OwnKind::Markdown, text: "*My* note.".into(), place: place.clone() };
    let code = OwnCell { id: "own-2".into(), text: "1 + 1".into(), place, ..OwnCell::default() };
    done.own = vec![note, code];
    let gone = CellProgress { text: "let gone = 1;".into(), ..CellProgress::default() };
    done.cells.insert("gone".into(), gone);
    done
}

/// What the cells gave: text, a picture, a table.
fn outputs() -> Outputs {
    let plot = MimeBundle::plain("a plot").with_binary("image/png", *b"\x89PNG").with_text("image/svg+xml", "<svg/>");
    let id = DisplayId("7".into());
    let points = [
        Output::stdout("three "),
        Output::stdout("points\n"),
        Output::Display { bundle: MimeBundle::plain("old"), id: Some(id.clone()) },
        Output::Update { bundle: plot, id },
    ];
    let slope = [
        Output::Value(MimeBundle::plain("| 2 |").with_text("text/html", "<table><tr><td>2</td></tr></table>")),
        Output::Verdict(Verdict::Pass { message: "Well <done>.".into() }),
        Output::Error(CellError::Panic { message: "ouch".into(), place: None }),
    ];
    Outputs::from([("points".into(), settled(&points)), ("slope".into(), settled(&slope))])
}

fn sheet<R>(write: impl FnOnce(&Sheet<'_>) -> R) -> R {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    let (done, outputs) = (work(lesson), outputs());
    let whose = Whose::Mine(&done);
    write(&Sheet { catalog: &catalog, lesson, whose, outputs: &outputs, pictures: &|_| None })
}

#[test]
fn as_markdown_with_pictures_beside_it() {
    let written = sheet(|sheet| export::markdown(sheet, "line_files"));
    assert_eq!(written.files, [("points-1.png".to_owned(), b"\x89PNG".to_vec())]);
    insta::assert_snapshot!(written.text);
}

#[test]
fn as_a_page_that_needs_nothing_else() {
    let page = sheet(export::page);
    for there in [
        "<math",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "<td>2</td>",
        "Well &lt;done&gt;.",
        "// a &lt; b",
        "<em>My</em> note.",
        "let gone = 1;",
        "passed on 2023-11-14",
    ] {
        assert!(page.contains(there), "no {there} in\n{page}");
    }
    for fetched in ["http://", "https://", "<script", "src=\"//", "url("] {
        let namespace = page.replace("http://www.w3.org/1998/Math/MathML", "");
        assert!(!namespace.contains(fetched), "{fetched} in\n{page}");
    }
    assert!(!page.contains("$w"), "a formula is left as it was written:\n{page}");
}

#[test]
fn in_plain_text() {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    insta::assert_snapshot!(export::recap(lesson, &work(lesson)));
}

#[test]
fn of_a_lesson_that_is_gone_the_texts_stay() {
    let text = export::gone("old/01-lesson", &work(catalog().find("line").unwrap()));
    assert!(text.contains("old/01-lesson is no longer in the course"), "{text}");
    assert!(text.contains(MINE) && text.contains("let gone = 1;") && text.contains("1 + 1"), "{text}");
}

#[test]
fn a_notebook_has_what_the_cells_gave_and_the_learners_own_cells() {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    let (done, outputs) = (work(lesson), outputs());
    let export = Export { whose: Whose::Mine(&done), outputs: Shown::Given(&outputs) };
    let text = notebook::write(&catalog, lesson, export, &|_| None).unwrap();
    let cells = serde_json::from_str::<serde_json::Value>(&text).unwrap()["cells"].as_array().unwrap().clone();
    let cell = |id: &str| cells.iter().find(|cell| cell["id"] == id).unwrap_or_else(|| panic!("no {id} in\n{text}"));
    assert_eq!(cell("points")["outputs"][1]["data"]["text/plain"][0], "a plot");
    assert_eq!(cell("Own-own-1")["cell_type"], "markdown");
    assert_eq!(cell("Own-own-2")["source"][0], "1 + 1");
    assert!(cell("Check-slope")["outputs"].as_array().unwrap().is_empty());
    // And it comes back.
    let found = notebook::read_answers(&catalog, &text).unwrap();
    assert_eq!(found.answers["slope"], MINE);
}
