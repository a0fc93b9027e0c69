//! The lines where a field crosses a level: marching squares (Lorensen and Cline, 1987, in two dimensions).

use super::spec::{Field, FieldKind};
use std::collections::HashMap;

/// A point in the field's own x and y.
type Point = (f64, f64);

/// The lines between classes: `p = 0.5`, or where one class ends and another begins.
pub(super) fn borders(field: &Field) -> Vec<Vec<Point>> {
    match field.kind {
        FieldKind::Probability => join(&level(field, &|v| v, 0.5)),
        // Each class against the rest; the first one's borders are the others' too. Class numbers jump, so a line
        // between nodes is stairs: evened out within less than a cell.
        FieldKind::Classes => (1..field.classes())
            .flat_map(|class| join(&level(field, &|v| f64::from(u8::from(v as usize == class)), 0.5)))
            .map(|line| even(&even(&line)))
            .collect(),
    }
}

fn level(field: &Field, value: &dyn Fn(f64) -> f64, level: f64) -> Vec<[Point; 2]> {
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
fn cell(corners: [(f64, f64, f64); 4], level: f64) -> Vec<[Point; 2]> {
    let crossings: Vec<Point> = (0..4).filter_map(|k| crossing(corners[k], corners[(k + 1) % 4], level)).collect();
    // Two crossings are one piece; four (a saddle) are two. A line through a node makes pieces without a length.
    crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]).filter(|[a, b]| a != b).collect()
}

fn crossing(a: (f64, f64, f64), b: (f64, f64, f64), level: f64) -> Option<Point> {
    if (a.2 >= level) == (b.2 >= level) || !(a.2.is_finite() && b.2.is_finite()) {
        return None;
    }
    // Both cells at this edge must find the very same point, or their pieces could not be joined.
    let (a, b) = if (a.0, a.1) <= (b.0, b.1) { (a, b) } else { (b, a) };
    let share = (level - a.2) / (b.2 - a.2);
    Some((a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1)))
}

/// Joins pieces that share an end into long lines. At most two pieces meet in a point, one from each cell.
fn join(pieces: &[[Point; 2]]) -> Vec<Vec<Point>> {
    let key = |p: Point| (p.0.to_bits(), p.1.to_bits());
    let mut at: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        piece.iter().for_each(|end| at.entry(key(*end)).or_default().push(index));
    }
    let mut used = vec![false; pieces.len()];
    let mut follow = |line: &mut Vec<Point>| {
        while let Some(&end) = line.last()
            && let Some(next) = at[&key(end)].iter().copied().find(|index| !used[*index])
        {
            used[next] = true;
            line.push(if pieces[next][0] == end { pieces[next][1] } else { pieces[next][0] });
        }
        line.len()
    };
    let mut lines = vec![];
    for piece in pieces {
        let mut line = vec![piece[0]];
        if follow(&mut line) > 1 {
            // It may have begun in the middle: go on from the other end.
            line.reverse();
            follow(&mut line);
            lines.push(line);
        }
    }
    lines
}

/// Moves each inner point to the mean of itself and its neighbours.
fn even(line: &[Point]) -> Vec<Point> {
    let mut evened = line.to_vec();
    for (slot, three) in evened.iter_mut().skip(1).zip(line.windows(3)) {
        let mean = |f: fn(&Point) -> f64| three.iter().map(f).sum::<f64>() / 3.0;
        *slot = (mean(|p| p.0), mean(|p| p.1));
    }
    evened
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind, f: impl Fn(f64, f64) -> f64) -> Field {
        let nodes = (0..=20).flat_map(|j| (0..=20).map(move |i| (f64::from(i) / 20.0, f64::from(j) / 20.0)));
        let values = nodes.map(|(x, y)| f(x, y)).collect();
        Field { kind, x: 0.0..1.0, y: 0.0..1.0, columns: 21, values }
    }

    #[test]
    fn a_plane_is_crossed_along_one_straight_line() {
        let lines = borders(&field(FieldKind::Probability, |x, y| 0.9 * x + y));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].len() > 10 && lines[0].iter().all(|(x, y)| (0.9 * x + y - 0.5).abs() < 1e-9));
    }

    #[test]
    fn a_hill_is_crossed_along_a_ring() {
        let lines = borders(&field(FieldKind::Probability, |x, y| 1.0 - 4.0 * ((x - 0.5).powi(2) + (y - 0.5).powi(2))));
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
    }

    #[test]
    fn classes_meet_where_the_function_steps() {
        let lines = borders(&field(FieldKind::Classes, |x, _| if x < 0.48 { 0.0 } else { 1.0 }));
        assert!(lines.len() == 1 && lines[0].iter().all(|(x, _)| (0.45..=0.5).contains(x)), "{lines:?}");
    }

    #[test]
    fn nothing_is_crossed_by_a_constant_or_by_nan() {
        assert!(borders(&field(FieldKind::Probability, |_, _| 0.7)).is_empty());
        assert!(borders(&field(FieldKind::Probability, |_, _| f64::NAN)).is_empty());
    }
}
