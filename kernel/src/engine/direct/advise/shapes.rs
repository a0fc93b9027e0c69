//! Tensors that do not fit: shapes, element types, traces.

use super::said::{Said, quoted};

/// A tensor's type as [`legible`](super::super::legible) writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tensor<'a> {
    /// `4x2`; empty for a single number, `None` if it is not told.
    shape: Option<&'a str>,
    dtype: &'a str,
    traced: bool,
}

impl<'a> Tensor<'a> {
    fn read(ty: &'a str) -> Option<Self> {
        let inner = ty.trim_start_matches('&').strip_prefix("Tensor<")?.strip_suffix('>')?;
        let mut parts = inner.split(", ");
        let first = parts.next()?;
        let is_shape = first.contains(|c: char| c.is_ascii_digit() || c == '?') && !is_dtype(first);
        let (shape, dtype) = match first {
            "_" | "..." => (None, parts.next().unwrap_or_default()),
            _ if is_shape => (Some(first), parts.next().unwrap_or_default()),
            _ => (Some(""), first),
        };
        Some(Self { shape, dtype, traced: inner.contains("traced") || inner.contains("OwnedTape") })
    }

    fn sizes(&self) -> Vec<&'a str> {
        self.shape.unwrap_or_default().split('x').filter(|size| !size.is_empty()).collect()
    }

    /// How the shape is said: a tensor without axes is one number.
    fn said(&self) -> String {
        match self.shape {
            Some("") => say!("advice-shape-single"),
            other => other.unwrap_or_default().to_owned(),
        }
    }

    /// How the shape is written: `Rank2<4, 2>`.
    fn rank(&self) -> String {
        let sizes = self.sizes();
        if sizes.is_empty() { "Rank0".to_owned() } else { format!("Rank{}<{}>", sizes.len(), sizes.join(", ")) }
    }

    fn count(&self) -> Option<usize> {
        self.sizes().iter().map(|size| size.parse::<usize>().ok()).product()
    }
}

fn is_dtype(word: &str) -> bool {
    matches!(word, "f32" | "f64" | "f16" | "usize" | "bool" | "u8" | "u32" | "i32" | "i64" | "_")
}

/// What would make one shape of the other, if anything simple does.
fn way(from: Tensor, to: Tensor) -> String {
    let (have, want) = (from.sizes(), to.sizes());
    let turned = have.len() > 1 && have.iter().rev().eq(want.iter());
    if turned {
        say!("advice-shape-turn", rank = to.rank())
    } else if from.count().is_some() && from.count() == to.count() {
        say!("advice-shape-reshape", rank = to.rank())
    } else if !want.is_empty() && have.len() < want.len() && have.iter().all(|size| want.contains(size)) {
        say!("advice-shape-broadcast", rank = to.rank())
    } else {
        String::new()
    }
}

fn with_way(words: String, way: &str) -> String {
    if way.is_empty() { words } else { format!("{words} {way}") }
}

/// E0308 between two tensors.
pub fn mismatched(said: &Said) -> Option<String> {
    let note = said.note("found struct `Tensor<").or_else(|| said.note("found `Tensor<"))?;
    let pair = quoted(note);
    let (wanted, found) = (Tensor::read(pair.first()?)?, Tensor::read(pair.get(1)?)?);
    let text = said.at();
    if let (Some(a), Some(b)) = (wanted.shape, found.shape)
        && a != b
    {
        let words = say!("advice-shape", text = text, found = found.said(), wanted = wanted.said());
        return Some(with_way(words, &way(found, wanted)));
    }
    match (wanted.traced, found.traced) {
        (false, true) => return Some(say!("advice-trace-found", text = text)),
        (true, false) => return Some(say!("advice-trace-wanted", text = text)),
        _ => {}
    }
    let differ = is_dtype(wanted.dtype) && is_dtype(found.dtype) && wanted.dtype != found.dtype;
    differ.then(|| say!("advice-dtype", text = text, found = found.dtype, wanted = wanted.dtype))
}

/// E0277 on an operation of tensors.
pub fn unsuited(said: &Said) -> Option<String> {
    let spot = said.spots.first()?;
    if said.message.contains("NoneTape: Merge<OwnedTape") {
        return Some(say!("advice-trace-order"));
    }
    if let Some(rest) = said.message.strip_prefix("cannot ")
        && let [number, tensor] = quoted(rest).as_slice()
        && let Some((left, right)) = Some(spot.operands())
        && Tensor::read(tensor).or_else(|| Tensor::read(number)).is_some()
    {
        return Some(say!("advice-tensor-first", operator = spot.text, tensor = right, number = left));
    }
    let label = said.spot("is not implemented for `").map(|spot| spot.label.as_str());
    let pair = quoted(said.note("is not implemented for `").or(label)?);
    let (wanted, left) = (*pair.first()?, Tensor::read(pair.get(1)?)?);
    let (operation, right) = wanted.split_once('<')?;
    let right = right.strip_suffix('>')?;
    match operation {
        "TryMatMul" => matmul(said, left, Tensor::read(right)?),
        "TryAdd" | "TrySub" | "TryMul" | "TryDiv" => {
            if right.starts_with("&Tensor<") {
                let text = spot.operands().1.trim_start_matches('&');
                return Some(say!("advice-tensor-lent", operator = spot.text, text = text));
            }
            match Tensor::read(right) {
                None => number(said, left, right),
                Some(right) if right.shape != left.shape => {
                    let words =
                        say!("advice-shape-pair", operator = spot.text, left = left.said(), right = right.said());
                    Some(with_way(words, &way(right, left)))
                }
                Some(right) => Some(say!("advice-dtype-pair", left = left.dtype, right = right.dtype)),
            }
        }
        _ => None,
    }
}

/// A tensor and a number of another kind.
fn number(said: &Said, tensor: Tensor, number: &str) -> Option<String> {
    let text = said.spots.first()?.operands().1;
    Some(match number {
        "{integer}" if text.bytes().all(|b| b.is_ascii_digit()) => {
            say!("advice-tensor-integer", dtype = tensor.dtype, text = text)
        }
        _ => say!("advice-tensor-number", dtype = tensor.dtype, text = text, found = number),
    })
}

/// Columns on the left must be rows on the right; in a model the right is a layer's weights.
fn matmul(said: &Said, left: Tensor, right: Tensor) -> Option<String> {
    let (ours, theirs) = (left.sizes(), right.sizes());
    let layer = said.note("required for `Linear<").map(quoted).and_then(|names| {
        let mut sizes = names.first()?.strip_prefix("Linear<")?.split(", ");
        Some((sizes.next()?.to_owned(), sizes.next()?.to_owned()))
    });
    if let Some((takes, gives)) = layer {
        let last = ours.last().copied().unwrap_or_default();
        let (takes, gives, shape) = (takes.as_str(), gives.as_str(), left.said());
        return Some(say!("advice-shape-layer", takes = takes, gives = gives, shape = shape, last = last));
    }
    let (columns, rows) = (ours.last()?, theirs.get(theirs.len().checked_sub(2)?)?);
    let words = say!("advice-shape-matmul", left = left.said(), right = right.said(), columns = columns, rows = rows);
    let turned = theirs.len() == 2 && theirs[1] == *columns;
    let hint = turned.then(|| say!("advice-shape-matmul-turn", rank = format!("Rank2<{}, {}>", theirs[1], theirs[0])));
    Some(with_way(words, &hint.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tensors_type_is_read_back() {
        let read = |ty| Tensor::read(ty).unwrap();
        assert_eq!(read("Tensor<4x2, f32>"), Tensor { shape: Some("4x2"), dtype: "f32", traced: false });
        assert_eq!(read("Tensor<f32, traced>"), Tensor { shape: Some(""), dtype: "f32", traced: true });
        assert_eq!(read("Tensor<_, _, _, OwnedTape<_, Cpu>>").shape, None);
        assert_eq!(read("Tensor<2x?, _>").shape, Some("2x?"));
        assert!(Tensor::read("Vec<f32>").is_none());
    }

    #[test]
    fn the_way_from_one_shape_to_another() {
        let tensor = |shape| Tensor { shape: Some(shape), dtype: "f32", traced: false };
        assert!(way(tensor("4x2"), tensor("2x4")).contains("permute::<Rank2<2, 4>, _>()"));
        assert!(way(tensor("4x1"), tensor("4")).contains("reshape::<Rank1<4>>()"));
        assert!(way(tensor("2"), tensor("4x2")).contains("broadcast::<Rank2<4, 2>, _>()"));
        assert_eq!(way(tensor("4x2"), tensor("5x7")), "");
        assert_eq!(way(tensor("?x2"), tensor("4x3")), "");
    }
}
