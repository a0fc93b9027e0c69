//! E0599: a method that its value does not have.

use super::{
    Known, numbers,
    said::{Said, quoted},
};

/// What other libraries call an operation of tensors, and how dfdx has it.
const OTHERWISE: [(&str, &str); 12] = [
    ("transpose", "permute::<_, Axes2<1, 0>>()"),
    ("t", "permute::<_, Axes2<1, 0>>()"),
    ("dot", "matmul(..)"),
    ("mm", "matmul(..)"),
    ("view", "reshape::<Rank2<..>>()"),
    ("unsqueeze", "reshape::<Rank2<..>>()"),
    ("flatten", "reshape::<Rank1<..>>()"),
    ("item", "array()"),
    ("numpy", "array()"),
    ("tolist", "as_vec()"),
    ("to_vec", "as_vec()"),
    ("pow", "powf(..)"),
];

/// What only numbers with a point can do.
const OF_FRACTIONS: [&str; 12] =
    ["sqrt", "exp", "ln", "log2", "log10", "powf", "powi", "sin", "cos", "tanh", "round", "floor"];

/// A method that is not there.
pub fn missing(said: &Said, known: &Known) -> Option<String> {
    let whole = said.quoted();
    let method = *whole.first()?;
    let on = said.spots.first().map_or("", |spot| spot.receiver());
    let found = said.label().split_once("not found in `").map_or("", |(_, ty)| ty.trim_end_matches('`'));
    let tensor = whole.iter().any(|ty| ty.starts_with("Tensor<"));
    if tensor && method == "backward" {
        return Some(match found.contains("traced") {
            true => say!("advice-backward-single", text = on, type = found),
            false => say!("advice-backward-traced", text = on),
        });
    }
    let whole_number = whole.get(1).is_some_and(|ty| numbers::is_whole(ty));
    if whole_number && OF_FRACTIONS.contains(&method) && !on.is_empty() {
        let bare = on.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(on);
        let call = if method.starts_with("pow") { format!("{method}(..)") } else { format!("{method}()") };
        let text = numbers::converted(bare, "f32");
        return Some(say!("advice-method-fraction", method = call, text = text, type = whole[1]));
    }
    if tensor && method == "clone" {
        return Some(say!("advice-clone-traced", text = on));
    }
    if let Some((_, ours)) = OTHERWISE.iter().find(|(theirs, _)| tensor && *theirs == method) {
        return Some(say!("advice-method-tensor", method = method, ours = ours));
    }
    if said.note("is implemented but not in scope").is_some() {
        let import = said.notes.iter().flat_map(|note| &note.replacements).find(|text| text.starts_with("use "))?;
        return Some(say!("advice-method-import", method = method, import = import.trim()));
    }
    if let Some(like) = said.note("with a similar name").filter(|note| !note.contains("different arguments")) {
        return Some(say!("advice-name-similar", name = method, other = *quoted(like).first()?));
    }
    if found.starts_with("Option<") || found.starts_with("Result<") {
        let holder = found.split('<').next().unwrap_or_default();
        return Some(say!("advice-method-inside", text = on, method = method, holder = holder));
    }
    if found.starts_with('[') && matches!(method, "push" | "pop" | "extend" | "insert" | "remove") {
        return Some(say!("advice-method-array", text = on, type = found, method = method));
    }
    let ty = whole.iter().skip(1).find_map(|ty| known.item(ty).map(|(_, cell)| (*ty, cell)))?;
    Some(match method {
        "clone" => say!("advice-method-derive", type = ty.0, cell = ty.1),
        _ => say!("advice-method-own", method = method, type = ty.0, cell = ty.1),
    })
}
