//! `static`, `static mut` and `thread_local!` of a cell: one place in memory, however many cells mention it.
//!
//! Every cell repeats the definitions it needs, and a repeated static would be another static with its first value
//! again. So the cell that defines one exports it under a name of its own, and later cells import that name.

use quote::ToTokens;
use std::fmt::Write as _;
use syn::parse::{Parse, ParseStream};
use syn::visit_mut::VisitMut;

/// One static of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Static {
    /// Its name.
    pub name: String,
    /// Its type, as Rust.
    ty: String,
    /// Whether it is `static mut`.
    mutable: bool,
    /// Whether each thread has its own.
    thread_local: bool,
}

impl Static {
    /// A `static` item.
    pub fn of(item: &syn::ItemStatic) -> Self {
        Self {
            name: item.ident.to_string(),
            ty: in_full(&item.ty),
            mutable: item.mutability.to_token_stream().to_string() == "mut",
            thread_local: false,
        }
    }

    /// The name it is exported under; `home` is the cell that defined it.
    fn symbol(&self, home: usize) -> String {
        format!("gradus_static_{home}_{}", self.name)
    }

    /// What goes before the definition in the cell that makes it.
    pub fn before(&self, home: usize) -> String {
        if self.thread_local { String::new() } else { format!("#[unsafe(export_name = {:?})]", self.symbol(home)) }
    }

    /// What goes behind it. A thread's own static is reached through its key, and the key is what is exported.
    pub fn behind(&self, home: usize) -> String {
        if !self.thread_local {
            return String::new();
        }
        let Self { name, ty, .. } = self;
        let symbol = self.symbol(home);
        format!("#[unsafe(export_name = {symbol:?})] static __key_{name}: ::std::thread::LocalKey<{ty}> = {name};")
    }

    /// What stands in for the definition in every other cell.
    pub fn import(&self, home: usize) -> String {
        let Self { name, ty, .. } = self;
        let mut out = format!("unsafe extern \"C\" {{ #[link_name = {:?}] ", self.symbol(home));
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
    struct Elided;
    impl VisitMut for Elided {
        fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
            if reference.lifetime.is_none() {
                reference.lifetime = Some(syn::Lifetime::new("'static", proc_macro2::Span::call_site()));
            }
            syn::visit_mut::visit_type_reference_mut(self, reference);
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
pub fn thread_locals(mac: &syn::Macro) -> Vec<Static> {
    mac.parse_body::<ThreadLocals>().map(|parsed| parsed.0).unwrap_or_default()
}

struct ThreadLocals(Vec<Static>);

impl Parse for ThreadLocals {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut statics = Vec::new();
        while !input.is_empty() {
            syn::Attribute::parse_outer(input)?;
            input.parse::<syn::Visibility>()?;
            input.parse::<syn::Token![static]>()?;
            let name = input.parse::<syn::Ident>()?.to_string();
            input.parse::<syn::Token![:]>()?;
            let ty = in_full(&input.parse::<syn::Type>()?);
            input.parse::<syn::Token![=]>()?;
            input.parse::<syn::Expr>()?;
            if !input.is_empty() {
                input.parse::<syn::Token![;]>()?;
            }
            statics.push(Static { name, ty, mutable: false, thread_local: true });
        }
        Ok(Self(statics))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_static_is_exported_once_and_imported_elsewhere() {
        let count = Static::of(&syn::parse_str("pub static mut COUNT: u32 = 0;").unwrap());
        assert_eq!(count.before(3), "#[unsafe(export_name = \"gradus_static_3_COUNT\")]");
        let import = count.import(3);
        assert!(import.contains("#[link_name = \"gradus_static_3_COUNT\"] static mut COUNT: u32;"), "{import}");
        syn::parse_str::<syn::Item>(&import).unwrap();
    }

    #[test]
    fn every_thread_local_of_a_call_is_found() {
        let mac =
            syn::parse_str("thread_local! { static A: u8 = 1; pub static B: Vec<u8> = const { Vec::new() } }").unwrap();
        let found = thread_locals(&mac);
        let names: Vec<&str> = found.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["A", "B"]);
        assert!(found[1].import(0).contains("LocalKey<Vec < u8 >>"));
    }
}
