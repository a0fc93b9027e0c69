//! Cutting lines at the edges of a box.

use std::ops::Range;

/// The part of a line within the box; `None` if there is none (Liang and Barsky, 1984).
pub(super) fn line(a: (f64, f64), b: (f64, f64), x: &Range<f64>, y: &Range<f64>) -> Option<((f64, f64), (f64, f64))> {
    if !(a.0 + a.1 + b.0 + b.1).is_finite() {
        return None;
    }
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in [(-dx, a.0 - x.start), (dx, x.end - a.0), (-dy, a.1 - y.start), (dy, y.end - a.1)] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    (enter <= leave).then_some(((a.0 + enter * dx, a.1 + enter * dy), (a.0 + leave * dx, a.1 + leave * dy)))
}

/// The parts of a polyline within the box, each without a gap.
pub(super) fn polyline(points: &[(f64, f64)], x: &Range<f64>, y: &Range<f64>) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = vec![];
    for pair in points.windows(2) {
        let Some((from, to)) = line(pair[0], pair[1], x, y) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_the_edge() {
        let unit = 0.0..1.0;
        assert_eq!(line((-1.0, 0.5), (2.0, 0.5), &unit, &unit), Some(((0.0, 0.5), (1.0, 0.5))));
        assert_eq!(line((-1.0, 2.0), (2.0, 2.0), &unit, &unit), None);
        assert_eq!(line((0.5, f64::NAN), (0.5, 0.5), &unit, &unit), None);
    }

    #[test]
    fn a_polyline_breaks_where_it_leaves_and_at_gaps() {
        let unit = 0.0..1.0;
        let points = [(0.0, 0.0), (0.5, 0.5), (0.5, 2.0), (0.75, 2.0), (0.75, 0.5), (f64::NAN, f64::NAN), (0.1, 0.1)];
        let parts = polyline(&points, &unit, &unit);
        assert_eq!(parts, [vec![(0.0, 0.0), (0.5, 0.5), (0.5, 1.0)], vec![(0.75, 1.0), (0.75, 0.5)]]);
    }
}
