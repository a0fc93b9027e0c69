//! The list of lessons as a path: done, next, locked, and where the learner was.

use super::desk::Desk;
use crossterm::event::KeyCode;
use gradus_lessons::{Exercise, LessonId};
use gradus_protocol::Verdict;

const COURSE: &str = "[[track]]\nid = \"basics\"\ntitle = \"Basics\"\nsummary = \"Small steps.\"\n\n\
                      [[track]]\nid = \"graphs\"\ntitle = \"Graphs\"\nsummary = \"When data has neighbours.\"\n";

/// A lesson with one exercise that trains one skill.
fn lesson(track: &str, name: &str, title: &str, minutes: u32, needs: &str, skill: &str) -> (String, String) {
    let text = format!(
        "+++\nid = \"{name}\"\ntitle = \"{title}\"\ntrack = \"{track}\"\nminutes = {minutes}\nneeds = [{needs}]\n\
         include = []\nuses = []\nseed = 0\n\n[skills]\ntask = \"{skill}\"\n+++\n\nRead.\n\n\
         ```rust,exercise,id=task,expects=\"fn f() -> i32\"\nfn f() -> i32 {{ todo!() }}\n```\n\n\
         ```rust,check,for=task\ncheck(f)\n```\n\n```rust,solution,for=task\nfn f() -> i32 {{ 1 }}\n```\n\n\
         ```rust,wrong,for=task,expect=\"two\"\nfn f() -> i32 {{ 2 }}\n```\n\n```hint,for=task\nOne.\n```\n"
    );
    (format!("{track}/{name}.md"), text)
}

fn course(width: u16, height: u16) -> Desk {
    let files = vec![
        ("course.toml".to_owned(), COURSE.to_owned()),
        lesson("basics", "01-line", "From a line to a neuron", 30, "", "Say how wrong a line is"),
        lesson(
            "basics",
            "02-slope",
            "Which way is down?",
            25,
            "\"basics/01-line\"",
            "Find the slope of a loss by hand, for each weight",
        ),
        lesson("basics", "03-layers", "Layers", 40, "\"basics/02-slope\"", "Stack neurons"),
        lesson("graphs", "01-edges", "Nodes and edges", 20, "\"basics/01-line\"", "Write a graph as numbers"),
    ];
    let mut desk = Desk::course(files, width, height);
    let id: LessonId = "basics/01-line".parse().unwrap();
    let exercise: Exercise = desk.app.catalog.lesson(&id).unwrap().exercise("task").unwrap().clone();
    let done = desk.app.progress.lesson_mut(&id);
    done.checked(&exercise, "fn f() -> i32 { 1 }", &Verdict::Pass { message: String::new() }, 7);
    desk.press(KeyCode::Down);
    desk
}

#[test]
fn the_path_at_three_sizes() {
    for (width, height) in [(60, 20), (100, 30), (160, 50)] {
        insta::assert_snapshot!(format!("the_path_at_{width}_by_{height}"), course(width, height).screen());
    }
}

#[test]
fn done_next_and_locked_are_told_in_words_and_marks() {
    let mut desk = course(100, 30);
    let line = |desk: &Desk, words: &str| desk.screen().lines().find(|line| line.contains(words)).unwrap().to_owned();
    assert!(line(&desk, "From a line").contains("✓") && line(&desk, "From a line").contains("done"));
    assert!(line(&desk, "Which way").contains("▶") && line(&desk, "Which way").contains("start here"));
    assert!(line(&desk, "Layers").contains("◌") && line(&desk, "Layers").contains("locked"));
    assert!(line(&desk, "Nodes and").contains("○"), "what it builds on is done");
    desk.sees("1 of 3 lessons done, 65 min left");
    desk.press(KeyCode::Down);
    desk.sees("First finish: Which way is down?");
}

#[test]
fn a_locked_lesson_opens_after_a_question() {
    let mut desk = course(100, 30);
    desk.press(KeyCode::Down);
    desk.press(KeyCode::Enter);
    desk.sees("builds on others");
    desk.keys("n");
    desk.misses("builds on others");
    desk.sees("Small steps.");
    desk.press(KeyCode::Enter);
    desk.keys("y");
    desk.sees("exercise: task");
    desk.keys("q");
    desk.press(KeyCode::Enter);
    desk.sees("exercise: task");
}

#[test]
fn where_the_learner_was_stands_on_top_and_a_digit_goes_there() {
    let mut desk = course(100, 30);
    desk.misses("Where you were");
    desk.press(KeyCode::Enter);
    desk.keys("q");
    desk.press(KeyCode::End);
    desk.press(KeyCode::Enter);
    desk.keys("q");
    desk.sees("Where you were");
    let screen = desk.screen();
    let at = |words: &str| screen.find(words).unwrap();
    assert!(at("1 Nodes and edges") < at("2 Which way is down?"), "{screen}");
    desk.keys("2");
    desk.sees("exercise: task");
    assert_eq!(desk.app.notebook.as_ref().unwrap().lesson.id.name, "02-slope");
}

#[test]
fn a_click_chooses_a_lesson_and_one_more_opens_it() {
    let mut desk = course(100, 30);
    desk.click("Nodes and edges");
    desk.sees("Write a graph as numbers");
    desk.click("Small steps.");
    desk.sees("Write a graph as numbers");
    desk.click("Nodes and edges");
    assert_eq!(desk.app.notebook.as_ref().unwrap().lesson.id.name, "01-edges");
    desk.keys("q");
    desk.click("Layers");
    // Below the chosen lesson stands what it trains: a click there is one on it.
    desk.click("Stack neurons");
    desk.sees("builds on others");
    desk.keys("y");
    desk.keys("q");
    desk.click("1 Layers");
    assert_eq!(desk.app.notebook.as_ref().unwrap().lesson.id.name, "03-layers");
}
