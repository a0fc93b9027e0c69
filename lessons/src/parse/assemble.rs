//! Puts pieces together into a lesson: gathers the parts of each exercise, and sees to ids and figures.

mod exercise;
mod ids;

use super::{
    fence::{Broken, Fence, Kind},
    front::Front,
    quiz,
    split::Piece,
};
use crate::{
    Block, Cell, CellKind, Code, Compared, Figure, Lesson, Problem, Prose, Source, Term, figure::figures,
    problem::nearest, say,
};
use exercise::Drafts;
use ids::Ids;
use std::{collections::BTreeMap, ops::Range};

/// A lesson, or `None` when a part without which there is none is missing; the problems say which.
pub(super) fn assemble(source: &Source, front: Front, pieces: &[Piece], problems: &mut Vec<Problem>) -> Option<Lesson> {
    let mut ids = Ids::default();
    let mut drafts = Drafts::default();
    // An exercise leaves its place open until all its parts are known.
    let mut blocks: Vec<Option<Block>> = Vec::new();
    let mut terms = Vec::new();
    let (mut cells, mut setups) = (0, 0);
    for piece in pieces {
        let fence = match piece {
            Piece::Prose(range) => {
                blocks.push(Some(Block::Prose(prose(source, range))));
                continue;
            }
            Piece::Broken(fence) => {
                drafts.lost(fence);
                continue;
            }
            Piece::Fence(fence) => fence,
        };
        match fence.kind {
            Kind::Cell | Kind::Setup | Kind::Try => {
                cells += 1;
                let name = match fence.kind {
                    Kind::Setup => setup_name(&mut setups),
                    _ => format!("cell-{cells}"),
                };
                let id = ids.take(source, fence, Some(name), problems);
                let cell = cell(source, fence, id.unwrap_or_default(), problems);
                blocks.push(Some(Block::Cell(cell)));
            }
            Kind::Exercise => {
                cells += 1;
                if let Some(id) = ids.take(source, fence, None, problems) {
                    drafts.start(source, fence, id, problems);
                    blocks.push(None);
                }
            }
            Kind::Quiz => {
                let id = ids.take(source, fence, None, problems);
                let quiz = quiz::read(source, fence, &id.unwrap_or_default(), problems);
                blocks.extend(quiz.map(|quiz| Some(Block::Quiz(quiz))));
            }
            Kind::Term => terms.extend(term(source, fence, &terms, problems)),
            _ => drafts.keep(fence),
        }
    }
    let mut exercises = drafts.finish(source, problems).into_iter();
    let blocks = blocks
        .into_iter()
        .filter_map(|block| block.or_else(|| exercises.next().flatten().map(Block::Exercise)))
        .collect();
    check_figures(source, pieces, problems);
    let skills = skills(source, &front, &ids, pieces, problems);
    Some(Lesson {
        file: source.file.clone(),
        id: front.id?,
        title: front.title?,
        minutes: front.minutes?,
        seconds: front.seconds,
        seconds_line: front.seconds_line,
        needs: front.needs,
        needs_line: front.needs_line,
        include: front.include,
        skills,
        uses: front.uses,
        seed: front.seed,
        blocks,
        terms,
    })
}

/// What a setup without an id is called.
fn setup_name(setups: &mut usize) -> String {
    *setups += 1;
    if *setups == 1 { "setup".to_owned() } else { format!("setup-{setups}") }
}

fn cell(source: &Source, fence: &Fence, id: String, problems: &mut Vec<Problem>) -> Cell {
    let kind = match fence.kind {
        Kind::Setup => CellKind::Setup,
        Kind::Try => CellKind::Try,
        _ => CellKind::Plain,
    };
    let code = code(source, fence, problems);
    let (opt, figure) = (opt(source, fence, problems), figure(source, fence, problems));
    Cell { id, kind, code, opt, figure, compared: compared(source, fence, problems) }
}

fn compared(source: &Source, fence: &Fence, problems: &mut Vec<Problem>) -> Compared {
    match fence.get("compare") {
        None => Compared::Whole,
        Some("kinds") => Compared::Kinds,
        Some(text) => {
            let found = say!("bad-compare", compare = text);
            problems.push(source.problem(fence.span("compare"), found, say!("bad-compare-instead")));
            Compared::Whole
        }
    }
}

fn figure(source: &Source, fence: &Fence, problems: &mut Vec<Problem>) -> Option<Figure> {
    let tolerance = match fence.get("tol").map(|text| (text, text.parse::<f64>())) {
        None => 0.0,
        Some((_, Ok(tolerance))) if tolerance.is_finite() && tolerance >= 0.0 => tolerance,
        Some((text, _)) => {
            problems.push(source.problem(fence.span("tol"), say!("bad-tol", tol = text), say!("bad-tol-instead")));
            0.0
        }
    };
    match fence.get("figure") {
        Some(name) => Some(Figure { name: name.to_owned(), tolerance }),
        None => {
            if fence.get("tol").is_some() {
                problems.push(source.problem(fence.span("tol"), say!("tol-alone"), say!("tol-alone-instead")));
            }
            None
        }
    }
}

fn term(source: &Source, fence: &Fence, terms: &[Term], problems: &mut Vec<Problem>) -> Option<Term> {
    let word = fence.get("word")?.to_owned();
    let line = source.line(fence.info.start);
    if let Some(first) = terms.iter().find(|term| term.word.eq_ignore_ascii_case(&word)) {
        let instead = say!("term-twice-instead", line = first.line);
        problems.push(source.problem(fence.info.clone(), say!("term-twice", word = word), instead));
    }
    Some(Term { word, meaning: code(source, fence, problems).text, line })
}

/// What stands between the fences, with plain line ends; an empty fence is a problem.
fn code(source: &Source, fence: &Fence, problems: &mut Vec<Problem>) -> Code {
    let text = source.text[fence.body.clone()].replace("\r\n", "\n");
    if text.trim().is_empty() {
        problems.push(source.problem(fence.info.clone(), say!("fence-empty"), say!("fence-empty-instead")));
    }
    Code { text: text.trim_end().to_owned(), line: source.line(fence.body.start) }
}

fn opt(source: &Source, fence: &Fence, problems: &mut Vec<Problem>) -> Option<u8> {
    let text = fence.get("opt")?;
    let level = text.parse::<u8>().ok().filter(|level| *level <= 3);
    if level.is_none() {
        problems.push(source.problem(fence.span("opt"), say!("bad-opt", opt = text), say!("bad-opt-instead")));
    }
    level
}

fn prose(source: &Source, range: &Range<usize>) -> Prose {
    Prose { markdown: source.text[range.clone()].replace("\r\n", "\n"), line: source.line(range.start) }
}

/// Every `{figure:NAME}` is measured by one cell.
fn check_figures(source: &Source, pieces: &[Piece], problems: &mut Vec<Problem>) {
    let mut measured: Vec<&str> = Vec::new();
    for piece in pieces {
        if let Piece::Broken(Broken { figure: Some(name), .. }) = piece {
            measured.push(name);
        }
        if let Piece::Fence(fence) = piece
            && let Some(name) = fence.get("figure")
        {
            if measured.contains(&name) {
                let found = say!("figure-twice", name = name);
                problems.push(source.problem(fence.span("figure"), found, say!("figure-twice-instead")));
            }
            measured.push(name);
        }
    }
    for range in pieces.iter().filter_map(|piece| match piece {
        Piece::Prose(range) => Some(range.clone()),
        Piece::Fence(fence) if matches!(fence.kind, Kind::Hint | Kind::Quiz | Kind::Term) => Some(fence.body.clone()),
        Piece::Fence(_) | Piece::Broken(_) => None,
    }) {
        for (span, name) in figures(&source.text[range.clone()]) {
            if !measured.contains(&name) {
                let span = range.start + span.start..range.start + span.end;
                let instead = match nearest(name, &measured) {
                    Some(near) => say!("did-you-mean", near = near),
                    None => say!("figure-unknown-instead", name = name),
                };
                problems.push(source.problem(span, say!("figure-unknown", name = name), instead));
            }
        }
    }
}

fn skills(
    source: &Source,
    front: &Front,
    ids: &Ids,
    pieces: &[Piece],
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, String> {
    let broken = || {
        pieces.iter().filter_map(|piece| match piece {
            Piece::Broken(fence) => Some(fence),
            _ => None,
        })
    };
    let exercises = ids.exercises();
    for ((id, span), _) in &front.skills {
        if broken().any(|fence| fence.may_be(id)) {
            continue;
        }
        if !exercises.contains(&id.as_str()) {
            let instead = match nearest(id, &exercises) {
                Some(near) => say!("did-you-mean", near = near),
                None => say!("skill-unknown-instead"),
            };
            problems.push(source.problem(span.clone(), say!("skill-unknown", id = id), instead));
        }
    }
    front.skills.iter().map(|((id, _), skill)| (id.clone(), skill.clone())).collect()
}
