//! The table of types whose values can be told in a few words, and the words. Nothing here is generic over the
//! learner's types, so it is compiled with the kit and costs a cell nothing.

use super::glance::{Eye, Glance};
use std::any::Any;

/// The longest text that is told whole, in letters.
const LETTERS: usize = 40;

/// Bytes and words of a value: by the table; else by the eye for its type; else its type's size.
pub(super) fn glance(value: &dyn Any, size: usize, eye: Option<Eye>) -> Glance {
    match known(value) {
        Some((held, preview)) => Glance { size: held as u64, preview: Some(preview) },
        None => eye.and_then(|eye| eye(value)).unwrap_or(Glance { size: size as u64, preview: None }),
    }
}

/// The bytes a value of a known type holds, and the value in words.
fn known(value: &dyn Any) -> Option<(usize, String)> {
    macro_rules! plain {
        ($($ty:ty),*) => {$(
            if let Some(value) = value.downcast_ref::<$ty>() {
                return Some((size_of::<$ty>(), format!("{value:?}")));
            }
        )*};
    }
    macro_rules! floats {
        ($($ty:ty: $value:ident => $told:expr;)*) => {$(
            if let Some($value) = value.downcast_ref::<$ty>() {
                return Some((size_of::<$ty>(), $told));
            }
        )*};
    }
    floats! {
        f32: x => float(f64::from(*x));
        f64: x => float(*x);
        (f32, f32): x => format!("({}, {})", float(f64::from(x.0)), float(f64::from(x.1)));
        (f64, f64): x => format!("({}, {})", float(x.0), float(x.1));
        [f32; 2]: x => floats(&x.map(f64::from));
        [f64; 2]: x => floats(x);
        [f32; 3]: x => floats(&x.map(f64::from));
        [f64; 3]: x => floats(x);
        ([f32; 2], f32): x => format!("({}, {})", floats(&x.0.map(f64::from)), float(f64::from(x.1)));
        Option<f32>: x => x.map_or_else(|| "None".to_owned(), |x| format!("Some({})", float(f64::from(x))));
        Option<f64>: x => x.map_or_else(|| "None".to_owned(), |x| format!("Some({})", float(x)));
    }
    plain! {
        i32, usize, bool, u8, u32, u64, i64, i8, i16, u16, i128, u128, isize, char, (usize, usize), (i32, i32),
        Option<i32>, Option<usize>, Option<bool>
    }
    if let Some(text) = value.downcast_ref::<&'static str>() {
        return Some((text.len(), quoted(text)));
    }
    if let Some(text) = value.downcast_ref::<String>() {
        return Some((text.len(), quoted(text)));
    }
    if let Some(texts) = value.downcast_ref::<Vec<String>>() {
        let held = size_of::<String>() * texts.len() + texts.iter().map(String::len).sum::<usize>();
        return Some((held, listed(texts.len(), texts.iter().map(|text| quoted(text)))));
    }
    if let Some(rows) = value.downcast_ref::<Vec<Vec<f32>>>() {
        let held = rows.iter().map(|row| size_of::<Vec<f32>>() + size_of_val(row.as_slice())).sum();
        let row = |row: &Vec<f32>| listed(row.len(), row.iter().map(|x| float(f64::from(*x))));
        return Some((held, listed(rows.len(), rows.iter().map(row))));
    }
    None
}

/// A list of `count` items of `size` bytes, with its first ones.
pub(super) fn list(count: usize, size: usize, first: &[&dyn Any]) -> Glance {
    let words: Option<Vec<String>> = first.iter().map(|item| known(*item).map(|(_, words)| words)).collect();
    let preview = match words {
        Some(words) => listed(count, words.into_iter()),
        None => say!("glance-items", count = count),
    };
    Glance { size: (count * size) as u64, preview: Some(preview) }
}

/// A tensor of this shape, whose elements have `size` bytes, with its first ones.
pub(super) fn tensor(shape: &[usize], size: usize, first: &[&dyn Any]) -> Glance {
    match (shape, first) {
        ([], [only]) => Glance { size: size as u64, preview: known(*only).map(|(_, words)| words) },
        _ => list(shape.iter().product(), size, first),
    }
}

/// A map of `count` entries of `size` bytes.
pub(super) fn entries(count: usize, size: usize) -> Glance {
    Glance { size: (count * size) as u64, preview: Some(say!("glance-entries", count = count)) }
}

/// Items in brackets; how many there are in all, if not all are told.
fn listed(count: usize, words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.take(super::glance::SHOWN).collect();
    let more = if words.len() < count { format!(", … {count}") } else { String::new() };
    format!("[{}{more}]", words.join(", "))
}

fn floats(values: &[f64]) -> String {
    listed(values.len(), values.iter().map(|value| float(*value)))
}

/// At most four digits behind the point; powers of ten where those would hide the number.
fn float(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || size == 0.0 {
        return format!("{value:?}");
    }
    if !(1e-3..1e6).contains(&size) {
        let digits = format!("{value:.3e}");
        let (number, power) = digits.split_once('e').unwrap_or((&digits, "0"));
        return format!("{}e{power}", number.trim_end_matches('0').trim_end_matches('.'));
    }
    let digits = format!("{value:.4}");
    let short = digits.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

fn quoted(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return format!("{text:?}");
    }
    let cut: String = text.chars().take(LETTERS).collect();
    let told = format!("{cut:?}");
    format!("{}…\"", &told[..told.len() - 1])
}
