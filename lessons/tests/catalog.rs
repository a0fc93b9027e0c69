//! The course: tracks, lessons, and finding one.

use gradus_lessons::{Catalog, LessonId, NotFound, Source, lint_lesson, parse::parse, render};

const COURSE: &str = "[[track]]\nid = \"b\"\ntitle = \"First\"\nsummary = \"One.\"\n\n\
                      [[track]]\nid = \"a\"\ntitle = \"Second\"\nsummary = \"Two.\"\n";

fn lesson(track: &str, name: &str) -> (String, String) {
    let text = format!("+++\nid = \"{name}\"\ntitle = \"T\"\ntrack = \"{track}\"\nminutes = 5\n+++\nHello.\n");
    (format!("content/{track}/{name}.md"), text)
}

fn course(more: impl IntoIterator<Item = (String, String)>) -> Catalog {
    Catalog::new([("content/course.toml".to_owned(), COURSE.to_owned())].into_iter().chain(more))
}

fn some() -> Catalog {
    course([lesson("a", "01-graph"), lesson("b", "02-neurons"), lesson("b", "01-neuron"), lesson("b", "03-loss")])
}

#[test]
fn lessons_come_in_the_courses_order() {
    let catalog = some();
    let ids: Vec<String> = catalog.lessons().map(|lesson| lesson.id.to_string()).collect();
    assert_eq!(ids, ["b/01-neuron", "b/02-neurons", "b/03-loss", "a/01-graph"]);
    assert_eq!(catalog.problems(), []);
    assert_eq!(catalog.tracks()[0].title, "First");
    assert_eq!(catalog.order(&"a/01-graph".parse::<LessonId>().unwrap()), Some(3));
}

#[test]
fn a_lesson_is_found_by_what_a_learner_types() {
    let catalog = some();
    for (asked, id) in [
        ("b/03-loss", "b/03-loss"),
        ("03-loss", "b/03-loss"),
        ("loss", "b/03-loss"),
        ("lo", "b/03-loss"),
        ("b/03", "b/03-loss"),
        ("02", "b/02-neurons"),
        ("neuron", "b/01-neuron"),
        ("01-neuron.md", "b/01-neuron"),
    ] {
        assert_eq!(catalog.find(asked).unwrap().id.to_string(), id, "{asked}");
    }
}

#[test]
fn what_is_not_found_lists_what_there_is() {
    let catalog = some();
    let unknown = catalog.find("nuron").unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "there is no lesson nuron; did you mean b/01-neuron? \
         There are: b/01-neuron, b/02-neurons, b/03-loss, a/01-graph"
    );
    assert!(catalog.find("attention").unwrap_err().to_string().starts_with("there is no lesson attention; there are:"));
    let ambiguous = catalog.find("01").unwrap_err();
    assert_eq!(ambiguous.to_string(), "01 could be any of b/01-neuron, a/01-graph: write more of the name");
}

#[test]
fn translations_and_other_files_are_skipped() {
    let chinese = ("content/b/01-neuron.zh.md".to_owned(), "no lesson".to_owned());
    let notes = ("content/b/notes.txt".to_owned(), "no lesson".to_owned());
    let catalog = course([lesson("b", "01-neuron"), chinese, notes]);
    assert_eq!(catalog.lessons().count(), 1);
    assert_eq!(catalog.problems(), []);
}

#[test]
fn a_broken_lesson_leaves_the_others() {
    let broken = ("content/b/04-broken.md".to_owned(), "no front matter".to_owned());
    let (_, misplaced) = lesson("b", "05-here");
    let misplaced = ("content/b/06-there.md".to_owned(), misplaced);
    let catalog = course([lesson("b", "01-neuron"), broken, misplaced, lesson("c", "01-nowhere")]);
    assert_eq!(catalog.lessons().count(), 1);
    let problems: Vec<String> = catalog.problems().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(problems.join("\n"));
    assert!(matches!(catalog.find("broken"), Err(NotFound::Broken { count: 1, .. })));
    assert!(matches!(catalog.find(""), Ok(_) | Err(NotFound::Ambiguous { .. })));
}

#[test]
fn a_file_outside_the_course_is_a_lesson_too() {
    let catalog = some();
    let (_, text) = lesson("mine", "01-own");
    let text = text.replace("minutes", "needs = [\"b/01-neuron\", \"b/09-none\"]\nminutes");
    let own = parse("own.md", &text).unwrap();
    let problems = lint_lesson(&catalog, &own);
    assert_eq!(problems.len(), 1, "the course's lessons all come before it: {problems:?}");
    let page = render(&problems, &[Source::new("own.md", text)], false);
    assert!(page.contains("5 | needs = "), "{page}");
}

#[test]
fn a_broken_course_file_is_all_listed() {
    let text = "[[track]]\nid = \"A b\"\ntitle = \"T\"\nsumary = \"S\"\n[[tracks]]\n";
    let catalog = Catalog::new([("content/course.toml".to_owned(), text.to_owned())]);
    let problems: Vec<String> = catalog.problems().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(problems.join("\n"));
}
