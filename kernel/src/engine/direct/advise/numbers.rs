//! Numbers of two kinds.

use super::said::Said;

/// E0277: `i32 + f32`.
pub fn mixed(said: &Said) -> Option<String> {
    let rest = said.message.strip_prefix("cannot ").or_else(|| said.message.strip_prefix("can't "))?;
    let pair = super::said::quoted(rest);
    let &[one, two] = pair.as_slice() else { return None };
    // `cannot add `R` to `L``, `cannot subtract `R` from `L``: all others name the left first.
    let turned = rest.starts_with("add") || rest.starts_with("subtract");
    let (left, right) = if turned { (two, one) } else { (one, two) };
    let (left_text, right_text) = said.spots.first()?.operands();
    let (left, right) = (kind(left)?, kind(right)?);
    // What is whole becomes a fraction, never the other way by accident; else the right follows the left.
    match (left, right) {
        (Kind::Whole(found), Kind::Fraction(wanted)) => Some(cast(left_text, found, wanted)),
        (Kind::Whole(found) | Kind::Fraction(found), Kind::Whole(wanted)) if found != wanted => {
            Some(cast(right_text, wanted, found))
        }
        (Kind::Fraction(wanted), Kind::Fraction(found)) => Some(cast(right_text, found, wanted)),
        _ => None,
    }
}

/// E0369: `x ^ 2`.
pub fn power(said: &Said) -> Option<String> {
    let fraction = said.message.starts_with("no implementation for `f") && said.at() == "^";
    let (left, right) = said.spots.first()?.operands();
    let whole = !right.is_empty() && right.bytes().all(|b| b.is_ascii_digit());
    match (fraction, whole) {
        (false, _) => None,
        (true, true) => Some(say!("advice-number-power", text = left, method = "powi", power = right)),
        (true, false) => Some(say!("advice-number-power", text = left, method = "powf", power = right)),
    }
}

/// E0308: a number where one of another kind is wanted.
pub fn wanted(said: &Said) -> Option<String> {
    let label = said.label().strip_prefix("expected ")?;
    let (wanted, found) = label.split_once(", found ")?;
    let (wanted, found) = (wanted.trim_matches('`'), found.trim_matches('`'));
    match (kind(wanted)?, kind(found)?) {
        (Kind::Whole(wanted), Kind::Fraction(_)) => {
            Some(say!("advice-number-whole", text = said.at(), wanted = wanted))
        }
        (Kind::Whole(wanted) | Kind::Fraction(wanted), Kind::Whole(found) | Kind::Fraction(found)) => {
            Some(cast(said.at(), found, wanted))
        }
    }
}

/// Whether this names whole numbers.
pub fn is_whole(ty: &str) -> bool {
    matches!(kind(ty), Some(Kind::Whole(_)))
}

/// An expression made a number of another kind. `as` binds closer than every other operator.
pub fn converted(text: &str, wanted: &str) -> String {
    match operator(text) {
        Some(_) => format!("({text}) as {wanted}"),
        None => format!("{text} as {wanted}"),
    }
}

/// The last operator between two parts of an expression, if it stands in no brackets: where, and which.
fn operator(text: &str) -> Option<(usize, char)> {
    let mut depth = 0_usize;
    let mut last = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '+' | '-' | '*' | '/' | '%'
                if depth == 0 && text[..at].ends_with(' ') && text[at + 1..].starts_with(' ') =>
            {
                last = Some((at, c));
            }
            _ => {}
        }
    }
    last
}

#[derive(Clone, Copy)]
enum Kind<'a> {
    Whole(&'a str),
    Fraction(&'a str),
}

fn kind(ty: &str) -> Option<Kind<'_>> {
    match ty {
        "f32" | "f64" | "{float}" | "floating-point number" => Some(Kind::Fraction(ty)),
        "{integer}" | "integer" | "usize" | "isize" => Some(Kind::Whole(ty)),
        _ => {
            let digits = ty.strip_prefix(['i', 'u'])?;
            digits.bytes().all(|b| b.is_ascii_digit()).then_some(Kind::Whole(ty))
        }
    }
}

/// A literal is written otherwise, anything else is converted.
fn cast(text: &str, found: &str, wanted: &str) -> String {
    let literal = text.bytes().all(|b| b.is_ascii_digit() || b == b'_') && !text.is_empty();
    let wanted = if wanted == "{float}" { "f32" } else { wanted };
    match kind(wanted) {
        Some(Kind::Fraction(_)) if literal => say!("advice-number-point", text = text, wanted = wanted),
        _ if found.starts_with('{') || found.contains(' ') || found == "integer" => {
            say!("advice-number-literal", text = text, wanted = wanted)
        }
        _ => match (kind(wanted), operator(text)) {
            // Converted after the division, the fraction is lost already.
            (Some(Kind::Fraction(_)), Some((at, '/'))) => say!(
                "advice-number-divided",
                left = converted(text[..at].trim_end(), wanted),
                right = converted(text[at + 1..].trim_start(), wanted)
            ),
            _ => {
                say!("advice-number-cast", text = text, cast = converted(text, wanted), found = found, wanted = wanted)
            }
        },
    }
}
