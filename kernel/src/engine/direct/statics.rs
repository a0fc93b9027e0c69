//! `static`, `static mut` and `thread_local!` of a cell: one place in memory, however many cells mention it.
//!
//! Every cell repeats the definitions it needs, and a repeated static would be another static with its first value
//! again. So the cell that defines one exports it under a name of its own, and later cells import that name; also
//! where the static stands inside a function, a module or an `impl`.

use quote::ToTokens;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use syn::parse::{Parse, ParseStream};
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

/// The statics that one piece of a definition defines: a `static` item one, a `thread_local!` call several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statics {
    /// Where the piece stands.
    pub range: Range<usize>,
    /// The statics.
    pub of: Vec<Static>,
}

impl Statics {
    /// What goes before the piece in the cell that makes them; `home` is that cell.
    pub fn before(&self, home: usize) -> String {
        self.of.iter().map(|one| one.before(home)).collect()
    }

    /// What goes behind it.
    pub fn behind(&self, home: usize) -> String {
        self.of.iter().map(|one| one.behind(home)).collect()
    }

    /// Imports that nobody uses, each of a static's type: it may be written shorter in a definition than in an import.
    pub fn imports(&self) -> impl Iterator<Item = (String, String)> {
        self.of.iter().filter(|one| one.outside).map(|one| {
            let Static { name, id, ty, .. } = one;
            let line = format!("unsafe extern \"C\" {{ static __gradus_check_{id}: {ty}; }}");
            (name.clone(), line)
        })
    }

    /// What stands in for it in every other cell.
    pub fn import(&self, home: usize) -> String {
        self.of.iter().map(|one| one.import(home)).collect()
    }
}

/// All statics of a definition, at any depth, in order; `place` gives the range of a piece.
pub fn inside(item: &syn::Item, place: impl Fn(proc_macro2::Span) -> Range<usize>) -> Vec<Statics> {
    let mut found = Found { of: digest(&item.to_token_stream().to_string()), place, pieces: Vec::new() };
    found.visit_item(item);
    if let syn::Item::Static(_) = item {
        found.pieces.iter_mut().flat_map(|piece| &mut piece.of).for_each(|one| one.outside = true);
    }
    found.pieces
}

/// Those of a `thread_local!` call at the top of a cell.
pub fn thread_local_call(mac: &syn::Macro, range: Range<usize>) -> Statics {
    let of = digest(&mac.to_token_stream().to_string());
    Statics { range, of: thread_locals(mac, of, 0) }
}

/// Tells the statics of one definition from those of another of the same cell.
fn digest(tokens: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    tokens.hash(&mut hasher);
    hasher.finish()
}

struct Found<P> {
    of: u64,
    place: P,
    pieces: Vec<Statics>,
}

impl<P: Fn(proc_macro2::Span) -> Range<usize>> Found<P> {
    fn call(&mut self, mac: &syn::Macro, span: proc_macro2::Span) {
        if mac.path.is_ident("thread_local") {
            let of = thread_locals(mac, self.of, self.pieces.len());
            self.pieces.push(Statics { range: (self.place)(span), of });
        }
    }
}

impl<'ast, P: Fn(proc_macro2::Span) -> Range<usize>> Visit<'ast> for Found<P> {
    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        use syn::spanned::Spanned;
        let one = Static::of(item, self.of, self.pieces.len());
        self.pieces.push(Statics { range: (self.place)(item.span()), of: vec![one] });
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        use syn::spanned::Spanned;
        self.call(&item.mac, item.span());
    }

    fn visit_stmt_macro(&mut self, statement: &'ast syn::StmtMacro) {
        use syn::spanned::Spanned;
        self.call(&statement.mac, statement.span());
    }
}

/// One static of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Static {
    /// Its name.
    pub name: String,
    /// What tells it from others of its name in the same cell.
    id: String,
    /// Whether it stands at the top of its cell.
    outside: bool,
    /// Its visibility, as Rust.
    visibility: String,
    /// Its type, as Rust.
    ty: String,
    /// Whether it is `static mut`.
    mutable: bool,
    /// Whether each thread has its own.
    thread_local: bool,
}

impl Static {
    /// A `static` item.
    fn of(item: &syn::ItemStatic, definition: u64, position: usize) -> Self {
        Self {
            name: item.ident.to_string(),
            id: format!("{definition:x}_{position}"),
            outside: false,
            visibility: item.vis.to_token_stream().to_string(),
            ty: in_full(&item.ty),
            mutable: item.mutability.to_token_stream().to_string() == "mut",
            thread_local: false,
        }
    }

    /// The name it is exported under; `home` is the cell that defined it.
    fn symbol(&self, home: usize) -> String {
        let Self { id, name, .. } = self;
        format!("gradus_static_{home}_{id}_{}", name.trim_start_matches("r#"))
    }

    /// What goes before the definition in the cell that makes it.
    fn before(&self, home: usize) -> String {
        if self.thread_local { String::new() } else { format!("#[unsafe(export_name = {:?})]", self.symbol(home)) }
    }

    /// What goes behind it. A thread's own static is reached through its key, and the key is what is exported.
    fn behind(&self, home: usize) -> String {
        if !self.thread_local {
            return String::new();
        }
        let Self { name, ty, .. } = self;
        let (symbol, key) = (self.symbol(home), name.trim_start_matches("r#"));
        format!(
            "#[unsafe(export_name = {symbol:?})] static __gradus_key_{key}: ::std::thread::LocalKey<{ty}> = {name};"
        )
    }

    /// What stands in for the definition in every other cell.
    fn import(&self, home: usize) -> String {
        let Self { name, ty, visibility, .. } = self;
        let mut out = format!("unsafe extern \"C\" {{ #[link_name = {:?}] {visibility} ", self.symbol(home));
        let _ = match (self.thread_local, self.mutable) {
            (true, _) => write!(out, "safe static {name}: ::std::thread::LocalKey<{ty}>;"),
            (false, true) => write!(out, "static mut {name}: {ty};"),
            (false, false) => write!(out, "safe static {name}: {ty};"),
        };
        out + " }"
    }
}

/// A static's type with the `'static` that may be left out in its definition but not in its import.
fn in_full(ty: &syn::Type) -> String {
    fn forever() -> syn::Lifetime {
        syn::Lifetime::new("'static", proc_macro2::Span::call_site())
    }
    struct Elided;
    impl VisitMut for Elided {
        fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
            reference.lifetime.get_or_insert_with(forever);
            syn::visit_mut::visit_type_reference_mut(self, reference);
        }
        fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
            if lifetime.ident == "_" {
                *lifetime = forever();
            }
        }
        // In `fn(&str)` an elided lifetime is any lifetime.
        fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
        fn visit_parenthesized_generic_arguments_mut(&mut self, _: &mut syn::ParenthesizedGenericArguments) {}
    }
    let mut ty = ty.clone();
    Elided.visit_type_mut(&mut ty);
    ty.to_token_stream().to_string()
}

/// The statics of a `thread_local!` call; none if it is not written as std specifies.
fn thread_locals(mac: &syn::Macro, definition: u64, position: usize) -> Vec<Static> {
    let mut found = mac.parse_body::<ThreadLocals>().map(|parsed| parsed.0).unwrap_or_default();
    for (index, one) in found.iter_mut().enumerate() {
        one.id = format!("{definition:x}_{position}_{index}");
    }
    found
}

struct ThreadLocals(Vec<Static>);

impl Parse for ThreadLocals {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut statics = Vec::new();
        while !input.is_empty() {
            syn::Attribute::parse_outer(input)?;
            let visibility = input.parse::<syn::Visibility>()?.to_token_stream().to_string();
            input.parse::<syn::Token![static]>()?;
            let name = input.parse::<syn::Ident>()?.to_string();
            input.parse::<syn::Token![:]>()?;
            let ty = in_full(&input.parse::<syn::Type>()?);
            input.parse::<syn::Token![=]>()?;
            input.parse::<syn::Expr>()?;
            if !input.is_empty() {
                input.parse::<syn::Token![;]>()?;
            }
            statics.push(Static {
                name,
                id: String::new(),
                outside: true,
                visibility,
                ty,
                mutable: false,
                thread_local: true,
            });
        }
        Ok(Self(statics))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_static_is_exported_once_and_imported_elsewhere() {
        let count = Static::of(&syn::parse_str("pub static mut COUNT: u32 = 0;").unwrap(), 10, 0);
        assert_eq!(count.before(3), "#[unsafe(export_name = \"gradus_static_3_a_0_COUNT\")]");
        let import = count.import(3);
        assert!(import.contains("\"gradus_static_3_a_0_COUNT\"] pub static mut COUNT: u32;"), "{import}");
        syn::parse_str::<syn::Item>(&import).unwrap();
    }

    #[test]
    fn every_thread_local_of_a_call_is_found() {
        let mac =
            syn::parse_str("thread_local! { static A: u8 = 1; pub static B: Vec<u8> = const { Vec::new() } }").unwrap();
        let found = thread_locals(&mac, 0, 0);
        let names: Vec<&str> = found.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["A", "B"]);
        assert!(found[1].import(0).contains("LocalKey<Vec < u8 >>"));
    }

    #[test]
    fn statics_inside_a_definition_are_found_in_order() {
        let item = syn::parse_str(
            "mod m { pub static A: u8 = 1; fn f() { static B: u8 = 2; thread_local! { static C: u8 = 3; } } }",
        )
        .unwrap();
        let found = inside(&item, |span| span.byte_range());
        let names: Vec<&str> = found.iter().flat_map(|piece| &piece.of).map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["A", "B", "C"]);
        assert!(found.windows(2).all(|two| two[0].range.end < two[1].range.start));
    }
}
