//! `course.toml`: the tracks in order.

use super::Track;
use crate::{
    Problem, Source, is_id,
    parse::table::{Table, Toml},
    say,
};

const EXAMPLE: &str = r#"[[track]] with id = "foundations", title = "Foundations", summary = "One neuron, then many.""#;

/// Reads the tracks; what is wrong with the file is added to the problems.
pub(super) fn read(source: &Source, problems: &mut Vec<Problem>) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    let toml = Toml::read(source, 0..source.text.len(), problems);
    let mut table = Table::new(source, &toml, 0..0, problems);
    table.only(&["track"]);
    table.each("track", EXAMPLE, |table| {
        table.only(&["id", "title", "summary"]);
        let id = table.string("id", r#"id = "foundations""#);
        let title = table.string("title", r#"title = "Foundations""#);
        let summary = table.string("summary", r#"summary = "One neuron, then many.""#);
        let id = id.filter(|(id, span)| {
            if !is_id(id) {
                table.problem(span.clone(), say!("bad-id", id = id), say!("bad-id-instead"));
            } else if tracks.iter().any(|track| track.id == *id) {
                table.problem(span.clone(), say!("track-twice", id = id), say!("track-twice-instead"));
            } else {
                return true;
            }
            false
        });
        if let (Some((id, _)), Some((title, _)), Some((summary, _))) = (id, title, summary) {
            tracks.push(Track { id, title, summary, lessons: Vec::new() });
        }
    });
    tracks
}
