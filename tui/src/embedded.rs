//! What the executable carries with it, so that it works alone anywhere: the lessons with their recordings, the frame of
//! the book, and the sources that the runtime is built from. (A debug build reads them from the checkout instead, so that a lesson can be edited live.)

use gradus_kernel::runtime::{Source, Sources};
use gradus_lessons::book::BookFile;
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../lessons/content"]
#[include = "*.md"]
#[include = "*.toml"]
#[include = "*.png"]
#[include = "*.jpg"]
#[include = "*.svg"]
struct Lessons;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../lessons/recorded"]
#[include = "*.json"]
struct Recordings;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../book"]
#[include = "book.toml"]
#[include = "*.css"]
#[include = "src/*.md"]
#[include = "src/images/*"]
#[include = "src/fonts/*"]
struct Book;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../lessons/kit"]
#[exclude = "*target/*"]
#[exclude = "tests/*"]
#[exclude = "benches/*"]
#[exclude = "examples/*"]
#[exclude = "*.snap"]
struct Kit;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../kernel/protocol"]
#[exclude = "target/*"]
struct Protocol;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../kernel/evcxr"]
#[exclude = "target/*"]
#[exclude = "tests/*"]
struct Analyst;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../kernel/words"]
#[exclude = "target/*"]
struct Words;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../datasets"]
#[exclude = "target/*"]
struct Datasets;

/// The course's files, `(path, text)`; paths as in the repository.
pub fn lessons() -> impl Iterator<Item = (String, String)> {
    let text = |file: Source| (file.path, String::from_utf8_lossy(&file.bytes).into_owned());
    let words = |file: &Source| [".md", ".toml", ".json"].iter().any(|end| file.path.ends_with(end));
    folder::<Lessons>("lessons/content").chain(folder::<Recordings>("lessons/recorded")).filter(words).map(text)
}

/// A file beside the course's lessons, by its path in the repository.
pub fn picture(path: &str) -> Option<Vec<u8>> {
    Some(Lessons::get(path.strip_prefix("lessons/content/")?)?.data.into_owned())
}

/// The frame of the book: its settings, its pages with places for what is generated, their pictures.
pub fn book() -> impl Iterator<Item = BookFile> {
    Book::iter()
        .filter_map(|path| Some(BookFile { path: path.to_string(), bytes: Book::get(&path)?.data.into_owned() }))
}

/// Where the data comes from, and its licences.
pub fn notice() -> Option<String> {
    Some(String::from_utf8_lossy(&Datasets::get("data/NOTICE.md")?.data).into_owned())
}

/// The sources of the runtime that cells link to.
pub fn runtime_sources() -> Sources {
    root()
        .chain(folder::<Kit>("lessons/kit"))
        .chain(folder::<Protocol>("kernel/protocol"))
        .chain(folder::<Words>("kernel/words"))
        .chain(folder::<Datasets>("datasets"))
        .collect()
}

/// The sources of the process that analyses cells.
pub fn analyst_sources() -> Sources {
    let own = folder::<Analyst>("kernel/evcxr").map(|mut file| {
        if file.path.ends_with("/Cargo.toml") {
            file.bytes = without_tests(&file.bytes).into();
        }
        file
    });
    root().chain(own).chain(folder::<Protocol>("kernel/protocol")).collect()
}

/// A manifest up to what its tests need: crates of ours that are not carried along.
fn without_tests(manifest: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(manifest);
    text.split("[dev-dependencies]").next().unwrap_or_default().as_bytes().to_vec()
}

/// The workspace's manifest and lock.
fn root() -> impl Iterator<Item = Source> {
    let root = [
        ("Cargo.toml", include_bytes!("../../Cargo.toml").as_slice()),
        ("Cargo.lock", include_bytes!("../../Cargo.lock").as_slice()),
    ];
    root.into_iter().map(|(path, bytes)| Source { path: path.to_owned(), bytes: bytes.into() })
}

fn folder<E: Embed>(at: &'static str) -> impl Iterator<Item = Source> {
    E::iter().filter_map(move |path| Some(Source { path: format!("{at}/{path}"), bytes: E::get(&path)?.data }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_course_is_aboard() {
        let paths: Vec<String> = lessons().map(|(path, _)| path).collect();
        for file in ["lessons/content/course.toml", "lessons/recorded/foundations/01-neuron.json"] {
            assert!(paths.iter().any(|path| path == file), "no {file} in {paths:?}");
        }
    }

    #[test]
    fn the_analysing_process_is_aboard_without_its_tests() {
        let sources = analyst_sources();
        for file in ["Cargo.lock", "kernel/evcxr/Cargo.toml", "kernel/evcxr/src/main.rs", "kernel/protocol/src/lib.rs"]
        {
            assert!(sources.text(file).is_some(), "{file} is missing");
        }
        let manifest = sources.text("kernel/evcxr/Cargo.toml").unwrap();
        assert!(manifest.contains("ra_ap_ide") && !manifest.contains("gradus-kernel"), "{manifest}");
        assert!(folder::<Analyst>("").all(|file| !file.path.contains("tests/")));
    }

    #[test]
    fn every_crate_that_the_kit_needs_is_aboard() {
        let crates = ["lessons/kit", "lessons/kit/frames", "kernel/protocol", "kernel/words", "datasets"];
        let aboard: Vec<String> = folder::<Kit>("lessons/kit")
            .chain(folder::<Protocol>("kernel/protocol"))
            .chain(folder::<Words>("kernel/words"))
            .chain(folder::<Datasets>("datasets"))
            .map(|file| file.path)
            .collect();
        for folder in crates {
            for file in ["Cargo.toml", "src/lib.rs"] {
                assert!(aboard.contains(&format!("{folder}/{file}")), "{folder}/{file} is missing in {aboard:?}");
            }
        }
        assert!(aboard.iter().any(|path| path.starts_with("datasets/data/")), "the data sets are missing");
    }
}
