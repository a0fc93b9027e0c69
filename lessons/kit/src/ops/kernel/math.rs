//! Functions of one number without branches and calls, so that a loop over them becomes vector instructions.
//!
//! libm's `expf` is called once a number; these are inlined and cost a tenth. No fused multiply-add is written down:
//! without the instruction it would be a call.

use std::f32::consts::{FRAC_1_SQRT_2, LOG2_E};

/// `e^x`, within 2 units in the last place; 0 below -87.3 rounds to the smallest normal number, above 88 is held.
///
/// `x = n ln 2 + r` with `|r| <= ln 2 / 2`, a polynomial for `e^r` (Cephes, `expf.c`), and `n` put into the exponent's
/// bits. Adding `1.5 * 2^23` rounds to a whole number, which then stands in the lowest bits.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    // Not `clamp`: a NaN must come out, and `<` keeps it.
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let shifted = x * LOG2_E + ROUND;
    let n = shifted - ROUND;
    // ln 2 in two parts, so that n ln 2 loses no digits.
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let y = p * (r * r) + r + 1.0;
    y * f32::from_bits(shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23)
}

/// `1 / (1 + e^-x)`.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// A function's value and its slope at one place.
pub type Jet = (f32, f32);

/// `max(0, x)`, with slope 0 at 0 as in PyTorch.
#[inline(always)]
pub fn relu(x: f32) -> Jet {
    if x > 0.0 { (x, 1.0) } else { (0.0, 0.0) }
}

/// `x Phi(x)`, with the normal distribution's `Phi(x) = (1 + erf(x / sqrt 2)) / 2` (Hendrycks and Gimpel, 2016).
///
/// `erf` by Abramowitz and Stegun 7.1.26, off by less than 1.5e-7; its exponential is also what the slope
/// `Phi(x) + x phi(x)` needs, so that both cost one.
#[inline(always)]
pub fn gelu(x: f32) -> Jet {
    const INV_SQRT_TAU: f32 = 0.398_942_3;
    let a = x.abs() * FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * a);
    let bell = exp(-a * a);
    let mut p = 1.061_405_4;
    p = p * t - 1.453_152;
    p = p * t + 1.421_413_8;
    p = p * t - 0.284_496_74;
    p = p * t + 0.254_829_6;
    // Half the probability outside [-|x|, |x|].
    let tail = 0.5 * p * t * bell;
    let phi = if x >= 0.0 { 1.0 - tail } else { tail };
    (x * phi, phi + x * INV_SQRT_TAU * bell)
}

/// GELU with `tanh`, as GPT-2 has it: `x sigmoid(2 u)` with `u = sqrt(2 / pi) (x + 0.044715 x^3)`.
#[inline(always)]
pub fn gelu_tanh(x: f32) -> Jet {
    const SQRT_2_OVER_PI: f32 = 0.797_884_6;
    const CUBIC: f32 = 0.044_715;
    let square = x * x;
    let s = sigmoid(2.0 * SQRT_2_OVER_PI * x * (1.0 + CUBIC * square));
    (x * s, s + x * s * (1.0 - s) * 2.0 * SQRT_2_OVER_PI * (1.0 + 3.0 * CUBIC * square))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: f32, to: f32) -> impl Iterator<Item = f32> {
        (0..20_000).map(move |i| from + (to - from) * i as f32 / 20_000.0)
    }

    #[test]
    fn the_exponential_is_close_everywhere() {
        for x in range(-87.0, 88.0) {
            let exact = f64::from(x).exp();
            let off = (f64::from(exp(x)) - exact).abs() / exact;
            assert!(off < 2.4e-7, "exp({x}) is off by {off:e}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e30) < 2e-38 && exp(f32::NEG_INFINITY) < 2e-38 && exp(1e30).is_finite());
        assert!(exp(f32::NAN).is_nan());
    }

    #[test]
    fn gelu_is_its_definition_and_its_slope() {
        // Phi by Simpson's rule over the bell.
        let phi = |x: f64| {
            let (n, bell) = (2000, |t: f64| (-t * t / 2.0).exp() / std::f64::consts::TAU.sqrt());
            let h = x / f64::from(n);
            let inner: f64 = (1..n).map(|i| bell(h * f64::from(i)) * if i % 2 == 1 { 4.0 } else { 2.0 }).sum();
            0.5 + h / 3.0 * (bell(0.0) + inner + bell(x))
        };
        for x in range(-6.0, 6.0).step_by(37) {
            let wide = f64::from(x);
            let (value, slope) = gelu(x);
            assert!((f64::from(value) - wide * phi(wide)).abs() < 1e-6, "gelu({x})");
            let difference = (wide + 1e-3) * phi(wide + 1e-3) - (wide - 1e-3) * phi(wide - 1e-3);
            assert!((f64::from(slope) - difference / 2e-3).abs() < 2e-6, "gelu'({x})");
        }
    }

    #[test]
    fn gelu_with_tanh_is_its_definition_and_its_slope() {
        let exact =
            |x: f64| 0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3))).tanh());
        for x in range(-6.0, 6.0) {
            let wide = f64::from(x);
            let (value, slope) = gelu_tanh(x);
            assert!((f64::from(value) - exact(wide)).abs() < 1e-6, "gelu({x})");
            assert!((f64::from(slope) - (exact(wide + 1e-4) - exact(wide - 1e-4)) / 2e-4).abs() < 1e-5, "gelu'({x})");
        }
    }
}
