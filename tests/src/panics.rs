//! The terminal UI with a session that cannot be made: the program panics while its screen is up.

use gradus_lessons::{Catalog, Loaded, Store};
use gradus_tui::{
    settings::{Settings, SettingsFile},
    ui::{Images, Open, run},
};

const COURSE: &str = "[[track]]\nid = \"basics\"\ntitle = \"Basics\"\nsummary = \"Small steps.\"\n";
const LESSON: &str = "+++\nid = \"01-one\"\ntitle = \"One\"\ntrack = \"basics\"\nminutes = 1\n+++\n\nSome words.\n";

fn main() {
    let files = [("course.toml", COURSE), ("basics/01-one.md", LESSON)];
    let catalog = Catalog::new(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let folder = std::env::temp_dir().join("gradus-panics");
    let start = catalog.lessons().next().map(|lesson| lesson.id.clone());
    let opened = SettingsFile::open(&folder);
    let open = Open {
        catalog,
        start,
        loaded: Loaded::default(),
        store: Store::new(&folder),
        session: Box::new(|_, _| panic!("the session could not be made")),
        settings: (Settings { images: Images::Off, ..opened.settings }, opened.file),
    };
    let _ = run(open);
}
