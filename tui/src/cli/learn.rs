//! `gradus learn`: the terminal UI; where there is no terminal, the lesson as plain text.

use super::{
    Outcome,
    args::How,
    colour,
    run::{Script, perform},
    signals::stop_on_ctrl_c,
    tell::{Meter, Pictures, Reading, Text},
};
use crate::{
    course::{Asked, Course},
    engine::Engines,
    home::Home,
    say,
    settings::{Opened, SettingsFile},
    tutor::Keys,
    ui,
};
use anyhow::Context;
use gradus_lessons::{Catalog, Lesson, LessonId, Mode, Progress, Store, render};
use std::{
    fs,
    io::{self, IsTerminal, Write as _},
    path::Path,
};

/// Opens the course, or one lesson of it.
pub fn learn(course: &Course, lesson: Option<&str>, how: How) -> anyhow::Result<Outcome> {
    let (catalog, start) = match lesson.map(|asked| Asked::find(course, asked)).transpose()? {
        None => (course.catalog()?, None),
        Some(Asked { catalog, lesson: Ok(lesson), .. }) => (catalog.with(lesson.clone()), Some(lesson.id)),
        Some(Asked { lesson: Err(problems), sources, .. }) => {
            writeln!(anstream::stderr(), "{}", render(&problems, &sources, true))?;
            return Ok(Outcome::NotFine);
        }
    };
    open(course, catalog, start, how)
}

/// Opens the scratch notebook.
pub fn scratch(how: How) -> anyhow::Result<Outcome> {
    anyhow::ensure!(has_terminal(), say!("learn-scratch-terminal"));
    open(&Course::Aboard, Course::Aboard.catalog()?, Some(LessonId::scratch()), how)
}

fn has_terminal() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal()
}

fn open(course: &Course, catalog: Catalog, start: Option<LessonId>, how: How) -> anyhow::Result<Outcome> {
    let home = Home::open()?;
    let data = course.data(&home);
    let engines = Engines::new(&home)?.of(how.engine)?.keeping_in(&data);
    let store = Store::new(&data);
    let mut loaded = store.load()?;
    if !has_terminal() {
        let lesson = match &start {
            Some(id) => catalog.lesson(id),
            None => catalog.lessons().next(),
        };
        return read(&catalog, lesson.context(say!("learn-no-lessons"))?, &loaded.progress, &data, &engines);
    }
    let session =
        Box::new(move |lesson: &Lesson, events: ui::EventSink| engines.guided(&lesson.uses, Box::new(Keys), events));
    let Opened { mut settings, file, note } = SettingsFile::open(home.folder());
    settings.images = how.images.unwrap_or(settings.images);
    loaded.note = loaded.note.or(note);
    // A dumb terminal cannot move its cursor, so it has no screen.
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let open = ui::Open { catalog, start, loaded, store, session, settings: (settings, file) };
    if how.plain || settings.plain || dumb {
        ui::run_plain(open)?
    } else {
        ui::run(open)?
    }
    Ok(Outcome::Fine)
}

/// The lesson from its first to its last word, cells run where they stand.
fn read(
    catalog: &Catalog,
    lesson: &Lesson,
    progress: &Progress,
    data: &Path,
    engines: &Engines,
) -> anyhow::Result<Outcome> {
    let pictures = data.join("pictures").join(&lesson.id.track).join(&lesson.id.name);
    fs::create_dir_all(&pictures).with_context(|| say!("home-unmakeable", folder = pictures.display()))?;
    let script = Script { catalog, lesson, mode: Mode::Mine, progress };
    let stdout = colour::stdout();
    let plots = colour::plots(&stdout);
    let text = Text::new(stdout, Meter::stderr(), Pictures::Saved(pictures)).with_plots(plots);
    let mut reading = Reading::new(lesson, text).with_recorded(catalog.recorded(&lesson.id));
    perform(&script, engines.make(&lesson.uses), &mut reading, stop_on_ctrl_c)
}
