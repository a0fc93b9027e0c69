//! What an error means here and what to try: one sentence of ours under rustc's own words.
//!
//! ```text
//! said.rs     Said     what rustc said, in terms of the learner's text
//! known.rs    Known    what the session knows: variables, definitions, names that are gone or not there yet
//! moved.rs, borrows.rs, changes.rs, shapes.rs, numbers.rs, types.rs, traits.rs, unknown.rs, methods.rs, names.rs,
//! items.rs, syntax.rs  small functions from these two to a sentence, by the kind of mistake
//! ```
//!
//! The list of errors is that of what the lessons teach. An error that is not in it stays as rustc wrote it, and so
//! does one whose words have changed so that a function does not find what it looks for: no sentence is better than a
//! wrong one.

mod borrows;
mod changes;
mod items;
mod known;
mod methods;
mod moved;
mod names;
mod numbers;
mod said;
mod shapes;
mod syntax;
mod traits;
mod types;
mod unknown;

pub use known::Known;
pub use said::{Said, is_about_a_path};

/// The sentence for an error, if there is one.
pub fn advise(said: &Said, known: &Known) -> Option<String> {
    match said.code {
        "E0382" => moved::used(said),
        "E0505" => moved::lent(said),
        "E0507" | "E0508" => moved::out_of(said),
        "E0502" => borrows::changed(said),
        "E0499" => borrows::twice(said),
        "E0506" => borrows::assigned(said),
        "E0597" => borrows::short(said),
        "E0716" => borrows::temporary(said),
        "E0373" => borrows::closure(said),
        "E0515" => borrows::returned(said),
        "E0384" | "E0594" | "E0596" => changes::constant(said, known),
        "E0308" => types::mismatched(said),
        "E0277" => traits::missing(said, known),
        "E0282" | "E0283" | "E0284" | "E0689" => unknown::annotate(said),
        "E0599" => methods::missing(said, known),
        "E0405" | "E0412" | "E0422" | "E0423" | "E0425" | "E0432" | "E0433" | "E0463" => names::unknown(said, known),
        "E0603" | "E0616" => items::private(said, known),
        "E0026" | "E0560" | "E0609" => items::no_field(said, known),
        "E0063" => items::fields_left(said),
        "E0061" => items::arguments(said, known),
        "E0107" => items::parameters(said),
        "E0106" => items::lifetime(said),
        "E0004" => items::cases_left(said),
        "E0005" => items::may_not_fit(said),
        "E0023" | "E0027" => items::parts(said),
        "E0369" => items::operator(said, known),
        "E0618" => items::called(said),
        "E0605" | "E0606" => items::cast(said),
        "" | "E0765" => syntax::slip(said),
        _ => None,
    }
}

#[cfg(test)]
#[path = "advise/tests.rs"]
mod tests;
