//! The line where a field crosses a level: marching squares (Lorensen and Cline, 1987, in two dimensions).

use super::spec::{Field, FieldKind};

/// A piece of the line, in the field's own x and y.
pub(super) type Segment = [(f64, f64); 2];

/// The lines between classes: `p = 0.5`, or where one class ends and another begins.
pub(super) fn borders(field: &Field) -> Vec<Segment> {
    match field.kind {
        FieldKind::Probability => level(field, &|v| v, 0.5),
        // Each class against the rest; a border of two classes is found twice, in the same place.
        FieldKind::Classes => (0..field.classes())
            .flat_map(|class| level(field, &|v| f64::from(u8::from(v as usize == class)), 0.5))
            .collect(),
    }
}

fn level(field: &Field, value: &dyn Fn(f64) -> f64, level: f64) -> Vec<Segment> {
    let (columns, rows) = (field.columns - 1, field.rows() - 1);
    let node = |i: usize, j: usize| {
        let x = field.x.start + (field.x.end - field.x.start) * i as f64 / columns as f64;
        let y = field.y.start + (field.y.end - field.y.start) * j as f64 / rows as f64;
        (x, y, value(field.value(i, j)))
    };
    let cells = (0..rows).flat_map(|j| (0..columns).map(move |i| (i, j)));
    cells.flat_map(|(i, j)| cell([node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)], level)).collect()
}

/// The pieces within one cell whose corners go around it.
fn cell(corners: [(f64, f64, f64); 4], level: f64) -> Vec<Segment> {
    let crossings: Vec<(f64, f64)> = (0..4).filter_map(|k| crossing(corners[k], corners[(k + 1) % 4], level)).collect();
    // Two crossings are one piece; four (a saddle) are two.
    crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

fn crossing(a: (f64, f64, f64), b: (f64, f64, f64), level: f64) -> Option<(f64, f64)> {
    if (a.2 >= level) == (b.2 >= level) || !(a.2.is_finite() && b.2.is_finite()) {
        return None;
    }
    let share = (level - a.2) / (b.2 - a.2);
    Some((a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind, f: impl Fn(f64, f64) -> f64) -> Field {
        let values =
            (0..=20).flat_map(|j| (0..=20).map(move |i| (i, j))).map(|(i, j)| f(i as f64 / 20.0, j as f64 / 20.0));
        Field { kind, x: 0.0..1.0, y: 0.0..1.0, columns: 21, values: values.collect() }
    }

    #[test]
    fn a_plane_is_crossed_along_a_straight_line() {
        let pieces = borders(&field(FieldKind::Probability, |x, y| x + y));
        assert!(pieces.len() >= 10);
        assert!(pieces.iter().flatten().all(|(x, y)| (x + y - 0.5).abs() < 1e-9));
    }

    #[test]
    fn classes_meet_where_the_function_steps() {
        let pieces = borders(&field(FieldKind::Classes, |x, _| if x < 0.48 { 0.0 } else { 1.0 }));
        assert!(!pieces.is_empty() && pieces.iter().flatten().all(|(x, _)| (0.45..=0.5).contains(x)));
    }
}
