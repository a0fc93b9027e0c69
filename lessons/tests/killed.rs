//! A program that is killed at any moment of a save: what it had saved is there, and nothing is broken.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{Code, LessonId, Store};
use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const FOLDER: &str = "GRADUS_TEST_KILLED";
const KILLS: u64 = 1_000;
/// About as long as a save takes: within this time after the last word of one, another is under way.
const SPREAD: u64 = 1_500;

fn lesson() -> LessonId {
    LessonId { track: "a".into(), name: "01-b".into() }
}

fn text(n: u64) -> String {
    format!("// {n}\n{}", "let some_name = 1;\n".repeat(20))
}

fn number(text: &str) -> u64 {
    let (n, _) = text.strip_prefix("// ").unwrap().split_once('\n').unwrap();
    n.parse().unwrap()
}

/// Saves one text after another, and says each time how far it is; until it is killed.
#[test]
#[ignore = "it is the program that the test below kills"]
fn writes_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let store = Store::new(folder);
    let starter = Code { text: text(0), line: 1 };
    loop {
        let changed = store.change(|progress| {
            let done = progress.lesson_mut(&lesson());
            let next = number(done.text("cell", &starter)) + 1;
            done.edit("cell", &starter, text(next));
            next
        });
        let changed = changed.unwrap();
        assert_eq!(changed.note, None);
        // Not through the harness, which would keep it.
        writeln!(std::io::stderr(), "{}", changed.given).unwrap();
    }
}

/// A small generator, so that a failure can be repeated from its seed.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn a_thousand_kills_lose_no_save_and_break_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (store, mut seed, mut unfinished) = (Store::new(folder.path()), 6, 0);
    for kill in 0..KILLS {
        let mut program = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "writes_until_it_is_killed"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut heard = BufReader::new(program.stderr.take().unwrap());
        let mut last = String::new();
        for _ in 0..=random(&mut seed) % 3 {
            last.clear();
            heard.read_line(&mut last).unwrap();
        }
        let saved: u64 = last.trim().parse().unwrap_or_else(|_| panic!("kill {kill}: it said {last:?}"));
        let moment = Instant::now() + Duration::from_micros(random(&mut seed) % SPREAD);
        while Instant::now() < moment {
            std::hint::spin_loop();
        }
        program.kill().unwrap();
        program.wait().unwrap();
        // What it said before it was killed counts as saved, too.
        let saved = heard.lines().map_while(Result::ok).filter_map(|line| line.parse().ok()).last().unwrap_or(saved);

        let loaded = store.load().unwrap();
        assert_eq!(loaded.note, None, "kill {kill}");
        let starter = Code { text: text(0), line: 1 };
        let found = loaded.progress.lesson(&lesson()).unwrap().text("cell", &starter).to_owned();
        let n = number(&found);
        assert_eq!(found, text(n), "kill {kill}: a text is whole");
        assert!(n == saved || n == saved + 1, "kill {kill}: {saved} was saved, {n} is there");
        unfinished += u64::from(left(folder.path()));
        // The text before it is one that was saved before it.
        let history = store.history(&lesson());
        let before = history.of("cell").last().map(|version| number(&version.text)).unwrap();
        assert!(before == n || before + 1 == n, "kill {kill}: before {n} there was {before}");
    }
    eprintln!("{unfinished} of {KILLS} were killed in the middle of a save");
    assert!(unfinished > 0, "no kill came in the middle of a save: this test tests nothing");
}

/// Whether a save was left half done.
fn left(folder: &Path) -> bool {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let parts: Vec<String> = names.filter(|name| name.starts_with("progress.part-")).collect();
    assert!(parts.len() <= 1, "what earlier programs left is swept away: {parts:?}");
    !parts.is_empty()
}
