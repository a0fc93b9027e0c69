//! rustc's errors, told about the learner's cell.
//!
//! Two questions. Does an error teach the engine something (a variable was moved, a frozen type has no such name)?
//! Then the cell is generated again. If not, the message is drawn anew in rustc's own layout (annotate-snippets is
//! rustc's renderer) with only what points into cells.

use super::advise::{Known, Said, advise, is_about_a_path};
use super::compile::{Message, Span};
use super::generate::Lessons;
use super::legible;
use super::scope::Source;
use super::source_map::{Generated, Tag, place};
use super::split::Binding;
use super::words::Words;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use gradus_protocol::Diagnostic;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a failed compilation means.
#[derive(Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Generate again with what was learned.
    Retry,
    /// These are borrowed from by a variable that would leave the cell.
    Borrows(Vec<String>),
    /// The learner's errors.
    Errors(Vec<Diagnostic>),
}

/// Codes by which rustc says that something borrowed does not live long enough or is in the way.
const BORROW: [&str; 12] =
    ["E0373", "E0499", "E0500", "E0501", "E0502", "E0503", "E0505", "E0506", "E0515", "E0521", "E0597", "E0716"];

/// What is known of the cell that errors are about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// Every source, the cell's own last.
    pub sources: &'a [Source],
    /// Variables the cell assigns to as a whole.
    pub assigned: &'a Words,
    /// Variables it takes that share their name with a function.
    pub hiding: &'a Words,
    /// Variables it introduces.
    pub bindings: &'a [Binding],
    /// What the session knows.
    pub known: &'a Known,
}

/// Judges rustc's errors on a generated file.
pub fn judge(errors: &[Message], generated: &Generated, about: About, lessons: &mut Lessons) -> Judgement {
    let About { sources, assigned, hiding, .. } = about;
    let mut misnamed = false;
    let mut moved = false;
    let mut borrowed = false;
    let mut lenders = Vec::new();
    let mut theirs = Vec::new();
    let stayed: Words = lessons.borrowing.keys().cloned().collect();
    for error in errors {
        let code = error.code.as_ref().map_or("", |code| code.code.as_str());
        match (primary_tag(error, generated), code) {
            (Some(Tag::Put(name)), "E0382") if assigned.contains(name) && !lessons.moved.contains(name) => {
                moved |= lessons.carried.insert(name.clone());
            }
            (Some(Tag::Put(name)), "E0382") => moved |= lessons.moved.insert(name.clone()),
            // Carried, but moved after its last assignment.
            (Some(Tag::New(name)), "E0382" | "E0381") if lessons.carried.remove(name) => {
                moved |= lessons.moved.insert(name.clone());
            }
            (Some(Tag::New(name)), "E0381") => moved |= lessons.unset.insert(name.clone()),
            (Some(Tag::New(name)), "E0382") => moved |= lessons.skipped.insert(name.clone()),
            (Some(Tag::Take(name)), _) => misnamed |= lessons.thawed.insert(name.clone()),
            // `let loss = loss(w);` ran once; now the variable hides the function.
            (None, "E0618") if called(error, generated, sources).is_some_and(|name| hiding.contains(name)) => {
                let name = called(error, generated, sources).unwrap_or_default();
                misnamed |= lessons.hidden.insert(name.to_owned());
            }
            (_, code) if BORROW.contains(&code) && (leaves(error, generated) || code == "E0373") => {
                let lender = lender(&error.message).unwrap_or_default();
                let before = lessons.borrowing.len() + lessons.ended.len();
                // The lender itself leaves the cell in peace once nothing borrows from it.
                for name in borrowers(error, generated, about).into_iter().filter(|name| *name != lender) {
                    // One that stays behind may still look at what leaves when it is dropped.
                    match stayed.contains(&name) {
                        true => drop(lessons.ended.insert(name)),
                        false => drop(lessons.borrowing.insert(name, lender.clone())),
                    }
                }
                let learned = lessons.borrowing.len() + lessons.ended.len() > before;
                borrowed |= learned;
                match code {
                    // A thread's closure must own what it uses, whether it leaves the cell or not.
                    "E0373" if !learned => theirs.push(error),
                    _ => lenders.push(lender),
                }
            }
            _ => theirs.push(error),
        }
    }
    // A misnamed type makes errors elsewhere; a variable that moved or borrows does not.
    if misnamed || (moved || borrowed) && theirs.is_empty() {
        return Judgement::Retry;
    }
    if theirs.is_empty() && !lenders.is_empty() {
        lenders.sort();
        lenders.dedup();
        return Judgement::Borrows(lenders);
    }
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    // Errors only our own lines caused are consequences, unless there is nothing else to show.
    let shown = if theirs.is_empty() { errors.iter().collect() } else { theirs };
    for error in shown {
        let mut diagnostic = diagnostic(error, generated, about);
        if diagnostics.contains(&diagnostic) {
            continue;
        }
        // Two errors of one cause have one remedy, and it is said once.
        if diagnostics.iter().any(|earlier| earlier.advice == diagnostic.advice) {
            diagnostic.advice = None;
        }
        diagnostics.push(diagnostic);
    }
    Judgement::Errors(diagnostics)
}

/// A static whose type leaves out a lifetime that an import must name.
pub fn short_static<'a>(errors: &[Message], generated: &'a Generated) -> Option<&'a str> {
    errors.iter().find_map(|error| match (primary_tag(error, generated)?, error.code.as_ref()?.code.as_str()) {
        (Tag::Static(name), "E0106" | "E0726") => Some(name.as_str()),
        _ => None,
    })
}

/// The line of the engine's own that an error is about.
fn primary_tag<'a>(error: &Message, generated: &'a Generated) -> Option<&'a Tag> {
    error.spans.iter().filter(|span| span.is_primary).find_map(|span| generated.tag(&bytes(span)))
}

/// The name that is called where an error points.
fn called<'a>(error: &Message, generated: &Generated, sources: &'a [Source]) -> Option<&'a str> {
    let primary = error.spans.iter().find(|span| span.is_primary)?;
    let (source, range) = origin(primary, generated)?;
    let text = &sources[source].text[range.start..];
    Some(&text[..text.find(|c: char| !(c.is_alphanumeric() || c == '_'))?])
}

/// New variables whose `let` an error points into.
fn borrowers(error: &Message, generated: &Generated, about: About) -> Vec<String> {
    let own = about.sources.len() - 1;
    let places: Vec<_> = error.spans.iter().filter_map(|span| origin(span, generated)).collect();
    let touched = |binding: &&Binding| {
        places.iter().any(|(source, range)| *source == own && binding.range.contains(&range.start))
    };
    about.bindings.iter().filter(touched).map(|binding| binding.name.clone()).collect()
}

/// Whether an error is about a variable that leaves the cell.
fn leaves(error: &Message, generated: &Generated) -> bool {
    let mut tags = error.spans.iter().filter_map(|span| generated.tag(&bytes(span)));
    tags.any(|tag| !matches!(tag, Tag::Take(_)))
}

/// What is borrowed: rustc names it first, in backticks.
fn lender(message: &str) -> Option<String> {
    let name = message.split('`').nth(1)?;
    (!name.starts_with("__")).then(|| name.to_owned())
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_start..span.byte_end
}

/// Where a span points in a cell: itself, or the innermost macro call around it that stands in one.
pub(super) fn origin(span: &Span, generated: &Generated) -> Option<(usize, Range<usize>)> {
    let mut span = span;
    loop {
        if span.file_name.starts_with("cell_")
            && let Some(origin) = generated.origin(&bytes(span))
        {
            return Some(origin);
        }
        span = &span.expansion.as_ref()?.span;
    }
}

fn diagnostic(error: &Message, generated: &Generated, about: About) -> Diagnostic {
    let sources = about.sources;
    let primary = error.spans.iter().filter(|span| span.is_primary).find_map(|span| origin(span, generated));
    // A missing bracket is found at the end of the file, which the learner did not write.
    let at = primary.or_else(|| error.spans.iter().find_map(|span| origin(span, generated)));
    let title = title(error, generated);
    Diagnostic {
        code: error.code.as_ref().map(|code| code.code.clone()),
        rendered: render(error, &title, generated, about),
        message: title,
        place: at.map(|(source, range)| place(&sources[source], range.start)),
        advice: advise(&Said::read(error, generated, sources), about.known),
    }
}

/// The first line. The body of a cell is a closure, of which the learner knows nothing, nor of the bracket behind it.
fn title(error: &Message, generated: &Generated) -> String {
    let words = words(error)(&error.message);
    let ours = |span: &Span| {
        span.label.as_deref().is_some_and(|label| label.starts_with("this function returns"))
            && origin(span, generated).is_none()
    };
    if error.spans.iter().any(ours) {
        return words.replace("in a closure that returns `Result`", &say!("cell-question-top"));
    }
    if error.spans.iter().any(|span| span.is_primary && generated.closes(&bytes(span))) {
        let found = words.replace("found `}`", &say!("cell-syntax-end"));
        return found.replace("mismatched closing delimiter: `}`", "unclosed delimiter");
    }
    words
}

/// How the words of an error are made legible.
fn words(error: &Message) -> fn(&str) -> String {
    let path = error.code.as_ref().is_some_and(|code| is_about_a_path(&code.code));
    if path { legible::about_a_path } else { legible::legible }
}

fn render(error: &Message, title: &str, generated: &Generated, about: About) -> String {
    let (sources, words) = (about.sources, words(error));
    let title = Level::ERROR.primary_title(title);
    let title = match &error.code {
        Some(code) => title.id(code.code.clone()),
        None => title,
    };
    let mut main = Group::with_title(title).elements(snippets(&error.spans, words, generated, sources));
    let mut suggestions = Vec::new();
    for child in
        error.children.iter().filter(|child| !legible::is_noise(child, |name| about.known.item(name).is_some()))
    {
        let level = if child.level == "help" { Level::HELP } else { Level::NOTE };
        let text = words(&child.message);
        if let Some(patched) = patch(child, generated, sources) {
            suggestions.push(Group::with_title(level.secondary_title(text)).elements(patched));
        } else if child.spans.is_empty() {
            main = main.element(level.message(text));
        } else {
            let shown = snippets(&child.spans, words, generated, sources);
            // A note about a place in std or in generated code says nothing without it.
            if !shown.is_empty() {
                suggestions.push(Group::with_title(level.secondary_title(text)).elements(shown));
            }
        }
    }
    let report: Vec<Group> = std::iter::once(main).chain(suggestions).collect();
    Renderer::styled().render(&report)
}

/// One snippet a cell, with everything that points into it.
fn snippets<'a>(
    spans: &[Span],
    words: fn(&str) -> String,
    generated: &Generated,
    sources: &'a [Source],
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut by_source: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for span in spans {
        let Some((source, range)) = origin(span, generated) else { continue };
        let kind = if span.is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        by_source.entry(source).or_default().push(kind.span(range).label(span.label.as_deref().map(words)));
    }
    by_source
        .into_iter()
        .map(|(source, annotations)| {
            let source = &sources[source];
            Snippet::source(&*source.text).path(source.cell.0.as_str()).annotations(annotations)
        })
        .collect()
}

/// A suggestion as a change of the learner's text; `None` if it is none, or would change what they did not write.
fn patch<'a>(child: &Message, generated: &Generated, sources: &'a [Source]) -> Option<Vec<Snippet<'a, Patch<'a>>>> {
    let mut by_source: BTreeMap<usize, Vec<Patch>> = BTreeMap::new();
    for span in &child.spans {
        let replacement = span.suggested_replacement.as_deref().map(legible::code)?;
        let (source, range) = origin(span, generated)?;
        by_source.entry(source).or_default().push(Patch::new(range, replacement));
    }
    (!by_source.is_empty()).then(|| {
        by_source
            .into_iter()
            .map(|(source, patches)| {
                let source = &sources[source];
                Snippet::source(&*source.text).path(source.cell.0.as_str()).patches(patches)
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::CellId;
    use std::sync::LazyLock;

    fn message(code: &str, byte: usize, length: usize) -> Message {
        let span = Span {
            file_name: "cell_0.rs".into(),
            byte_start: byte,
            byte_end: byte + length,
            is_primary: true,
            label: Some("expected `i32`, found `&str`".into()),
            suggested_replacement: None,
            expansion: None,
        };
        let code = Some(super::super::compile::Code { code: code.into() });
        Message { message: "mismatched types".into(), level: "error".into(), code, spans: vec![span], children: vec![] }
    }

    fn about<'a>(sources: &'a [Source], words: &'a Words) -> About<'a> {
        static KNOWN: LazyLock<Known> = LazyLock::new(Known::default);
        About { sources, assigned: words, hiding: words, bindings: &[], known: &KNOWN }
    }

    fn fixture() -> (Vec<Source>, Generated) {
        let sources = vec![Source {
            cell: CellId::new("slope"),
            text: "let a = 1;\nlet b: i32 = \"x\";".into(),
            looks: [].into(),
        }];
        let mut generated = Generated::default();
        generated.line("fn gradus_cell() {");
        generated.piece(&sources, 0, &(11..sources[0].text.len()));
        generated.tagged(Tag::Put("x".into()), "__rt::put(\"x\", x);");
        (sources, generated)
    }

    #[test]
    fn an_error_points_into_the_cell() {
        let (sources, generated) = fixture();
        let byte = generated.text.find("\"x\"").unwrap();
        let (errors, none) = ([message("E0308", byte, 3)], Words::new());
        let Judgement::Errors(found) = judge(&errors, &generated, about(&sources, &none), &mut Lessons::default())
        else {
            panic!("an error of the learner's")
        };
        let at = found[0].place.clone().unwrap();
        assert_eq!((at.cell.0.as_str(), at.line, at.column), ("slope", 2, 14));
        assert!(found[0].rendered.contains("slope:2:14"), "{}", found[0].rendered);
        assert!(!found[0].rendered.contains("gradus_cell"));
    }

    #[test]
    fn a_moved_variable_is_learned_from() {
        let (sources, generated) = fixture();
        let byte = generated.text.find("x);").unwrap();
        let mut lessons = Lessons::default();
        let errors = [message("E0382", byte, 1)];
        assert_eq!(judge(&errors, &generated, about(&sources, &Words::new()), &mut lessons), Judgement::Retry);
        assert!(lessons.moved.contains("x"));
        let mut lessons = Lessons::default();
        let assigned = Words::from(["x".to_owned()]);
        assert_eq!(judge(&errors, &generated, about(&sources, &assigned), &mut lessons), Judgement::Retry);
        assert!(lessons.carried.contains("x"));
    }
}
