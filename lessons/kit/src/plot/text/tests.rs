//! How plots look as text: reviewed by eye, kept as they were.

use crate::prelude::*;

fn text(plot: &Plot) -> String {
    super::draw(&plot.spec)
}

#[test]
fn a_line_and_a_curve_look_like_this() {
    let plot = Plot::new("Two functions").x("x").y("f(x)");
    let plot = plot.function("sin", 0.0..6.0, f32::sin).function("0.2 x", 0.0..6.0, |x| 0.2 * x);
    let expected = include_str!("two-functions.txt");
    assert_eq!(text(&plot), expected.trim_end());
}

#[test]
fn classes_and_their_boundary_look_like_this() {
    let low = (0..8).map(|i| (f64::from(i), f64::from(i * 3 % 5)));
    let high = (0..8).map(|i| (f64::from(i) + 4.0, f64::from(i * 3 % 5) + 6.0));
    let plot = Plot::new("Two classes").points("low", low).points("high", high);
    let plot = plot.boundary(|x, y| 1.0 / (1.0 + (9.0 - x - y).exp()));
    let expected = include_str!("two-classes.txt");
    assert_eq!(text(&plot), expected.trim_end());
}

#[test]
fn a_single_value_fills_one_bar() {
    let shown = text(&Plot::new("").histogram("same", &[2.0_f32; 5], 1));
    assert!(shown.contains('⣿') && shown.lines().all(|line| line.chars().count() <= super::WIDTH), "{shown}");
}

#[test]
fn labels_the_picture_cannot_write_are_kept_in_the_text() {
    let shown = text(&Plot::new("企鹅").points("阿德利", [(1, 2)]));
    assert!(shown.contains("#1 = 企鹅, #2 = 阿德利"), "{shown}");
}

#[test]
fn nothing_and_nan_are_said_in_words() {
    assert!(text(&Plot::new("empty")).contains("(nothing to draw yet)"));
    let shown = text(&Plot::new("").curve("loss", &[f32::NAN, f32::INFINITY]));
    assert!(shown.contains("(nothing to draw yet)\n2 values are not finite"), "{shown}");
    assert!(text(&Plot::new("").boundary(|_, _| 0.2)).contains("add the points first"));
    assert!(text(&Plot::new("").points_xy("p", &[1.0], &[1.0, 2.0])).contains("1 x and 2 y"));
}

#[test]
fn extreme_ranges_are_drawn() {
    for points in [[(1e-300, -1e300), (1e300, 1e300)], [(5.0, 5.0), (5.0, 5.0)], [(-1e-12, 0.0), (1e-12, 1e-12)]] {
        assert!(text(&Plot::new("").line("l", points)).lines().count() > 15, "{points:?}");
    }
}
