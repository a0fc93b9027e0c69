//! A derivative against finite differences, and which mistake a wrong one looks like.
//!
//! The oracle is the central difference `(f(x+h) - f(x-h)) / 2h`, whose error falls with `h^2`. One step of
//! Richardson's extrapolation, `(4 D(h/2) - D(h)) / 3`, removes that term, so that `h` may be large enough for
//! `f32` not to drown in rounding (Numerical Recipes, 5.7).

use super::{Check, Numbers, fail, numbers::say_apart, numbers::say_number};
use gradus_protocol::Verdict;

/// A number that a loss is computed in.
pub trait Float: Copy {
    /// The distance from 1 to the next number.
    const EPSILON: f64;
    /// As `f64`.
    fn wide(self) -> f64;
    /// From `f64`, rounded.
    fn narrow(x: f64) -> Self;
}

impl Float for f32 {
    const EPSILON: f64 = f32::EPSILON as f64;
    fn wide(self) -> f64 {
        f64::from(self)
    }
    fn narrow(x: f64) -> Self {
        x as f32
    }
}

impl Float for f64 {
    const EPSILON: f64 = f64::EPSILON;
    fn wide(self) -> f64 {
        self
    }
    fn narrow(x: f64) -> Self {
        x
    }
}

impl Check {
    /// Requires `gradient` to be the derivative of `loss` at `point`, by finite differences.
    ///
    /// Takes `f32` and `f64` closures; `f64` measures far more finely, so take it where the learner's code allows.
    ///
    /// # Errors
    /// The verdict that ends the check: which component is off, and the usual cause of that ratio.
    pub fn gradient<F: Float, G: Numbers>(
        &mut self,
        name: &str,
        loss: impl Fn(&[F]) -> F,
        gradient: impl Fn(&[F]) -> G,
        point: &[F],
    ) -> Result<(), Verdict> {
        let at: Vec<f64> = point.iter().map(|x| x.wide()).collect();
        let mut moved = point.to_vec();
        let mut wide = |x: &[f64]| {
            moved.iter_mut().zip(x).for_each(|(slot, x)| *slot = F::narrow(*x));
            loss(&moved).wide()
        };
        let measured = measure(&mut wide, &at, F::EPSILON);
        judge(name, &gradient(point).numbers(), &measured)
    }
}

/// One component of the measured gradient and how far it may be trusted.
#[derive(Clone, Copy)]
struct Measured {
    slope: f64,
    doubt: f64,
}

fn measure(loss: &mut dyn FnMut(&[f64]) -> f64, at: &[f64], epsilon: f64) -> Vec<Measured> {
    (0..at.len()).map(|i| slope(loss, at, i, epsilon)).collect()
}

fn slope(loss: &mut dyn FnMut(&[f64]) -> f64, at: &[f64], axis: usize, epsilon: f64) -> Measured {
    let mut x = at.to_vec();
    let mut largest = 0.0_f64;
    let mut difference = |h: f64| {
        x[axis] = at[axis] + h;
        let above = loss(&x);
        x[axis] = at[axis] - h;
        let below = loss(&x);
        largest = largest.max(above.abs()).max(below.abs());
        (above - below) / (2.0 * h)
    };
    // epsilon^(1/5) balances the fourth-order truncation against rounding: 0.04 in f32, 7e-4 in f64.
    let start = epsilon.powf(0.2) * at[axis].abs().max(1.0);
    let mut best = Measured { slope: f64::NAN, doubt: f64::INFINITY };
    // A kink (relu) within the step makes the two differences disagree: look closer.
    for h in [start, start / 8.0, start / 64.0] {
        let (coarse, fine) = (difference(h), difference(h / 2.0));
        let doubt = (coarse - fine).abs();
        if doubt < best.doubt {
            best = Measured { slope: (4.0 * fine - coarse) / 3.0, doubt };
        }
        if doubt <= 1e-3 * fine.abs() {
            break;
        }
    }
    let rounding = 4.0 * epsilon * largest / start;
    Measured { doubt: best.doubt + rounding, ..best }
}

/// A component may be off by a hundredth of itself, of the whole gradient's thousandth, and of what was measured badly.
fn agrees(got: f64, measured: Measured, scale: f64) -> bool {
    (got - measured.slope).abs() <= 1e-2 * measured.slope.abs() + 1e-3 * scale + measured.doubt
}

fn judge(name: &str, got: &[f64], measured: &[Measured]) -> Result<(), Verdict> {
    if got.len() != measured.len() {
        return fail(say!("check-gradient-count", name = name, got = got.len(), expected = measured.len()));
    }
    super::close::finite(name, got, false)?;
    if let Some(axis) = measured.iter().position(|m| !m.slope.is_finite()) {
        // Not the learner's gradient but the loss itself has no value near here.
        return Err(Verdict::Broken { message: say!("check-gradient-unmeasurable", name = name, axis = axis) });
    }
    let scale = measured.iter().map(|m| m.slope.abs()).fold(0.0, f64::max);
    let Some(axis) = (0..got.len()).find(|&i| !agrees(got[i], measured[i], scale)) else { return Ok(()) };
    let place = if got.len() == 1 { name.to_owned() } else { format!("{name}[{axis}]") };
    let (said, expected) = say_apart(got[axis], measured[axis].slope);
    let off = say!("check-gradient-off", place = place, got = said, expected = expected);
    fail(match cause(got, measured, scale) {
        Some(cause) => format!("{off} {cause}"),
        None => off,
    })
}

/// The usual cause, when the whole gradient is off by one factor.
fn cause(got: &[f64], measured: &[Measured], scale: f64) -> Option<String> {
    if got.iter().all(|g| *g == 0.0) {
        return Some(say!("check-gradient-zero"));
    }
    let times = |factor: f64| {
        let scaled = measured.iter().map(|m| Measured { slope: factor * m.slope, doubt: factor.abs() * m.doubt });
        scaled.zip(got).all(|(m, g)| agrees(*g, m, factor.abs() * scale))
    };
    let strongest = (0..got.len()).max_by(|&a, &b| measured[a].slope.abs().total_cmp(&measured[b].slope.abs()))?;
    let ratio = got[strongest] / measured[strongest].slope;
    let whole = ratio.abs().round();
    let part = (1.0 / ratio.abs()).round();
    Some(match () {
        () if times(-1.0) => say!("check-gradient-sign"),
        () if times(0.5) => say!("check-gradient-half"),
        () if times(2.0) => say!("check-gradient-double"),
        () if times(-0.5) || times(-2.0) => say!("check-gradient-sign-and-two"),
        () if whole > 2.0 && times(whole) => say!("check-gradient-times", factor = say_number(whole)),
        () if part.is_finite() && part > 2.0 && times(1.0 / part) => {
            say!("check-gradient-part", factor = say_number(part))
        }
        () if times(ratio) => say!("check-gradient-ratio", factor = say_number(ratio)),
        () if is_shuffled(got, measured, scale) => say!("check-gradient-order"),
        () => return None,
    })
}

/// Whether the right numbers stand in another order.
fn is_shuffled(got: &[f64], measured: &[Measured], scale: f64) -> bool {
    let mut sorted = (got.to_vec(), measured.to_vec());
    sorted.0.sort_by(f64::total_cmp);
    sorted.1.sort_by(|a, b| a.slope.total_cmp(&b.slope));
    sorted.0.iter().zip(sorted.1).all(|(g, m)| agrees(*g, m, scale))
}

#[cfg(test)]
mod tests {
    use crate::check::check;

    /// The mean squared error of a line through three points, and its gradient times `factor`.
    const POINTS: [(f32, f32); 3] = [(1.0, 2.0), (2.0, 3.5), (4.0, 7.0)];

    fn loss(w: &[f32]) -> f32 {
        POINTS.iter().map(|(x, y)| (w[0] * x + w[1] - y).powi(2)).sum::<f32>() / 3.0
    }

    fn gradient(w: &[f32], factor: f32) -> Vec<f32> {
        let sum = |f: fn(f32) -> f32| POINTS.iter().map(|(x, y)| (w[0] * x + w[1] - y) * f(*x)).sum::<f32>();
        vec![factor * 2.0 / 3.0 * sum(|x| x), factor * 2.0 / 3.0 * sum(|_| 1.0)]
    }

    fn said(gradient: impl Fn(&[f32]) -> Vec<f32>) -> String {
        check(|c| c.gradient("grad", loss, gradient, &[0.3, -0.2]).and_then(|()| c.pass("right"))).message().to_owned()
    }

    #[test]
    fn the_true_gradient_passes() {
        assert_eq!(said(|w| gradient(w, 1.0)), "right");
    }

    #[test]
    fn the_usual_mistakes_are_named() {
        assert!(said(|w| gradient(w, -1.0)).contains("sign"), "{}", said(|w| gradient(w, -1.0)));
        assert!(said(|w| gradient(w, 0.5)).contains("half"));
        assert!(said(|w| gradient(w, 2.0)).contains("twice"));
        assert!(said(|w| gradient(w, -2.0)).contains("sign"));
        assert!(said(|w| gradient(w, 3.0)).contains("3.0 times"), "{}", said(|w| gradient(w, 3.0)));
        assert!(said(|w| gradient(w, 1.0 / 3.0)).contains("3.0"));
        assert!(said(|w| gradient(w, 0.0)).contains("zero"));
        assert!(said(|w| gradient(w, 1.0).into_iter().rev().collect()).contains("order"));
        assert!(said(|w| gradient(w, 1.0)[..1].to_vec()).contains("1 number"));
        assert!(said(|_| vec![f32::NAN, 0.0]).starts_with("grad[0] gave NaN"));
    }

    #[test]
    fn only_the_component_that_is_off_is_named() {
        let wrong = said(|w| vec![gradient(w, 1.0)[0], 7.0]);
        assert!(wrong.starts_with("grad[1] gave 7.0"), "{wrong}");
    }

    #[test]
    fn kinks_do_not_mislead() {
        let relu = |w: &[f64]| w[0].max(0.0);
        let step = |w: &[f64]| [f64::from(u8::from(w[0] > 0.0))];
        for at in [0.001, -0.001, 2.0] {
            assert!(check(|c| c.gradient("relu", relu, step, &[at]).and_then(|()| c.pass(""))).passed(), "{at}");
        }
    }

    #[test]
    fn a_loss_without_a_value_is_our_mistake() {
        let verdict = check(|c| c.gradient("g", |_: &[f64]| f64::NAN, |_| [0.0], &[1.0]).and_then(|()| c.pass("")));
        assert!(matches!(verdict, crate::Verdict::Broken { .. }));
    }

    #[test]
    fn f64_measures_finely() {
        let (f, df) =
            (|w: &[f64]| w[0].sin() * w[1].exp(), |w: &[f64]| [w[0].cos() * w[1].exp(), w[0].sin() * w[1].exp()]);
        assert!(check(|c| c.gradient("g", f, df, &[0.7, 1.1]).and_then(|()| c.pass(""))).passed());
    }
}
