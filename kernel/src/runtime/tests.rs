use super::*;
use std::{os::unix::fs::MetadataExt, sync::mpsc, thread};

/// A workspace like ours whose kit compiles in a moment.
fn spec(lib: &'static str) -> Spec {
    let file = |path: &str, text: &'static str| Source { path: path.into(), bytes: text.as_bytes().into() };
    let sources = [
        file("Cargo.toml", "[workspace]\nresolver = \"3\"\n[workspace.package]\nedition = \"2024\"\n"),
        file(
            "Cargo.lock",
            "version = 4\n[[package]]\nname = \"small-kit\"\nversion = \"0.1.0\"\ndependencies = [\"words\"]\n[[package]]\nname = \"words\"\nversion = \"0.1.0\"\n",
        ),
        file(
            "kit/Cargo.toml",
            "[package]\nname = \"small-kit\"\nversion = \"0.1.0\"\nedition.workspace = true\n[dependencies]\nwords.path = \"../words\"\n",
        ),
        file("kit/src/lib.rs", lib),
        file("words/Cargo.toml", "[package]\nname = \"words\"\nversion = \"0.1.0\"\nedition.workspace = true\n"),
        file("words/src/lib.rs", "pub fn word() -> u8 { 7 }\n"),
    ];
    let kit = Spec::kit(sources.into_iter().collect(), Toolchain::find().unwrap());
    // A folder of each test's own: these kits have one name and different sources.
    Spec { package: "small-kit".into(), target: None, ..kit }
}

const GOOD: &str =
    "pub fn word() -> u8 { words::word() }\npub const KEY: Option<&str> = option_env!(\"GRADUS_RUNTIME_KEY\");\n";

fn quiet(home: &Path, spec: &Spec) -> Result<Runtime, RuntimeError> {
    ensure(home, spec, |_: Progress| {})
}

#[test]
fn a_runtime_is_built_once_checked_each_time_and_rebuilt_when_damaged() {
    let home = tempfile::tempdir().unwrap();
    let spec = spec(GOOD);
    assert!(find(home.path(), &spec).is_none());
    let mut steps = Vec::new();
    let runtime = ensure(home.path(), &spec, |progress: Progress| steps.push(progress)).unwrap();
    assert_eq!(steps.last().map(|last| (last.done, last.total)), Some((2, 2)));
    assert!(fs::read(&runtime.library).unwrap().windows(32).any(|bytes| bytes == runtime.key.as_bytes()));
    let metadata = fs::read_dir(&runtime.dependencies).unwrap().flatten().next().unwrap().file_name();
    assert!(metadata.to_string_lossy().starts_with("libwords-"));

    let built_at = runtime.library.metadata().unwrap().ino();
    assert_eq!(quiet(home.path(), &spec).unwrap().library.metadata().unwrap().ino(), built_at, "found, not built");

    let mut damaged = fs::read(&runtime.library).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(&runtime.library, damaged).unwrap();
    assert!(find(home.path(), &spec).is_none(), "one bit is enough");
    assert_eq!(quiet(home.path(), &spec).unwrap().key, runtime.key);

    fs::remove_file(runtime.dependencies.join(metadata)).unwrap();
    assert!(find(home.path(), &spec).is_none(), "a lost file");
    assert!(quiet(home.path(), &spec).is_ok());
}

#[test]
fn a_program_is_built_apart_from_runtimes_and_runs() {
    let home = tempfile::tempdir().unwrap();
    let library = spec(GOOD);
    let main = "fn main() { println!(\"{}\", small_kit::word()); }\n";
    let main = Source { path: "kit/src/main.rs".into(), bytes: main.as_bytes().into() };
    let sources = library.sources.iter().cloned().chain([main]).collect();
    let program = Spec { target: None, ..Spec::program(sources, "small-kit", library.toolchain.clone()) };
    assert_ne!(key(&program), key(&library));
    let built = quiet(home.path(), &program).unwrap();
    assert!(built.library.starts_with(home.path().join("analysis")), "{:?}", built.library);
    let said = std::process::Command::new(&built.library).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout), "7\n");
    assert!(!home.path().join("analysis/target").exists(), "what it was built in goes");
    assert_eq!(find(home.path(), &program).map(|found| found.key), Some(built.key));
}

#[test]
fn what_does_not_compile_is_shown_and_leaves_nothing_to_be_found() {
    let home = tempfile::tempdir().unwrap();
    let spec = spec("pub fn broken() -> u8 { \"text\" }\n");
    let error = quiet(home.path(), &spec).unwrap_err();
    assert!(matches!(&error, RuntimeError::NotBuilt { tail, .. } if tail.contains("mismatched types")), "{error}");
    assert!(find(home.path(), &spec).is_none());
}

#[test]
fn a_second_process_waits_for_the_first_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("lock");
    let held = lock(&path, &mut |_: Progress| panic!("nobody holds it")).unwrap();
    let (tell, told) = mpsc::channel();
    let second =
        thread::spawn(move || lock(&path, &mut |progress: Progress| tell.send(progress.step).unwrap()).is_ok());
    assert_eq!(told.recv().unwrap(), say!("runtime-step-wait"));
    drop(held);
    assert!(second.join().unwrap());
}

#[test]
fn everything_that_changes_a_runtime_changes_its_key() {
    let base = spec(GOOD);
    let mut keys = vec![key(&base), key(&spec("pub fn other() {}\n"))];
    keys.push(key(&base.clone().with(Additions::frames())));
    let crates = |version: &str| std::iter::once(("itertools".to_owned(), toml::Value::from(version))).collect();
    for version in ["0.13", "0.14"] {
        keys.push(key(&base.clone().with(Additions { frames: false, crates: crates(version) })));
    }
    keys.push(key(&Spec { package: "words".into(), ..base.clone() }));
    for change in [
        |toolchain: &mut Toolchain| toolchain.version_verbose.push('x'),
        |toolchain: &mut Toolchain| toolchain.sysroot.push("x"),
        |toolchain: &mut Toolchain| toolchain.host.push('x'),
    ] {
        let mut changed = base.clone();
        change(&mut changed.toolchain);
        keys.push(key(&changed));
    }
    assert_eq!(key(&base), key(&spec(GOOD)));
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count);
}

#[test]
fn old_runtimes_go_but_none_that_is_in_use() {
    let home = tempfile::tempdir().unwrap();
    let kits: [&str; 5] = ["pub fn a() {}", "pub fn b() {}", "pub fn c() {}", "pub fn d() {}", "pub fn e() {}"];
    let mut built = Vec::new();
    for kit in kits {
        built.push((spec(kit), quiet(home.path(), &spec(kit)).unwrap()));
    }
    let there = |index: usize| home.path().join("runtimes").join(key(&spec(kits[index]))).exists();
    assert!((0..5).all(there), "all are in use");
    // A shared lock ends with the last handle: the second oldest is let go.
    let (_, second) = built.remove(1);
    drop(second);
    shelf::prune(&home.path().join("runtimes"));
    assert!(there(0) && !there(1) && (2..5).all(there));
}
