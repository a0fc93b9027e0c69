//! Macros of the learner's that make definitions or variables. A call of one stands where statements do; whether it
//! is one is told from the macro's own text, because nothing is expanded before rustc does it.

use super::words::{self, Words};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// What the macros in force make.
#[derive(Clone, Debug, Default)]
pub struct Makers(BTreeMap<String, Made>);

/// What a macro makes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Made {
    /// Definitions; these are those whose names stand in the macro itself.
    Items(Words),
    /// Variables.
    Variables,
    /// Anything else.
    Other,
}

impl Makers {
    /// Takes note of a macro's definition.
    pub fn learn(&mut self, item: &syn::Item) {
        if let syn::Item::Macro(mac) = item
            && let Some(name) = &mac.ident
        {
            self.0.insert(name.to_string(), made(&mac.mac.tokens, &name.to_string()));
        }
    }

    /// The names that a call makes besides those it is given, if it makes definitions.
    pub fn items_of(&self, mac: &syn::Macro) -> Option<&Words> {
        match self.of(mac)? {
            Made::Items(names) => Some(names),
            _ => None,
        }
    }

    /// Whether a call makes variables.
    pub fn makes_variables(&self, mac: &syn::Macro) -> bool {
        self.of(mac) == Some(&Made::Variables)
    }

    fn of(&self, mac: &syn::Macro) -> Option<&Made> {
        self.0.get(&mac.path.get_ident()?.to_string())
    }
}

/// What begins a definition.
const ITEMS: [&str; 11] =
    ["const", "enum", "fn", "impl", "mod", "static", "struct", "thread_local", "trait", "type", "use"];

fn made(definition: &TokenStream, own: &str) -> Made {
    let mut arms = Vec::new();
    let mut tokens = definition.clone().into_iter().peekable();
    // `(matcher) => { transcriber }`, separated by `;`.
    while let Some(token) = tokens.next() {
        if let TokenTree::Punct(arrow) = &token
            && arrow.as_char() == '>'
            && let Some(TokenTree::Group(transcriber)) = tokens.next()
        {
            arms.push(transcriber.stream());
        }
    }
    let beginnings: Vec<String> = arms.iter().filter_map(|arm| beginning(arm.clone())).collect();
    let is_item = |word: &String| ITEMS.contains(&word.as_str());
    if beginnings.iter().any(|word| word == "let") {
        Made::Variables
    } else if beginnings.iter().any(is_item) && beginnings.iter().all(|word| is_item(word) || word == own) {
        let mut names = Words::new();
        arms.into_iter().for_each(|arm| defined(arm, &mut names));
        Made::Items(names)
    } else {
        Made::Other
    }
}

/// The word that tells what a piece of code is: attributes, visibility, `unsafe` and repetitions aside.
fn beginning(tokens: TokenStream) -> Option<String> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => drop(tokens.next()),
            TokenTree::Punct(mark) if mark.as_char() == '$' => match tokens.next() {
                // `$( .. )*`
                Some(TokenTree::Group(group)) => {
                    if let Some(word) = beginning(group.stream()) {
                        return Some(word);
                    }
                    // What separates the repetitions.
                    while tokens.next_if(|t| matches!(t, TokenTree::Punct(p) if p.as_char() != '$')).is_some() {}
                }
                Some(TokenTree::Ident(name)) if name == "vis" => {}
                other => return other.map(|token| token.to_string()),
            },
            TokenTree::Ident(word) if word == "pub" => {
                tokens.next_if(|t| matches!(t, TokenTree::Group(g) if g.delimiter() == Delimiter::Parenthesis));
            }
            TokenTree::Ident(word) if word == "const" || word == "unsafe" || word == "async" => {
                return match tokens.peek() {
                    Some(TokenTree::Ident(next)) if next != "move" => Some("fn".to_owned()),
                    Some(TokenTree::Punct(mark)) if mark.as_char() == '$' => Some(word.to_string()),
                    _ => Some("{".to_owned()),
                };
            }
            other => return Some(other.to_string()),
        }
    }
    None
}

/// The names behind every word that begins a definition.
fn defined(tokens: TokenStream, names: &mut Words) {
    let mut before = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => defined(group.stream(), names),
            TokenTree::Ident(name) if ITEMS.contains(&before.as_str()) => words::of(&name, names),
            _ => {
                before = token.to_string();
                continue;
            }
        }
        before.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> Made {
        let mut makers = Makers::default();
        makers.learn(&syn::parse_str(source).unwrap());
        makers.0.into_values().next().unwrap()
    }

    #[test]
    fn a_macro_is_known_by_how_its_arms_begin() {
        let fixed = of("macro_rules! p { () => { #[derive(Clone)] pub struct P { x: u8 } impl P { fn one() {} } } }");
        assert_eq!(fixed, Made::Items(["P".into(), "one".into()].into()));
        assert!(matches!(of("macro_rules! p { ($($t:ty),*) => { $(impl Tr for $t {})* } }"), Made::Items(_)));
        assert!(matches!(of("macro_rules! p { ($vis:vis $n:ident) => { $vis fn $n() {} } }"), Made::Items(_)));
        assert!(matches!(of("macro_rules! p { (a) => { p!(b); }; (b) => { const N: u8 = 1; } }"), Made::Items(_)));
        assert_eq!(of("macro_rules! p { ($n:ident) => { let $n = 1; } }"), Made::Variables);
        for other in ["{ $x + 1 }", "{ { let y = $x; y } }", "{ println!(\"{}\", $x); }", "{ unsafe { $x } }"] {
            assert_eq!(of(&format!("macro_rules! p {{ ($x:expr) => {other} }}")), Made::Other, "{other}");
        }
    }
}
