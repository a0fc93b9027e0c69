//! Front matter: what the lesson is and where it stands.

use super::table::{Placed, Table, Toml};
use crate::{Include, LessonId, Problem, Source, is_id, say};
use std::ops::Range;

/// Front matter, as far as it could be read.
#[derive(Default)]
pub(super) struct Front {
    pub id: Option<LessonId>,
    pub title: Option<String>,
    pub minutes: Option<u32>,
    pub seconds: u32,
    pub seconds_line: usize,
    pub needs: Vec<LessonId>,
    pub needs_line: usize,
    pub include: Vec<Include>,
    pub skills: Vec<(Placed<String>, String)>,
    pub uses: Vec<String>,
    pub seed: u64,
}

const KEYS: &[&str] = &["id", "title", "track", "minutes", "seconds", "needs", "include", "skills", "uses", "seed"];

/// The runtimes a lesson may ask for.
const RUNTIMES: &[&str] = &["frames"];

const LONGEST: u64 = 600;

/// How many seconds the cells of a lesson may run that does not say so.
const SECONDS: u32 = 60;

pub(super) fn read(source: &Source, toml: Option<Range<usize>>, problems: &mut Vec<Problem>) -> Front {
    let Some(toml) = toml else {
        let begun = source.text.starts_with("+++");
        let found = if begun { say!("front-unclosed") } else { say!("front-none") };
        problems.push(source.problem_at(1, found, say!("front-none-instead")));
        return Front::default();
    };
    let toml = Toml::read(source, toml, problems);
    let mut table = Table::new(source, &toml, 0..3, problems);
    table.only(KEYS);
    let title = table.string("title", r#"title = "A neuron""#);
    let needs = ids(&mut table);
    let seconds = up_to_longest(&mut table, "seconds", "seconds = 60");
    Front {
        id: id(&mut table),
        title: title.map(|(title, _)| title),
        minutes: minutes(&mut table),
        seconds: seconds.as_ref().map_or(SECONDS, |(seconds, _)| *seconds),
        seconds_line: seconds.map_or(1, |(_, span)| source.line(span.start)),
        needs_line: needs.first().map_or(1, |(_, span)| source.line(span.start)),
        needs: needs.into_iter().map(|(id, _)| id).collect(),
        include: includes(source, &mut table),
        skills: table.pairs("skills", r#"skills = { slope = "derive by hand" }"#),
        uses: uses(&mut table),
        seed: table.number("seed", "seed = 7").map_or(0, |(seed, _)| seed),
    }
}

fn id(table: &mut Table) -> Option<LessonId> {
    let name = table.string("id", r#"id = "01-neuron""#).filter(|(name, span)| {
        let numbered = matches!(name.as_bytes(), [a, b, b'-', _, ..] if a.is_ascii_digit() && b.is_ascii_digit());
        let sound = numbered && is_id(name);
        if !sound {
            table.problem(span.clone(), say!("front-id", id = name), say!("front-id-instead"));
        }
        sound
    });
    let track = table.string("track", r#"track = "foundations""#).filter(|(track, span)| {
        if !is_id(track) {
            table.problem(span.clone(), say!("bad-id", id = track), say!("bad-id-instead"));
        }
        is_id(track)
    });
    Some(LessonId { track: track?.0, name: name?.0 })
}

fn minutes(table: &mut Table) -> Option<u32> {
    let example = "minutes = 30";
    if table.value("minutes").is_none() {
        table.missing("minutes", example);
    }
    up_to_longest(table, "minutes", example).map(|(minutes, _)| minutes)
}

fn up_to_longest(table: &mut Table, key: &str, example: &str) -> Option<Placed<u32>> {
    let (number, span) = table.number(key, example)?;
    match u32::try_from(number) {
        Ok(number) if (1..=LONGEST).contains(&number.into()) => Some((number, span)),
        _ => table.wrong_type(span, key, example),
    }
}

fn ids(table: &mut Table) -> Vec<Placed<LessonId>> {
    let texts = table.strings("needs", r#"needs = ["foundations/01-neuron"]"#);
    let mut ids = Vec::new();
    for (text, span) in texts {
        match text.parse() {
            Ok(id) => ids.push((id, span)),
            Err(_) => table.problem(span, say!("front-needs", text = text), say!("front-needs-instead")),
        }
    }
    ids
}

fn includes(source: &Source, table: &mut Table) -> Vec<Include> {
    let texts = table.strings("include", r#"include = ["foundations/01-neuron#slope"]"#);
    let mut includes = Vec::new();
    for (text, span) in texts {
        let parsed = text.split_once('#').and_then(|(lesson, id)| Some((lesson.parse().ok()?, id)));
        match parsed.filter(|(_, id)| is_id(id)) {
            Some((lesson, id)) => {
                includes.push(Include { lesson, id: id.to_owned(), line: source.line(span.start) });
            }
            None => table.problem(span, say!("front-include", text = text), say!("front-include-instead")),
        }
    }
    includes
}

fn uses(table: &mut Table) -> Vec<String> {
    let mut uses = Vec::new();
    for (runtime, span) in table.strings("uses", r#"uses = ["frames"]"#) {
        if RUNTIMES.contains(&runtime.as_str()) {
            uses.push(runtime);
        } else {
            let instead = say!("front-uses-instead", known = RUNTIMES.join(", "));
            table.problem(span, say!("front-uses", runtime = runtime), instead);
        }
    }
    uses
}
