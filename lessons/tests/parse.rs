//! Lesson files and what the parser says about them.

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
