//! A cell as a crate: the definitions it needs, its variables taken from the store, its statements, its variables
//! put back. Pure: a draft in, a source file with its origins out.

use super::freeze;
use super::imports;
use super::scope::{BODY, Draft, ENTRY_POINT, Entry, Scope, Variable, Witness, generation_module};
use super::source_map::{Generated, Tag};
use super::split::Binding;
use super::words::Words;
use crate::engine::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

/// What earlier attempts to compile this cell have taught.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    /// Variables that the cell moves and does not assign anew: they are not put back.
    pub moved: Words,
    /// Variables that the cell moves and assigns anew: they travel through the body by value.
    pub carried: Words,
    /// New variables that the body moves on.
    pub skipped: Words,
    /// New variables that never get a value.
    pub unset: Words,
    /// New variables that borrow, with what they borrow from.
    pub borrowing: BTreeMap<String, String>,
    /// Those of them whose `Drop` is in the way of what leaves the cell: they end before it does.
    pub ended: Words,
    /// Variables that stay in the store because the cell means the function of that name.
    pub hidden: Words,
    /// Variables whose frozen type did not compile: their witnesses infer it.
    pub thawed: Words,
}

impl Lessons {
    /// Whether a new variable ends with its cell.
    fn drops(&self, name: &str) -> bool {
        self.skipped.contains(name) || self.unset.contains(name) || self.borrowing.contains_key(name)
    }
}

/// Macros of std that the kit has its own of. Imported by name in every module: two globs that bring two of one name
/// would be ambiguous.
const PRINTING: &str = "use ::gradus::rt::{dbg, eprint, eprintln};";

/// Crates that every cell sees by `gradus::rt::scope`: one of these names that is added takes its place.
const IN_SCOPE: [&str; 4] = ["dfdx", "plotters", "rand", "rand_chacha"];

/// What lays frames out as tables.
const TABLES: &str = "use ::gradus_frames::show::ByTable as _;";

/// Generates the source of a cell; `added` are the crates that it can name beside the kit.
pub fn generate(scope: &Scope, draft: &Draft, lessons: &Lessons, added: &[&str]) -> Generated {
    let inputs: Vec<(String, Variable)> = draft
        .inputs
        .iter()
        .filter(|(name, _)| !lessons.hidden.contains(name))
        .map(|(name, variable)| {
            let mut variable = variable.clone();
            if lessons.thawed.contains(name) {
                variable.frozen = None;
            }
            (name.clone(), variable)
        })
        .collect();
    let mut witnesses = BTreeSet::new();
    for (_, variable) in &inputs {
        scope.witnesses_of(variable, &mut witnesses);
    }
    let mut out = Generated::default();
    out.line("#![allow(warnings)]");
    // rustc says what it thinks of a feature; what only asks for more or fewer warnings has no use here.
    let text = &draft.sources[draft.source()].text;
    let asks = |range: &&Range<usize>| text[(*range).clone()].contains("feature");
    draft.split.attributes.iter().filter(asks).for_each(|range| out.piece(&draft.sources, draft.source(), range));
    out.line("extern crate gradus_shared;");
    out.line("use ::gradus::rt::scope::*;");
    IN_SCOPE.iter().filter(|name| added.contains(name)).for_each(|name| out.line(&format!("extern crate {name};")));
    let tables = if added.contains(&"gradus_frames") { TABLES } else { "" };
    let imports = format!("{PRINTING} {tables}");
    out.line(&imports);
    let needed = needed(scope, draft, &inputs, &witnesses);
    let chain = draft.chain();
    let home = |generation: u32| needed.iter().filter(move |entry| entry.generation == generation);
    definitions(&mut out, draft, home(0));
    for generation in &chain {
        out.line(&format!("mod {} {{", generation_module(*generation)));
        // Most modules of a long session hold nothing any more; their names are a part of others' paths.
        if home(*generation).next().is_some() || *generation == draft.generation {
            out.line(&format!("use crate::*; {imports}"));
            imports::into(&mut out, draft, &needed, *generation);
            definitions(&mut out, draft, home(*generation));
        }
    }
    body(&mut out, scope, draft, lessons, &inputs, &witnesses);
    out.line(&"}".repeat(chain.len()));
    out.sign(BODY);
    out
}

/// The definitions of one module.
fn definitions<'a>(out: &mut Generated, draft: &Draft, entries: impl Iterator<Item = &'a &'a Entry>) {
    // A macro must stand before its uses, and a function that moved here may be older than its macro.
    let (macros, others): (Vec<&Entry>, Vec<&Entry>) = entries.copied().partition(|e| e.item.keyword == "macro");
    macros.into_iter().chain(others).for_each(|entry| definition(out, draft, entry));
}

/// A definition as the learner wrote it, but for a few words put in. Its statics exist once: here if they are new, else
/// in an earlier library.
fn definition(out: &mut Generated, draft: &Draft, entry: &Entry) {
    let home = entry.home.unwrap_or(draft.source());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut checks = Vec::new();
    edits.extend(entry.item.visibility_at.map(|at| (at..at, "pub(crate)".to_owned())));
    if entry.generation > 0 {
        // `crate::P` means what is in force, and that is seen from the definition's own module.
        let module = draft.path(entry.generation);
        edits.extend(entry.item.crate_at.iter().map(|at| (*at..*at, module.clone())));
    }
    // A check's own statics live and end with it.
    let local = home == draft.source() && draft.role == Role::Probe;
    for one in entry.item.statics.iter().filter(|_| !local) {
        let Range { start, end } = one.range;
        if home == draft.source() {
            edits.extend([(start..start, one.before(home)), (end..end, one.behind(home))]);
            checks.extend(one.imports());
        } else {
            edits.push((start..end, one.import(home)));
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut at = entry.item.range.start;
    for (range, text) in edits.iter().filter(|(_, text)| !text.is_empty()) {
        // What stands inside a static that is imported goes with it.
        if range.start >= at {
            verbatim(out, draft, entry, at..range.start);
            out.insert(text, entry.source, range.end);
            at = range.end;
        }
    }
    verbatim(out, draft, entry, at..entry.item.range.end);
    // What a later cell could not import must fail in the cell that defines it.
    for (name, import) in checks {
        out.tagged(Tag::Static(name), &import);
    }
}

/// A part of a definition, as written.
fn verbatim(out: &mut Generated, draft: &Draft, entry: &Entry, part: Range<usize>) {
    if !part.is_empty() {
        out.piece(&draft.sources, entry.source, &part);
    }
}

/// The definitions that the cell, its witnesses and the types of its variables mention, transitively.
fn needed<'a>(
    scope: &Scope,
    draft: &'a Draft,
    inputs: &[(String, Variable)],
    witnesses: &BTreeSet<usize>,
) -> Vec<&'a Entry> {
    let mut words = draft.split.words.clone();
    for witness in witnesses {
        words.extend(scope.witnesses[*witness].words.iter().cloned());
        let of_inputs = scope.witnesses[*witness].inputs.iter();
        words.extend(of_inputs.flat_map(|(_, v)| freeze::own_items(&v.type_name)).map(|(_, name)| name));
    }
    words.extend(inputs.iter().flat_map(|(_, v)| freeze::own_items(&v.type_name)).map(|(_, name)| name));
    let own = draft.source();
    let mut taken = vec![false; draft.entries.len()];
    loop {
        let mut grew = false;
        for (entry, taken) in draft.entries.iter().zip(&mut taken) {
            let wanted = entry.source == own
                || entry.home == Some(own) && !entry.item.statics.is_empty()
                || entry.item.keyword == "use"
                || !entry.item.names.is_disjoint(&words)
                // Trait impls act without being mentioned; what they are for is in their header.
                || entry.item.keyword == "impl" && !entry.item.words.is_disjoint(&words);
            if wanted && !*taken {
                *taken = true;
                grew = true;
                words.extend(entry.item.words.iter().cloned());
                words.extend(entry.item.names.iter().filter(|_| entry.item.keyword != "use").cloned());
            }
        }
        if !grew {
            return draft.entries.iter().zip(taken).filter(|(_, taken)| *taken).map(|(entry, _)| entry).collect();
        }
    }
}

fn body(
    out: &mut Generated,
    scope: &Scope,
    draft: &Draft,
    lessons: &Lessons,
    inputs: &[(String, Variable)],
    witnesses: &BTreeSet<usize>,
) {
    let source = draft.source();
    out.line(&format!("#[unsafe(export_name = {ENTRY_POINT:?})] pub extern \"C\" fn {BODY}() {{"));
    for index in witnesses {
        witness(out, scope, draft, lessons, *index);
    }
    // Every variable is compared before any is taken, so that a refusal loses none.
    for (name, variable) in inputs {
        let tag = Tag::Take(name.clone());
        match &variable.frozen {
            Some(ty) => out.tagged(tag, &format!("if !::gradus::rt::fits::<{ty}>({name:?}) {{ return; }}")),
            None => {
                let ty = projected(name, variable);
                out.tagged(tag, &format!("if !::gradus::rt::{}({name:?}, {ty}) {{ return; }}", like("fits", variable)));
            }
        }
    }
    for (name, variable) in inputs {
        let mutable = if variable.mutable { "mut " } else { "" };
        let tag = Tag::Take(name.clone());
        match &variable.frozen {
            Some(ty) => out.tagged(tag, &format!("let {mutable}{name}: {ty} = ::gradus::rt::take({name:?});")),
            None => {
                let ty = projected(name, variable);
                // SAFETY of the generated block: `fits_like` was asked above for the same pair.
                let take = format!("unsafe {{ ::gradus::rt::{}({name:?}, {ty}) }}", like("take", variable));
                out.tagged(tag, &format!("let {mutable}{name} = {take};"));
            }
        }
    }
    let (open, leave, close) = ends(draft.split.awaits);
    out.line(&format!("let __gradus_new = ::gradus::rt::guard(|| {open}{{"));
    for (name, _) in inputs.iter().filter(|(name, _)| lessons.carried.contains(name)) {
        out.line(&format!("let mut {name} = {name};"));
    }
    for range in &draft.split.statements {
        out.piece(&draft.sources, source, range);
    }
    if let Some(tail) = &draft.split.tail {
        out.line("::gradus::rt_value!(");
        out.piece(&draft.sources, source, tail);
        out.line(");");
    }
    let kept: Vec<&Binding> = match draft.role {
        Role::Learner => draft.split.bindings.iter().filter(|b| !lessons.drops(&b.name)).collect(),
        Role::Probe => Vec::new(),
    };
    // A carried variable that is bound anew as well is kept once, as the new one.
    let carried: Vec<&String> = lessons.carried.iter().filter(|name| !kept.iter().any(|b| b.name == **name)).collect();
    lessons.ended.iter().for_each(|name| out.line(&end(name)));
    out.tagged(Tag::Leave, &format!("{leave}(("));
    for name in kept.iter().map(|b| &b.name).chain(carried.iter().copied()) {
        out.tagged(Tag::New(name.clone()), &format!("{name},"));
    }
    out.line(&format!("))}}{close});"));
    for (name, _) in inputs {
        if !lessons.moved.contains(name) && !lessons.carried.contains(name) {
            out.tagged(Tag::Put(name.clone()), &format!("::gradus::rt::put({name:?}, {name});"));
        }
    }
    out.line("if let ::std::option::Option::Some(__gradus_new) = __gradus_new {");
    let unnamed = |binding: &&Binding| maybe_unnamed(scope, draft, binding);
    for (index, binding) in kept.iter().enumerate() {
        let name = &binding.name;
        let put = put(name, &format!("__gradus_new.{index}"), unnamed(binding));
        out.tagged(Tag::Keep(name.clone()), &put);
    }
    for (index, name) in carried.iter().enumerate() {
        let index = kept.len() + index;
        out.tagged(Tag::Keep((*name).clone()), &format!("::gradus::rt::put({name:?}, __gradus_new.{index});"));
    }
    out.line("}}");
}

/// Ends a variable.
fn end(name: &str) -> String {
    format!("::std::mem::drop({name});")
}

/// How a body begins, leaves and ends: in a closure, or where it waits for futures in an async block that is driven to
/// its end there. The block says its error type itself, because nothing else tells rustc.
fn ends(awaits: bool) -> (&'static str, &'static str, &'static str) {
    match awaits {
        false => ("", "::std::result::Result::Ok", ""),
        true => ("::gradus::rt::block_on(async ", "::std::result::Result::<_, ::gradus::rt::CellFailure>::Ok", ")"),
    }
}

/// What puts a new variable into the store.
fn put(name: &str, value: &str, unnamed: bool) -> String {
    let eye = format!("let __gradus_e = ::gradus::rt::eye!(&{value});");
    if unnamed {
        format!(
            "{{ let __gradus_s = ::gradus::rt::signature_of!(&{value}); {eye} \
             ::gradus::rt::put_with({name:?}, {value}, __gradus_s, __gradus_e); }}"
        )
    } else {
        format!("{{ {eye} ::gradus::rt::put_new({name:?}, {value}, __gradus_e); }}")
    }
}

/// Whether a new variable's type may have no name: it holds a closure, or comes from what gave such a type before.
fn maybe_unnamed(scope: &Scope, draft: &Draft, binding: &Binding) -> bool {
    binding.holds_closure
        || binding.maker.iter().any(|word| {
            scope.variables.get(word).is_some_and(|v| v.frozen.is_none())
                || draft.split.bindings.iter().any(|b| b.name == *word && b.holds_closure)
                || draft
                    .entries
                    .iter()
                    .any(|e| e.item.names.contains(word) && (e.item.opaque || e.item.keyword == "fn"))
        })
}

/// A type with closures differs in its `TypeId` from cell to cell, so the store compares its structure; any other
/// type must be the very same.
fn like(verb: &str, variable: &Variable) -> String {
    let structural = matches!(freeze::freeze(&variable.type_name), freeze::Frozen::Partly(_));
    if structural { format!("{verb}_like") } else { format!("{verb}_as") }
}

fn projected(name: &str, variable: &Variable) -> String {
    format!("__gradus_t{}_{}", variable.witness, name.trim_start_matches("r#"))
}

/// Lets rustc infer the types that an earlier cell gave its variables, from a closure that is never called.
/// What the closure's variables are pinned to cannot be inferred anew by the cell that follows.
fn witness(out: &mut Generated, scope: &Scope, draft: &Draft, lessons: &Lessons, index: usize) {
    let Witness { source, statements, tail, inputs, outputs, awaits, ended, .. } = &scope.witnesses[index];
    let (open, leave, close) = ends(*awaits);
    let mut types = String::from("::gradus::rt::none()");
    let mut names = String::from("()");
    for (name, variable) in inputs.iter().rev() {
        let ty = match &variable.frozen {
            Some(ty) => format!("::std::marker::PhantomData::<{ty}>"),
            None => projected(name, variable),
        };
        types = format!("::gradus::rt::both({ty}, {types})");
        let mutable = if variable.mutable { "mut " } else { "" };
        names = format!("({mutable}{name}, {names})");
    }
    out.line(&format!(
        "let __gradus_t{index} = ::gradus::rt::witness({types}, |{names}| {}{{",
        open.replace("async ", "async move ")
    ));
    for range in statements {
        out.piece(&draft.sources, *source, range);
    }
    if let Some(tail) = tail {
        out.line("let _ = &(");
        out.piece(&draft.sources, *source, tail);
        out.line(");");
    }
    let mut tuple = String::new();
    for output in outputs {
        let name = &output.name;
        // A type whose name did not compile cannot be pinned by it either; the store then asks for the very same type.
        if !lessons.thawed.contains(name) {
            out.tagged(Tag::Take(name.clone()), &format!("let _: &{} = &{name};", output.partial));
        }
        match output.signature.as_deref().map(|signature| (signature.strip_prefix("iter "), signature)) {
            Some((Some(item), _)) => {
                out.line(&format!("::gradus::rt::pin_iter(&{name}, ::std::marker::PhantomData::<{item}>);"));
            }
            Some((None, signature)) => out.line(&format!("::gradus::rt::pin!(&{name}, {signature});")),
            None => {}
        }
        let _ = write!(tuple, "{name}, ");
    }
    ended.iter().for_each(|name| out.line(&end(name)));
    out.line(&format!("{leave}(({tuple})) }}{close});"));
    for (position, output) in outputs.iter().enumerate() {
        let name = output.name.trim_start_matches("r#");
        out.line(&format!(
            "let __gradus_t{index}_{name} = ::gradus::rt::project(__gradus_t{index}, |t| t.{position});"
        ));
    }
}
