//! Definitions used otherwise than they were made: fields, arguments, patterns, operators, lifetimes.

use super::{Known, said::Said};

/// E0616 and E0603: what its owner keeps to itself.
pub fn private(said: &Said, known: &Known) -> Option<String> {
    let whole = said.quoted();
    let name = *whole.first()?;
    let Some(ty) = whole.get(1).map(|ty| ty.split('<').next().unwrap_or(ty)) else {
        return Some(say!("advice-private-item", name = name));
    };
    Some(match known.item(ty) {
        Some((_, cell)) => say!("advice-private-own", name = name, type = ty, cell = cell),
        None if ty == "Tensor" => say!("advice-private-tensor"),
        None => say!("advice-private", name = name, type = ty),
    })
}

/// E0560, E0609, E0026: no such field.
pub fn no_field(said: &Said, known: &Known) -> Option<String> {
    let whole = said.quoted();
    let is_type = |word: &&&str| known.item(word.split('<').next().unwrap_or(word)).is_some();
    let ty = whole.iter().find(is_type)?;
    let field = whole.iter().find(|word| *word != ty)?;
    let cell = known.item(ty.split('<').next().unwrap_or(ty))?.1;
    Some(say!("advice-field", type = *ty, field = *field, cell = cell))
}

/// E0063: fields without a value.
pub fn fields_left(said: &Said) -> Option<String> {
    let whole = said.quoted();
    let (ty, fields) = whole.split_last()?;
    let fields = fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ");
    Some(match ty.ends_with("Config") {
        true => say!("advice-fields-config", type = *ty, fields = fields),
        false => say!("advice-fields-left", type = *ty, fields = fields),
    })
}

/// E0061: too few or too many arguments.
pub fn arguments(said: &Said, known: &Known) -> Option<String> {
    let name = said.at();
    let mut numbers = said.message.split_whitespace().filter_map(|word| word.parse::<usize>().ok());
    let (wanted, given) = (numbers.next()?, numbers.next()?);
    Some(match known.item(name) {
        Some((_, cell)) => say!("advice-arguments-own", name = name, wanted = wanted, given = given, cell = cell),
        None => say!("advice-arguments", name = name, wanted = wanted, given = given),
    })
}

/// E0107: too few or too many parameters of a type.
pub fn parameters(said: &Said) -> Option<String> {
    let name = said.at();
    name.starts_with("Rank").then(|| say!("advice-parameters-rank", name = name))
}

/// E0106: a reference that does not say whose it is.
pub fn lifetime(said: &Said) -> Option<String> {
    Some(match said.note("this function's return type contains a borrowed value") {
        Some(_) => say!("advice-lifetime-return"),
        None => say!("advice-lifetime"),
    })
}

/// E0004: a `match` that leaves cases out.
pub fn cases_left(said: &Said) -> Option<String> {
    Some(say!("advice-cases", case = *said.quoted().first()?))
}

/// E0005: a pattern that may not fit.
pub fn may_not_fit(said: &Said) -> Option<String> {
    Some(say!("advice-pattern", pattern = said.at()))
}

/// E0023 and E0027: a pattern of other parts than the value.
pub fn parts(said: &Said) -> Option<String> {
    Some(match said.code {
        "E0027" => say!("advice-pattern-rest"),
        _ => say!("advice-pattern-parts", pattern = said.at()),
    })
}

/// E0369: an operator that a type does not have.
pub fn operator(said: &Said, known: &Known) -> Option<String> {
    let operator = said.at();
    let whole = said.quoted();
    if matches!(operator, "==" | "!=" | "<" | ">" | "<=" | ">=") {
        let ty = whole.iter().find(|ty| known.item(ty).is_some())?;
        let derive =
            if operator.len() == 2 && operator != "<=" && operator != ">=" { "PartialEq" } else { "PartialOrd" };
        return Some(say!("advice-operator-derive", type = *ty, derive = derive, cell = known.item(ty)?.1));
    }
    if let Some(power) = super::numbers::power(said) {
        return Some(power);
    }
    let (left, right) = said.spots.first()?.operands();
    let types: Vec<&str> = said.spots.iter().filter(|spot| !spot.primary).map(|spot| spot.label.as_str()).collect();
    if types.iter().any(|ty| ty.starts_with("Vec<") || ty.starts_with('[') || ty.starts_with("&[")) {
        let both = types.iter().filter(|ty| ty.starts_with("Vec<") || ty.starts_with('[')).count() == 2;
        return Some(match both {
            true => say!("advice-operator-lists", operator = operator, left = left, right = right),
            false => say!("advice-operator-list", operator = operator, left = left, right = right),
        });
    }
    if types.iter().all(|ty| ty.ends_with("str")) && !types.is_empty() {
        return Some(say!("advice-operator-text", left = left, right = right));
    }
    for (text, ty) in [(left, types.first()), (right, types.get(1))] {
        match ty.and_then(|ty| ty.split_once('<')).map(|(name, _)| name) {
            Some("Option") => return Some(say!("advice-option-found", text = text)),
            Some("Result") => return Some(say!("advice-result-found", text = text)),
            _ => {}
        }
    }
    let bare = whole.iter().map(|ty| ty.trim_start_matches('&'));
    let (ty, cell) = bare.into_iter().find_map(|ty| known.item(ty).map(|(_, cell)| (ty, cell)))?;
    Some(say!("advice-operator-own", type = ty, operator = operator, cell = cell))
}

/// E0618: called, but no function.
pub fn called(said: &Said) -> Option<String> {
    let name = said.at();
    let ty = *said.quoted().first()?;
    Some(say!("advice-called", name = name, type = ty))
}

/// E0605 and E0606: `as` between what is not both numbers.
pub fn cast(said: &Said) -> Option<String> {
    let whole = said.quoted();
    let (from, to) = (*whole.first()?, *whole.get(1)?);
    if from.contains("str") || from.contains("String") {
        let text = said.at().rsplit_once(" as ").map_or(said.at(), |(text, _)| text);
        return Some(say!("advice-cast-text", text = text, type = to));
    }
    (!said.message.starts_with("casting `&")).then(|| say!("advice-cast", from = from, to = to))
}
