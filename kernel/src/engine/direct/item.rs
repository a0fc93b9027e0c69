//! What a definition is called, what it mentions, and what makes it the same one as an earlier one.

use super::split::ItemPiece;
use super::statics;
use super::words::{self, Words};
use quote::ToTokens;
use std::ops::Range;
use syn::{Item, spanned::Spanned, visit_mut::VisitMut};

/// Describes a definition that stands at `range`.
pub fn describe(item: &Item, range: Range<usize>, place: impl Fn(proc_macro2::Span) -> Range<usize>) -> ItemPiece {
    let keyword = keyword(item);
    let names = names(item);
    let mut reading = item.clone();
    Undocumented.visit_item_mut(&mut reading);
    ItemPiece {
        range,
        key: key(item, keyword, &names),
        keyword,
        // An import depends on where it leads, not on the name it makes.
        words: match item {
            Item::Use(_) => words::depended_on(item).difference(&names).cloned().collect(),
            _ => words::depended_on(item),
        },
        binds: binds(item, &names),
        names,
        inner: inner(item),
        crate_at: words::crate_paths(item).into_iter().map(|span| place(span).end).collect(),
        tokens: reading.to_token_stream().to_string(),
        visibility_at: visibility(item).map(|span| place(span).start),
        glob: matches!(item, Item::Use(item) if is_glob(&item.tree)),
        trait_impl: matches!(item, Item::Impl(item) if item.trait_.is_some()),
        opaque: matches!(item, Item::Fn(f) if f.sig.output.to_token_stream().to_string().contains("impl ")),
        header: header(item),
        interface: interface(item),
        constants: constants(item),
        associated: associated(item),
        hides_static: words::hides_static(item),
        statics: statics::inside(item, place),
    }
}

/// `thread_local! { static A: .. }` stands where statements do, but defines items.
pub fn thread_locals(mac: &syn::StmtMacro, range: Range<usize>) -> ItemPiece {
    let mut mentioned = Words::new();
    words::of(&mac.mac, &mut mentioned);
    let statics = statics::thread_local_call(&mac.mac, range.clone());
    let names: Words = statics.of.iter().map(|one| one.name.clone()).collect();
    let key = format!("value {}", names.iter().cloned().collect::<Vec<_>>().join(" "));
    ItemPiece {
        range,
        key,
        keyword: "thread_local",
        words: mentioned,
        binds: names.clone(),
        names,
        tokens: mac.mac.to_token_stream().to_string(),
        statics: vec![statics],
        ..ItemPiece::default()
    }
}

/// A call of a learner's macro that stands where statements do and makes definitions: `made` are those that it makes
/// under names of its own. What else it makes is named in the call.
pub fn made_by_macro(mac: &syn::StmtMacro, range: Range<usize>, made: &Words) -> ItemPiece {
    let mut mentioned = Words::new();
    words::of(&mac.mac, &mut mentioned);
    let mut arguments = Words::new();
    words::of(&mac.mac.tokens, &mut arguments);
    let tokens = mac.mac.to_token_stream().to_string();
    let first = mac.mac.tokens.clone().into_iter().find(|token| matches!(token, proc_macro2::TokenTree::Ident(_)));
    let first = first.map(|name| name.to_string()).unwrap_or_default();
    ItemPiece {
        range,
        key: format!("call {} {first}", mac.mac.path.to_token_stream()),
        keyword: "macro call",
        names: arguments.union(made).cloned().collect(),
        words: mentioned.clone(),
        // It may be an `impl` with associated types.
        header: mentioned.clone(),
        interface: mentioned,
        associated: tokens.clone(),
        tokens,
        ..ItemPiece::default()
    }
}

/// Leaves doc comments out: they change nothing that a variable depends on.
struct Undocumented;

impl VisitMut for Undocumented {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    }
}

/// Where a definition without a visibility of its own would say it. A definition that moves to a generation's module
/// must still be as visible as in the crate's root: an older trait's associated type may become it.
fn visibility(item: &Item) -> Option<proc_macro2::Span> {
    let inherited = |visibility: &syn::Visibility| matches!(visibility, syn::Visibility::Inherited);
    match item {
        Item::Struct(x) if inherited(&x.vis) => Some(x.struct_token.span),
        Item::Enum(x) if inherited(&x.vis) => Some(x.enum_token.span),
        Item::Union(x) if inherited(&x.vis) => Some(x.union_token.span),
        Item::Type(x) if inherited(&x.vis) => Some(x.type_token.span),
        Item::Trait(x) if inherited(&x.vis) => Some(x.unsafety.as_ref().map_or(x.trait_token.span(), Spanned::span)),
        Item::Mod(x) if inherited(&x.vis) => Some(x.mod_token.span),
        Item::Fn(x) if inherited(&x.vis) => Some(x.sig.span()),
        Item::Const(x) if inherited(&x.vis) && x.ident != "_" => Some(x.const_token.span),
        _ => None,
    }
}

/// The names that stand in the definition's module. A method's does not, nor does a macro's.
fn binds(item: &Item, names: &Words) -> Words {
    match item {
        Item::Impl(_) | Item::Macro(_) => Words::new(),
        Item::Trait(item) => Words::from([item.ident.to_string()]),
        Item::Const(item) if item.ident == "_" => Words::new(),
        _ => names.iter().filter(|name| *name != "_").cloned().collect(),
    }
}

/// Names that a module or an enum holds: a glob import brings them into scope.
fn inner(item: &Item) -> Words {
    match item {
        Item::Enum(x) => x.variants.iter().map(|variant| variant.ident.to_string()).collect(),
        Item::Mod(x) => {
            let mut found = Words::new();
            for item in x.content.iter().flat_map(|(_, items)| items) {
                found.extend(names(item));
                found.extend(inner(item));
                if let Item::Macro(call) = item {
                    words::of(&call.mac.tokens, &mut found);
                }
            }
            found
        }
        _ => Words::new(),
    }
}

/// Names that the types and constants of an `impl` depend on, what its functions do aside.
fn interface(item: &Item) -> Words {
    let Item::Impl(item) = item else { return Words::new() };
    let mut interface = item.clone();
    interface.items.retain(|item| !matches!(item, syn::ImplItem::Fn(_)));
    words::depended_on(&Item::Impl(interface))
}

/// Constants of an inherent `impl`.
fn constants(item: &Item) -> Words {
    let Item::Impl(item) = item else { return Words::new() };
    let constant = |item: &syn::ImplItem| match item {
        syn::ImplItem::Const(constant) => Some(constant.ident.to_string()),
        _ => None,
    };
    if item.trait_.is_some() { Words::new() } else { item.items.iter().filter_map(constant).collect() }
}

fn keyword(item: &Item) -> &'static str {
    match item {
        Item::Const(_) => "const",
        Item::Enum(_) => "enum",
        Item::ExternCrate(_) => "extern crate",
        Item::Fn(_) => "fn",
        Item::Impl(_) => "impl",
        Item::Macro(_) => "macro",
        Item::Mod(_) => "mod",
        Item::Static(_) => "static",
        Item::Struct(_) => "struct",
        Item::Trait(_) | Item::TraitAlias(_) => "trait",
        Item::Type(_) => "type",
        Item::Union(_) => "union",
        Item::Use(_) => "use",
        _ => "item",
    }
}

/// The names in an `impl`'s header.
fn header(item: &Item) -> Words {
    let Item::Impl(item) = item else { return Words::new() };
    let mut header = item.clone();
    header.items.clear();
    words::depended_on(&Item::Impl(header))
}

/// The associated types and constants of a trait's implementation: a generic struct may have them for fields.
fn associated(item: &Item) -> String {
    let Item::Impl(item) = item else { return String::new() };
    let kept = item.items.iter().filter(|item| matches!(item, syn::ImplItem::Type(_) | syn::ImplItem::Const(_)));
    kept.map(|item| item.to_token_stream().to_string()).collect()
}

/// The names by which code elsewhere needs the definition. A method's name leads to its impl and to its trait,
/// because a call does not mention them.
fn names(item: &Item) -> Words {
    let own = |ident: &syn::Ident| Words::from([ident.to_string()]);
    match item {
        Item::Const(x) => own(&x.ident),
        Item::Enum(x) => own(&x.ident),
        Item::ExternCrate(x) => own(x.rename.as_ref().map_or(&x.ident, |(_, name)| name)),
        Item::Fn(x) => own(&x.sig.ident),
        Item::Macro(x) => x.ident.as_ref().map(own).unwrap_or_default(),
        Item::Mod(x) => own(&x.ident),
        Item::Static(x) => own(&x.ident),
        Item::Struct(x) => own(&x.ident),
        Item::Type(x) => own(&x.ident),
        Item::Union(x) => own(&x.ident),
        Item::Trait(x) => {
            let mut names = own(&x.ident);
            names.extend(x.items.iter().filter_map(|item| match item {
                syn::TraitItem::Fn(f) => Some(f.sig.ident.to_string()),
                syn::TraitItem::Const(c) => Some(c.ident.to_string()),
                _ => None,
            }));
            names
        }
        Item::Impl(x) => x
            .items
            .iter()
            .filter_map(|item| match item {
                syn::ImplItem::Fn(f) => Some(f.sig.ident.to_string()),
                syn::ImplItem::Const(c) => Some(c.ident.to_string()),
                _ => None,
            })
            .collect(),
        Item::Use(x) => {
            let mut names = Words::new();
            imported(&x.tree, "", &mut names);
            names
        }
        _ => Words::new(),
    }
}

fn imported(tree: &syn::UseTree, parent: &str, names: &mut Words) {
    match tree {
        syn::UseTree::Path(path) => imported(&path.tree, &path.ident.to_string(), names),
        // `use std::fmt::{self}`
        syn::UseTree::Name(name) if name.ident == "self" => {
            names.insert(parent.to_owned());
        }
        syn::UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        syn::UseTree::Rename(rename) => {
            names.insert(rename.rename.to_string());
        }
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, parent, names)),
        _ => {}
    }
}

fn is_glob(tree: &syn::UseTree) -> bool {
    match tree {
        syn::UseTree::Path(path) => is_glob(&path.tree),
        syn::UseTree::Group(group) => group.items.iter().any(is_glob),
        syn::UseTree::Glob(_) => true,
        _ => false,
    }
}

/// A name can be defined once in each of Rust's namespaces; an `impl` is known by its header, a `use` by its text.
fn key(item: &Item, keyword: &str, names: &Words) -> String {
    let name = || names.iter().next().cloned().unwrap_or_default();
    match item {
        Item::Const(x) if x.ident == "_" => item.to_token_stream().to_string(),
        Item::Fn(_) | Item::Const(_) | Item::Static(_) => format!("value {}", name()),
        Item::Macro(_) => format!("macro {}", name()),
        Item::Impl(x) => {
            let mut header = x.clone();
            header.items.clear();
            header.attrs.clear();
            header.to_token_stream().to_string()
        }
        Item::Trait(x) => format!("type {}", x.ident),
        Item::Enum(_) | Item::Struct(_) | Item::Union(_) | Item::Type(_) | Item::Mod(_) => format!("type {}", name()),
        _ => format!("{keyword} {}", item.to_token_stream()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(source: &str) -> ItemPiece {
        describe(&syn::parse_str(source).unwrap(), 0..source.len(), |span| span.byte_range())
    }

    #[test]
    fn a_struct_and_an_enum_of_one_name_are_one_definition() {
        assert_eq!(item("struct P { x: f32 }").key, item("enum P { A }").key);
        assert_ne!(item("struct p;").key, item("fn p() {}").key);
    }

    #[test]
    fn an_impl_is_known_by_its_header() {
        assert_eq!(item("impl P { fn a(&self) {} }").key, item("impl P { fn b(&self) {} }").key);
        assert_ne!(item("impl P {}").key, item("impl Clone for P {}").key);
        assert!(item("impl P { fn area(&self) {} }").names.contains("area"));
    }

    #[test]
    fn imports_give_their_last_names() {
        let names = item("use std::{fmt, collections::{HashMap as Map, BTreeMap}};").names;
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["BTreeMap", "Map", "fmt"]);
        assert!(item("use gradus::prelude::*;").glob);
    }

    #[test]
    fn comments_do_not_change_a_definition() {
        assert_eq!(item("fn f() -> u8 { 1 }").tokens, item("fn f()  -> u8 { /* one */ 1 }").tokens);
        assert_eq!(item("/// One.\nfn f() {}").tokens, item("fn f() {}").tokens);
        assert!(item("fn f() -> impl Fn() -> u8 { || 1 }").opaque);
    }

    #[test]
    fn a_visibility_goes_behind_attributes() {
        assert_eq!(item("#[derive(Clone)] struct P;").visibility_at, Some(17));
        assert_eq!(item("/// A.\npub struct P;").visibility_at, None);
        assert_eq!(item("const unsafe fn f() {}").visibility_at, Some(0));
        assert_eq!(item("impl P {}").visibility_at, None);
    }

    #[test]
    fn what_a_glob_brings_is_known() {
        let names = |source| item(source).inner.into_iter().collect::<Vec<_>>();
        assert_eq!(names("enum E { A, B }"), ["A", "B"]);
        assert_eq!(names("mod m { pub struct P; pub mod n { pub use a::Q; } make!(R); }"), ["P", "Q", "R", "n"]);
    }
}
