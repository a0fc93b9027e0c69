//! Lesson files and what the parser says about them.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{Block, Source, parse::parse, render};

const SOUND: &str = include_str!("fixtures/sound.md");
const BROKEN: &str = include_str!("fixtures/broken.md");

#[test]
fn a_sound_lesson_is_read_whole() {
    let lesson = parse("sound.md", SOUND).unwrap();
    insta::assert_debug_snapshot!(lesson);
}

#[test]
fn lines_are_those_of_the_file() {
    let lesson = parse("sound.md", SOUND).unwrap();
    let lines: Vec<&str> = SOUND.lines().collect();
    for block in &lesson.blocks {
        let (text, line) = match block {
            Block::Prose(prose) => (prose.markdown.as_str(), prose.line),
            Block::Cell(cell) => (cell.code.text.as_str(), cell.code.line),
            Block::Exercise(exercise) => (exercise.check.text.as_str(), exercise.check.line),
            Block::Quiz(_) => continue,
        };
        assert_eq!(text.lines().next(), Some(lines[line - 1]));
    }
}

#[test]
fn cells_without_an_id_are_called_what_they_are() {
    let text = SOUND.replace("```rust,try", "```rust,setup\nuse std::fmt;\n```\n\n```rust,try");
    let lesson = parse("sound.md", &text).unwrap();
    let ids: Vec<&str> = lesson.blocks.iter().filter_map(Block::id).collect();
    assert_eq!(ids[..6], ["setup", "points", "guess", "measure", "setup-2", "cell-5"]);
}

#[test]
fn all_problems_of_a_file_are_listed_at_once() {
    let problems = parse("broken.md", BROKEN).unwrap_err();
    let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(list.join("\n"));
}

#[test]
fn problems_look_like_rustcs() {
    let problems = parse("broken.md", BROKEN).unwrap_err();
    let sources = [Source::new("broken.md", BROKEN)];
    insta::assert_snapshot!(render(&problems[..3], &sources, false));
    assert!(render(&problems[..1], &sources, true).contains("\u{1b}["));
    assert!(!render(&problems, &sources, false).contains('\u{1b}'));
    assert!(render(&problems[..1], &[], false).contains("broken.md:1:1"));
}

#[test]
fn windows_line_ends_change_nothing() {
    let plain = parse("sound.md", SOUND).unwrap();
    let windows = parse("sound.md", &SOUND.replace('\n', "\r\n")).unwrap();
    assert_eq!(plain, windows);
}

/// Whatever the text, problems point into it and can be shown.
fn answered(text: &str) {
    if let Err(problems) = parse("cut.md", text) {
        assert!(!problems.is_empty());
        assert!(problems.iter().all(|problem| problem.span.end <= text.len()));
        render(&problems, &[Source::new("cut.md", text)], false);
    }
}

#[test]
fn every_beginning_and_end_of_a_lesson_is_answered() {
    for at in (0..BROKEN.len()).step_by(7) {
        answered(&BROKEN[..at]);
        answered(&BROKEN[at..]);
    }
}

#[test]
fn a_lesson_without_any_one_of_its_lines_is_answered() {
    for text in [SOUND, BROKEN] {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for out in 0..lines.len() {
            let rest: String = lines.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, line)| *line).collect();
            answered(&rest);
            answered(&rest.replace('\n', "\r\n"));
            answered(&rest.replace("slope", "Stei\u{df}e \u{6597}"));
        }
    }
}

#[test]
fn a_file_without_front_matter_says_so() {
    for (text, words) in [("", "does not begin"), ("# Hello\n", "does not begin"), ("+++\nid = 1\n", "never closed")] {
        let problems = parse("x.md", text).unwrap_err();
        assert_eq!(problems.len(), 1);
        assert!(problems[0].found.contains(words), "{}", problems[0]);
    }
}

/// The sound lesson with one piece of its text replaced.
fn problems_with(old: &str, new: &str) -> Vec<String> {
    assert!(SOUND.contains(old));
    let problems = parse("sound.md", &SOUND.replacen(old, new, 1)).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_fence_with_one_mistake_is_one_problem() {
    let expects = r#",expects="fn slope(w: f32, xs: [f32; 3]) -> f32; let xs: [f32; 3]; let best: f32""#;
    for (old, new, words) in [
        (expects, "", "exercise needs the key expects"),
        ("rust,exercise,id=slope,", "rust,exercise,", "exercise needs the key id"),
        ("rust,exercise,", "rust,exercis,", "did you mean exercise?"),
        ("rust,check,for=slope", "rust,chek,for=slope", "did you mean check?"),
        ("rust,solution,for=slope", "rust,solution,fr=slope,for=slope", "no key fr"),
        ("id=measure,figure=loss", "id=measure,figure=loss,figure=loss", "stands here twice"),
        ("id=measure,figure=loss", "id=measure,compare=kind,figure=loss", "write compare=kinds"),
        ("rust,cell,id=measure", "rust,cel,id=measure", "did you mean cell?"),
    ] {
        let problems = problems_with(old, new);
        assert!(problems.len() == 1 && problems[0].contains(words), "{new}: {problems:#?}");
    }
    let other = problems_with("rust,check,for=slope", "rust,check,for=slop");
    assert!(other.iter().any(|problem| problem.contains("did you mean slope?")), "{other:#?}");
}

#[test]
fn a_slip_in_toml_is_one_problem_in_our_words() {
    for (old, new, words) in [
        (r#""A line""#, "A line", r#"3:1: the text of title needs double quotes; write title = "A line""#),
        (
            r#""foundations""#,
            "foundations",
            r#"4:1: the text of track needs double quotes; write track = "foundations""#,
        ),
        (r#""A line""#, "\"A line", "3:1: the quotation mark is never closed"),
        (r#""A line""#, "“A line”", r#"3:1: the text of title needs straight double quotes; write title = "A line""#),
        (r#"= "A line""#, "=", "3:1: title has no value"),
        (r#"title = "A line""#, "title", "3:1: \"title\" has no = and no value"),
        ("minutes = 10", "minutes = 1O", "5:1: 1O is no number"),
        (
            r#""01-line""#,
            "01-line",
            r#"2:1: 01-line is no number, and as a text it needs double quotes; write id = "01-line""#,
        ),
        ("seed = 7", "seed = 7\nseed = 8", "7:1: the key seed stands here a second time"),
        ("seed = 7", "needs = [one, two]", "6:1: the list of needs cannot be read"),
        ("minutes = 10", "needs = [\"a\"\nminutes = 10", "5:1: a bracket that opens here is never closed"),
        ("minutes = 10", "minutes = 10\nneeds = [\n  \"a\",\n", "6:1: a bracket that opens here is never closed"),
        ("[skills]", "[skills", "8:1: a bracket that opens here is never closed"),
        (r#"question = "Where is the loss smallest?""#, "question = Where?", r#"write question = "Where?""#),
    ] {
        let problems = problems_with(old, new);
        assert!(problems.len() == 1 && problems[0].contains(words), "{new}: {problems:#?}");
    }
}
