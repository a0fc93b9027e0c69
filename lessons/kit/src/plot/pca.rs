//! The two directions along which points in many dimensions spread most (Pearson, 1901), by power iteration: multiply a
//! vector by the covariance again and again, and what remains is the direction of the greatest spread.

/// Points in the plane of the two directions, and the share of the whole variance along each.
pub(super) struct Projection {
    pub points: Vec<(f64, f64)>,
    pub shares: [f64; 2],
}

/// At most so many multiplications; fewer where the direction stands still.
const ROUNDS: usize = 500;
const STILL: f64 = 1e-12;

/// Projects rows of numbers. What is shorter than the longest row is filled with zeros.
pub(super) fn project(rows: &[Vec<f64>]) -> Projection {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mean: Vec<f64> =
        (0..width).map(|i| rows.iter().filter_map(|row| row.get(i)).sum::<f64>() / rows.len() as f64).collect();
    let centred = |row: &Vec<f64>| (0..width).map(|i| row.get(i).unwrap_or(&0.0) - mean[i]).collect();
    let mut rest: Vec<Vec<f64>> = rows.iter().map(centred).collect();
    let total = spread(&rest);
    let mut axes = vec![];
    for _ in 0..2 {
        let direction = direction(&rest, width);
        let along: Vec<f64> = rest.iter().map(|row| dot(row, &direction)).collect();
        // What is left spreads across this direction only.
        for (row, along) in rest.iter_mut().zip(&along) {
            row.iter_mut().zip(&direction).for_each(|(x, d)| *x -= along * d);
        }
        axes.push(along);
    }
    let share = |axis: &[f64]| if total > 0.0 { axis.iter().map(|x| x * x).sum::<f64>() / total } else { 0.0 };
    let shares = [share(&axes[0]), share(&axes[1])];
    Projection { points: axes[0].iter().copied().zip(axes[1].iter().copied()).collect(), shares }
}

fn direction(rows: &[Vec<f64>], width: usize) -> Vec<f64> {
    // Begins with the row furthest from the mean, which lies in no direction without spread.
    let far = rows.iter().max_by(|a, b| dot(a, a).total_cmp(&dot(b, b)));
    let Some(mut direction) = far.and_then(|row| unit(row.clone())) else { return vec![0.0; width] };
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; width];
        for row in rows {
            let along = dot(row, &direction);
            next.iter_mut().zip(row).for_each(|(sum, x)| *sum += along * x);
        }
        let Some(next) = unit(next) else { break };
        let moved = 1.0 - dot(&next, &direction).abs();
        direction = next;
        if moved < STILL {
            break;
        }
    }
    // A direction and its opposite are the same axis: the largest part points up, so that a picture stays as it was.
    let largest = direction.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    direction.iter_mut().for_each(|x| *x *= largest.signum());
    direction
}

fn unit(mut vector: Vec<f64>) -> Option<Vec<f64>> {
    let length = dot(&vector, &vector).sqrt();
    vector.iter_mut().for_each(|x| *x /= length);
    (length > 1e-300 && length.is_finite()).then_some(vector)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn spread(rows: &[Vec<f64>]) -> f64 {
    rows.iter().map(|row| dot(row, row)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_direction_comes_first() {
        // An ellipse in a plane of five dimensions, three times as long as wide.
        let (u, v) = ([0.6, 0.0, 0.8, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]);
        let rows: Vec<Vec<f64>> = (0..40)
            .map(|i| f64::from(i) * std::f64::consts::TAU / 40.0)
            .map(|t| (0..5).map(|k| 7.0 + 3.0 * t.cos() * u[k] + t.sin() * v[k]).collect())
            .collect();
        let Projection { points, shares } = project(&rows);
        assert!((shares[0] - 0.9).abs() < 1e-6 && (shares[1] - 0.1).abs() < 1e-6, "{shares:?}");
        for (i, (x, y)) in points.iter().enumerate() {
            let t = i as f64 * std::f64::consts::TAU / 40.0;
            assert!((x - 3.0 * t.cos()).abs() < 1e-4 && (y - t.sin()).abs() < 1e-4, "{i}: {x} {y}");
        }
    }

    #[test]
    fn points_without_spread_lie_at_the_middle() {
        assert_eq!(project(&[vec![2.0, 3.0], vec![2.0, 3.0]]).points, [(0.0, 0.0), (0.0, 0.0)]);
        assert!(project(&[]).points.is_empty());
        assert_eq!(project(&[vec![0.0], vec![2.0]]).points, [(-1.0, 0.0), (1.0, 0.0)]);
    }
}
