//! A cell as a crate: the definitions it needs, its variables taken from the store, its statements, its variables
//! put back. Pure: a draft in, a source file with its origins out.

use super::freeze;
use super::scope::{Draft, ENTRY_POINT, Entry, Scope, Variable, Witness, generation_module};
use super::source_map::{Generated, Tag};
use super::split::Binding;
use super::words::Words;
use crate::engine::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

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
const PRINTING: &str = "use gradus::rt::{dbg, eprint, eprintln};";

/// Generates the source of a cell.
pub fn generate(scope: &Scope, draft: &Draft, lessons: &Lessons) -> Generated {
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
    out.line("extern crate gradus_shared;");
    out.line("use gradus::rt::scope::*;");
    out.line(PRINTING);
    let needed = needed(scope, draft, &inputs, &witnesses);
    let mut generations: Vec<u32> = needed.iter().map(|entry| entry.generation).chain([0, draft.generation]).collect();
    generations.sort_unstable();
    generations.dedup();
    for generation in &generations {
        if *generation > 0 {
            out.line(&format!("mod {} {{ use super::*; {PRINTING}", generation_module(*generation)));
        }
        // A macro must stand before its uses, and a function that moved here may be older than its macro.
        let (macros, others): (Vec<&Entry>, Vec<&Entry>) = needed
            .iter()
            .filter(|entry| entry.generation == *generation)
            .partition(|entry| entry.item.keyword == "macro");
        macros.into_iter().chain(others).for_each(|entry| definition(&mut out, draft, entry));
    }
    body(&mut out, scope, draft, lessons, &inputs, &witnesses);
    out.line(&"}".repeat(generations.len() - 1));
    out
}

/// A definition as the learner wrote it. Its statics exist once: here if they are new, else in an earlier library.
fn definition(out: &mut Generated, draft: &Draft, entry: &Entry) {
    let home = entry.home.unwrap_or(draft.source());
    let statics = &entry.item.statics;
    if home != draft.source() && !statics.is_empty() {
        statics.iter().for_each(|one| out.line(&one.import(home)));
        return;
    }
    // A check's own statics live and end with it.
    let exported = if draft.role == Role::Learner { statics.as_slice() } else { &[] };
    exported.iter().for_each(|one| out.line(&one.before(home)));
    out.piece(&draft.sources, entry.source, &entry.item.range);
    exported.iter().for_each(|one| out.line(&one.behind(home)));
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
    out.line(&format!("#[unsafe(no_mangle)] pub extern \"C\" fn {ENTRY_POINT}() {{"));
    out.line("use ::gradus::rt as __rt;");
    for index in witnesses {
        witness(out, scope, draft, lessons, *index);
    }
    // Every variable is compared before any is taken, so that a refusal loses none.
    for (name, variable) in inputs {
        let tag = Tag::Take(name.clone());
        match &variable.frozen {
            Some(ty) => out.tagged(tag, &format!("if !__rt::fits::<{ty}>({name:?}) {{ return; }}")),
            None => {
                let ty = projected(name, variable);
                out.tagged(tag, &format!("if !__rt::{}({name:?}, {ty}) {{ return; }}", like("fits", variable)));
            }
        }
    }
    for (name, variable) in inputs {
        let mutable = if variable.mutable { "mut " } else { "" };
        let tag = Tag::Take(name.clone());
        match &variable.frozen {
            Some(ty) => out.tagged(tag, &format!("let {mutable}{name}: {ty} = __rt::take({name:?});")),
            None => {
                let ty = projected(name, variable);
                out.tagged(tag, &format!("let {mutable}{name} = __rt::{}({name:?}, {ty});", like("take", variable)));
            }
        }
    }
    out.line("let __new = __rt::guard(|| {");
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
    out.tagged(Tag::Leave, "Ok((");
    for name in kept.iter().map(|b| &b.name).chain(carried.iter().copied()) {
        out.tagged(Tag::New(name.clone()), &format!("{name},"));
    }
    out.line("))});");
    for (name, _) in inputs {
        if !lessons.moved.contains(name) && !lessons.carried.contains(name) {
            out.tagged(Tag::Put(name.clone()), &format!("__rt::put({name:?}, {name});"));
        }
    }
    out.line("if let Some(__new) = __new {");
    let unnamed = |binding: &&Binding| maybe_unnamed(scope, draft, binding);
    for (index, binding) in kept.iter().enumerate() {
        let name = &binding.name;
        let put = if unnamed(binding) {
            format!(
                "{{ let __s = __rt::signature_of!(&__new.{index}); __rt::put_with({name:?}, __new.{index}, __s); }}"
            )
        } else {
            format!("__rt::put({name:?}, __new.{index});")
        };
        out.tagged(Tag::Keep(name.clone()), &put);
    }
    for (index, name) in carried.iter().enumerate() {
        let index = kept.len() + index;
        out.tagged(Tag::Keep((*name).clone()), &format!("__rt::put({name:?}, __new.{index});"));
    }
    out.line("}}");
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
    format!("__t{}_{}", variable.witness, name.trim_start_matches("r#"))
}

/// Lets rustc infer the types that an earlier cell gave its variables, from a closure that is never called.
/// What the closure's variables are pinned to cannot be inferred anew by the cell that follows.
fn witness(out: &mut Generated, scope: &Scope, draft: &Draft, lessons: &Lessons, index: usize) {
    let Witness { source, statements, tail, inputs, outputs, .. } = &scope.witnesses[index];
    let mut types = String::from("__rt::none()");
    let mut names = String::from("()");
    for (name, variable) in inputs.iter().rev() {
        let ty = match &variable.frozen {
            Some(ty) => format!("::std::marker::PhantomData::<{ty}>"),
            None => projected(name, variable),
        };
        types = format!("__rt::both({ty}, {types})");
        let mutable = if variable.mutable { "mut " } else { "" };
        names = format!("({mutable}{name}, {names})");
    }
    out.line(&format!("let __t{index} = __rt::witness({types}, |{names}| {{"));
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
                out.line(&format!("__rt::pin_iter(&{name}, ::std::marker::PhantomData::<{item}>);"));
            }
            Some((None, signature)) => out.line(&format!("__rt::pin!(&{name}, {signature});")),
            None => {}
        }
        let _ = write!(tuple, "{name}, ");
    }
    out.line(&format!("Ok(({tuple})) }});"));
    for (position, output) in outputs.iter().enumerate() {
        let name = output.name.trim_start_matches("r#");
        out.line(&format!("let __t{index}_{name} = __rt::project(__t{index}, |t| t.{position});"));
    }
}
