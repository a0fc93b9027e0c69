//! The terminal UI with a session that answers by itself: its one cell gives the picture of [`gradus_tests::images`].
//! Its first argument is the folder of its state, the second how pictures are drawn.

use gradus_kernel::{
    Session,
    engine::scripted::{Answer, ScriptedEngine},
};
use gradus_lessons::{Catalog, Loaded, Store};
use gradus_protocol::{MimeBundle, Output};
use gradus_tests::images::Picture;
use gradus_tui::{
    settings::{Settings, SettingsFile},
    ui::{Images, Open, run},
};
use std::path::Path;

const COURSE: &str = "[[track]]\nid = \"basics\"\ntitle = \"Basics\"\nsummary = \"Small steps.\"\n";
const LESSON: &str = "+++\nid = \"01-one\"\ntitle = \"One\"\ntrack = \"basics\"\nminutes = 1\n+++\n\nSome words.\n\n\
                      ```rust,cell,id=plot\nplot()\n```\n";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (folder, images) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let files = [("course.toml", COURSE), ("basics/01-one.md", LESSON)];
    let catalog = Catalog::new(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let start = catalog.lessons().next().map(|lesson| lesson.id.clone());
    let opened = SettingsFile::open(Path::new(&folder));
    let named = Images::NAMES.iter().position(|name| *name == images);
    let settings =
        Settings { images: named.map_or(Images::Auto, |at| Images::ALL[at]), toured: true, ..opened.settings };
    let plot = MimeBundle::default().with_binary("image/png", Picture::sample().png());
    let open = Open {
        catalog,
        start,
        loaded: Loaded::default(),
        store: Store::new(&folder),
        session: Box::new(move |_, events| {
            let output = Output::Display { bundle: plot.clone(), id: None };
            Session::start(
                move |sink| Box::new(ScriptedEngine::new(sink).answer("plot()", Answer::ok([output]))),
                events,
            )
        }),
        settings: (settings, opened.file),
    };
    if let Err(error) = run(open) {
        eprintln!("{error:#}");
    }
}
