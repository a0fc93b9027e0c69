//! What a definition is called, what it mentions, and what makes it the same one as an earlier one.

use super::split::ItemPiece;
use super::statics::{self, Static};
use super::words::{self, Words};
use quote::ToTokens;
use std::ops::Range;
use syn::Item;

/// Describes a definition that stands at `range`.
pub fn describe(item: &Item, range: Range<usize>) -> ItemPiece {
    let keyword = keyword(item);
    let names = names(item);
    ItemPiece {
        range,
        key: key(item, keyword, &names),
        keyword,
        // An import depends on where it leads, not on the name it makes.
        words: match item {
            Item::Use(_) => words::depended_on(item).difference(&names).cloned().collect(),
            _ => words::depended_on(item),
        },
        names,
        tokens: item.to_token_stream().to_string(),
        glob: matches!(item, Item::Use(item) if is_glob(&item.tree)),
        trait_impl: matches!(item, Item::Impl(item) if item.trait_.is_some()),
        opaque: matches!(item, Item::Fn(f) if f.sig.output.to_token_stream().to_string().contains("impl ")),
        statics: if let Item::Static(item) = item { vec![Static::of(item)] } else { Vec::new() },
        header: header(item),
        associated: associated(item),
        holds_static: !matches!(item, Item::Static(_)) && words::holds_static(item),
    }
}

/// `thread_local! { static A: .. }` stands where statements do, but defines items.
pub fn thread_locals(mac: &syn::StmtMacro, range: Range<usize>) -> ItemPiece {
    let mut mentioned = Words::new();
    words::of(&mac.mac, &mut mentioned);
    let statics = statics::thread_locals(&mac.mac);
    let names: Words = statics.iter().map(|one| one.name.clone()).collect();
    let key = format!("value {}", names.iter().cloned().collect::<Vec<_>>().join(" "));
    ItemPiece {
        range,
        key,
        keyword: "thread_local",
        names,
        words: mentioned,
        tokens: mac.mac.to_token_stream().to_string(),
        glob: false,
        trait_impl: false,
        opaque: false,
        statics,
        header: Words::new(),
        associated: String::new(),
        holds_static: false,
    }
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
            imported(&x.tree, &mut names);
            names
        }
        _ => Words::new(),
    }
}

fn imported(tree: &syn::UseTree, names: &mut Words) {
    match tree {
        syn::UseTree::Path(path) => imported(&path.tree, names),
        syn::UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        syn::UseTree::Rename(rename) => {
            names.insert(rename.rename.to_string());
        }
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, names)),
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
        describe(&syn::parse_str(source).unwrap(), 0..source.len())
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
        assert!(item("fn f() -> impl Fn() -> u8 { || 1 }").opaque);
    }
}
