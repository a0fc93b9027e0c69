//! Values that were handed over.

use super::said::{Said, quoted};

/// E0382: used after it was handed over.
pub fn used(said: &Said) -> Option<String> {
    let whole = said.quoted();
    let name = *whole.first()?;
    if let Some(part) = said.spot("partially moved here") {
        return Some(say!("advice-moved-part", name = name, part = part.text, line = part.line));
    }
    // Of a variable that an earlier cell made rustc says it in a note: the body of a cell captures it.
    let why = said.spot("move occurs because").map(|spot| spot.label.as_str());
    let why = why.or_else(|| said.note("move occurs because"))?;
    let ty = *quoted(why).get(1)?;
    if said.spot("in previous iteration of loop").is_some() && ty.starts_with("Gradients<") {
        return Some(say!("advice-moved-gradients-loop", name = name));
    }
    if said.spot("in previous iteration of loop").is_some() {
        return Some(say!("advice-moved-loop", name = name, type = ty));
    }
    if let Some(closure) = said.spot("moved into closure") {
        return Some(say!("advice-moved-closure", name = name, type = ty, line = closure.line));
    }
    if let Some(list) = said.spot("implicit call to `.into_iter()`") {
        return Some(say!("advice-moved-for", name = name, type = ty, line = list.line));
    }
    let method = said.spot("moved due to this method call");
    let line = method.or_else(|| said.spot("value moved here"))?.line;
    Some(match method.and_then(|spot| spot.text.split('(').next()) {
        // A traced tensor cannot be copied.
        Some("backward") if ty.contains("traced") => say!("advice-moved-backward", name = name, line = line),
        Some(by) if ty.starts_with("Tensor<") => {
            say!("advice-moved-tensor-by", name = name, type = ty, by = by, line = line)
        }
        _ if ty.starts_with("Tensor<") => say!("advice-moved-tensor", name = name, type = ty, line = line),
        _ if ty.starts_with("Gradients<") => say!("advice-moved-gradients", name = name, line = line),
        _ if ty.contains("Linear<") || ty.contains("Conv2D<") => say!("advice-moved-model", name = name, line = line),
        Some(by) => say!("advice-moved-by", name = name, type = ty, by = by, line = line),
        None => say!("advice-moved", name = name, type = ty, line = line),
    })
}

/// E0505: handed over while something still looks at it.
pub fn lent(said: &Said) -> Option<String> {
    let whole = said.quoted();
    let (name, reader) = (*whole.first()?, said.spot("borrow later used here")?);
    let line = said.spots.first()?.line;
    Some(say!("advice-moved-lent", name = name, reader = reader.text, later = reader.line, line = line))
}

/// E0507 and E0508: taken out of what owns it.
pub fn out_of(said: &Said) -> Option<String> {
    if said.message.contains("captured variable") {
        return Some(say!("advice-move-captured", name = *said.quoted().first()?));
    }
    Some(say!("advice-move-out", text = said.at()))
}
