//! A type as a person writes it: `Vec<(f32, f32)>`, `Tensor<4x2, f32>`, `closure(f32) -> f32`.
//!
//! From `std::any::type_name`: modules go, a tensor's shape becomes its sizes, its device goes. In full a tensor's type
//! reads as code can write it: `Tensor<Rank2<4, 2>, f32, Cpu>`.

/// The readable form of a printed type. `signature` is that of a closure, as `fn(A) -> R`, or of an iterator, as
/// `iter Item`.
pub fn readable(type_name: &str, signature: Option<&str>) -> String {
    told(type_name, signature, tensors)
}

/// The form in full: nothing left out but modules.
pub fn in_full(type_name: &str, signature: Option<&str>) -> String {
    told(type_name, signature, ranks)
}

fn told(type_name: &str, signature: Option<&str>, tensors: fn(&str) -> String) -> String {
    let short = without_modules(type_name);
    match signature {
        Some(signature) if short.contains("{closure}") && !short.contains('<') => {
            format!("closure{}", without_modules(signature.strip_prefix("fn").unwrap_or(signature)))
        }
        Some(signature) if short.contains("{closure}") => match signature.strip_prefix("iter ") {
            Some(item) => format!("iterator of {}", without_modules(item)),
            None => short,
        },
        _ => tensors(&short),
    }
}

/// Every path cut down to its last name.
fn without_modules(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        if !is_path(first) {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
        let path = rest[..end].trim_end_matches(':');
        let last = path.rsplit("::").next().unwrap_or(path);
        out.push_str(if path.contains("{{closure}}") { "{closure}" } else { last });
        rest = &rest[end..];
    }
    out
}

fn is_path(c: char) -> bool {
    c.is_alphanumeric() || "_:{}".contains(c)
}

/// In a text, `Tensor<(Const<4>, usize), f32, Cpu>` becomes `Tensor<4x?, f32>`: a size known only at run time is a `?`.
pub fn tensors(short: &str) -> String {
    let mut out = String::with_capacity(short.len());
    let mut rest = short;
    while let Some(at) = rest.find("Tensor<(") {
        let inside = &rest[at + "Tensor<".len()..];
        let Some(shape_end) = closing(inside) else { break };
        let (shape, after) = inside.split_at(shape_end + 1);
        // `, f32, Cpu>` or `, f32, Cpu, OwnedTape<f32, Cpu>>`
        let Some(end) = closing_angle(after) else { break };
        let mut parts = after[..end].trim_start_matches(", ").split(", ");
        let dtype = parts.next().unwrap_or_default();
        let taped = match &after[..end] {
            rest if rest.contains("OwnedTape") => ", traced",
            // rustc's own shortening may hide it.
            rest if rest.ends_with(", ...") => ", ...",
            _ => "",
        };
        out.push_str(&rest[..at]);
        out.push_str(&format!("Tensor<{}{dtype}{taped}>", sizes(shape)));
        rest = &after[end + 1..];
    }
    out + rest
}

/// `(Const<4>, Const<2>)` becomes `Rank2<4, 2>`, dfdx's own name for it; a shape with open sizes stays.
fn ranks(short: &str) -> String {
    // What a tensor without a tape has by default.
    let short = short.replace(", NoneTape>", ">");
    let mut out = String::with_capacity(short.len());
    let mut rest = short.as_str();
    while let Some(at) = rest.find("(Const<") {
        let Some(end) = closing(&rest[at..]) else { break };
        let (before, shape) = (&rest[..at], &rest[at..=at + end]);
        let sizes = sizes(shape);
        out.push_str(before);
        match sizes.strip_suffix(", ").filter(|sizes| !sizes.contains('?')) {
            Some(sizes) => {
                let sizes: Vec<&str> = sizes.split('x').collect();
                out.push_str(&format!("Rank{}<{}>", sizes.len(), sizes.join(", ")));
            }
            None => out.push_str(shape),
        }
        rest = &rest[at + end + 1..];
    }
    out + rest
}

/// `(Const<4>, Const<2>)` as `4x2, `; a scalar's empty shape as nothing.
fn sizes(shape: &str) -> String {
    let inner = shape.trim_matches(['(', ')']);
    let sizes: Vec<&str> = inner
        .split(',')
        .map(str::trim)
        .filter(|size| !size.is_empty())
        .map(|size| match size.strip_prefix("Const<").and_then(|size| size.strip_suffix('>')) {
            Some(size) => size,
            None if size == "usize" => "?",
            None => size,
        })
        .collect();
    if sizes.is_empty() { String::new() } else { sizes.join("x") + ", " }
}

/// The byte of the bracket that closes the one at the start.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The byte of the `>` that closes an angle opened before the start.
fn closing_angle(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if text[..at].ends_with('-') => {}
            '>' if depth == 0 => return Some(at),
            '>' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_go() {
        assert_eq!(readable("alloc::vec::Vec<(f32, alloc::string::String)>", None), "Vec<(f32, String)>");
        assert_eq!(readable("&str", None), "&str");
        assert_eq!(
            readable("alloc::boxed::Box<dyn core::ops::function::Fn(f32) -> f32>", None),
            "Box<dyn Fn(f32) -> f32>"
        );
        assert_eq!(readable("cell::__g2::Point", None), "Point");
    }

    #[test]
    fn tensors_show_their_sizes() {
        let tensor = |shape: &str, rest: &str| {
            readable(
                &format!("dfdx::tensor::tensor_impls::Tensor<{shape}, f32, dfdx::tensor::cpu::device::Cpu{rest}>"),
                None,
            )
        };
        let fixed = "(dfdx::shapes::shape::Const<4>, dfdx::shapes::shape::Const<2>)";
        assert_eq!(tensor(fixed, ""), "Tensor<4x2, f32>");
        assert_eq!(tensor("(usize, dfdx::shapes::shape::Const<3>)", ""), "Tensor<?x3, f32>");
        assert_eq!(tensor("()", ""), "Tensor<f32>");
        let tape = ", dfdx::tensor::gradients::OwnedTape<f32, dfdx::tensor::cpu::device::Cpu>";
        assert_eq!(tensor(fixed, tape), "Tensor<4x2, f32, traced>");
    }

    #[test]
    fn in_full_a_tensor_reads_as_code_writes_it() {
        let full = |shape: &str| {
            in_full(&format!("dfdx::tensor::Tensor<{shape}, f32, dfdx::tensor::Cpu, dfdx::tensor::NoneTape>"), None)
        };
        assert_eq!(full("(d::Const<4>, d::Const<2>)"), "Tensor<Rank2<4, 2>, f32, Cpu>");
        assert_eq!(full("(d::Const<4>,)"), "Tensor<Rank1<4>, f32, Cpu>");
        assert_eq!(full("(usize, d::Const<2>)"), "Tensor<(usize, Const<2>), f32, Cpu>");
        assert_eq!(full("(d::Const<2>, usize)"), "Tensor<(Const<2>, usize), f32, Cpu>");
    }

    #[test]
    fn closures_and_iterators_say_what_they_do() {
        let closure = "cell::gradus_cell::{{closure}}::{{closure}}";
        assert_eq!(readable(closure, Some("fn(f32, alloc::vec::Vec<u8>) -> f32")), "closure(f32, Vec<u8>) -> f32");
        let map = format!("core::iter::adapters::map::Map<core::ops::range::Range<i32>, {closure}>");
        assert_eq!(readable(&map, Some("iter i32")), "iterator of i32");
        assert_eq!(readable(closure, None), "{closure}");
    }
}
