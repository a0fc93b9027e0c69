//! Fewer points for the same line (Douglas and Peucker, 1973). plotters rounds to whole pixels: the pieces of a
//! densely sampled curve would each be a pixel or two long and the line would tremble.

/// How far the line may move, in pixels.
const TOLERANCE: f64 = 0.2;

pub(super) fn simplify(line: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept = vec![false; line.len()];
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((start, end)) = open.pop() {
        kept[start..=end].iter_mut().step_by((end - start).max(1)).for_each(|keep| *keep = true);
        let away = |&i: &usize| distance(line[i], line[start], line[end]);
        if let Some(far) = (start + 1..end).max_by(|a, b| away(a).total_cmp(&away(b)))
            && away(&far) > TOLERANCE
        {
            open.extend([(start, far), (far, end)]);
        }
    }
    line.iter().zip(kept).filter_map(|(point, keep)| keep.then_some(*point)).collect()
}

/// From a point to the piece between `a` and `b`.
fn distance(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (p.0 - a.0 - along * dx).hypot(p.1 - a.1 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_stretches_lose_their_inner_points_and_corners_stay() {
        let line: Vec<_> = (0..=10).map(|i| (f64::from(i), f64::from((i - 5_i32).abs()))).collect();
        assert_eq!(simplify(&line), [(0.0, 5.0), (5.0, 0.0), (10.0, 5.0)]);
        assert_eq!(simplify(&[(1.0, 1.0)]), [(1.0, 1.0)]);
        assert_eq!(simplify(&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]), [(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]);
    }

    #[test]
    fn a_curve_moves_less_than_the_tolerance() {
        let line: Vec<_> = (0..=900).map(|i| (f64::from(i), 200.0 * (f64::from(i) / 100.0).sin())).collect();
        let short = simplify(&line);
        let off = |p: &(f64, f64)| short.windows(2).map(|w| distance(*p, w[0], w[1])).fold(f64::INFINITY, f64::min);
        assert!(short.len() < 200 && line.iter().all(|p| off(p) <= TOLERANCE), "{} points", short.len());
    }
}
