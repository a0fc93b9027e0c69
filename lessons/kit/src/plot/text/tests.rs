//! How plots look as text: reviewed by eye, kept as they were.

use crate::{prelude::*, scalar::Value};

fn text(plot: &Plot) -> String {
    super::plain(&plot.spec)
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
    assert!(shown.contains('⣿') && shown.lines().all(|line| line.chars().count() <= super::PLAIN.width), "{shown}");
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

/// The coloured text without its escape sequences.
fn stripped(ansi: &str) -> String {
    let mut pieces = ansi.split("\x1b[");
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('m').unwrap().1)
}

#[test]
fn colours_change_no_words_and_end_with_each_line() {
    let low = (0..8).map(|i| (i, i * 3 % 5));
    let plot = Plot::new("Two classes").x("width").y("height").points("low", low.clone()).points("high", [(9, 9)]);
    let plots = [
        plot.clone(),
        plot.clone().boundary(|x, y| (x + y) / 20.0),
        plot.regions(|x, _| usize::from(x > 4.0)),
        Plot::new("histogram").histogram("h", &[1.0, 2.0, 2.5], 4),
        Plot::new("heat").heat(&[[1.0, 2.0], [3.0, f64::NAN]]),
        Plot::new("nothing").line("l", low.take(0)),
    ];
    for plot in plots {
        let (ansi, plain) = (super::ansi(&plot.spec), super::plain(&plot.spec));
        for line in ansi.lines().filter(|line| line.contains('\x1b')) {
            assert!(line.matches("\x1b[0m").count() * 2 == line.matches('\x1b').count(), "{line:?}");
        }
        let shown = stripped(&ansi);
        assert!(shown.lines().all(|line| line.chars().count() <= super::COLOURED.width), "{shown}");
        let words = |text: &str| text.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>();
        let said = words(&shown);
        assert!(words(&plain).iter().all(|word| said.contains(word) || "shades from to".contains(word)), "{shown}");
    }
}

#[test]
fn a_boundary_colours_the_ground_and_keeps_its_line() {
    let plot = Plot::new("").points("a", [(0, 0)]).points("b", [(4, 4)]).boundary(|x, _| x / 4.0);
    let shown = super::ansi(&plot.spec);
    let ground = |p: f64| {
        let plotters::style::RGBColor(r, g, b) = crate::plot::palette::muted_probability(p);
        shown.matches(&format!("48;2;{r};{g};{b}")).count()
    };
    assert!(ground(0.0) > 10 && ground(0.5) > 10 && ground(1.0) > 10, "{shown}");
    assert_eq!(stripped(&shown).lines().filter(|line| line.contains(['⢸', '⡇'])).count(), super::COLOURED.height);
}

/// Four rows of weights, each of which sums to one, as a causal head has them.
const HEAD: [[f32; 4]; 4] = [[1.0, 0.0, 0.0, 0.0], [0.25, 0.75, 0.0, 0.0], [0.5, 0.2, 0.3, 0.0], [0.1, 0.0, 0.3, 0.6]];

#[test]
fn a_confusion_matrix_is_a_table_of_counts() {
    let (truth, predicted) = ([0, 0, 0, 1, 1, 2, 2, 2, 2], [0, 0, 1, 1, 1, 2, 2, 0, 2]);
    let plot = Plot::new("Which penguin?").confusion(&truth, &predicted, &["Adelie", "Chinstrap", "Gentoo"]);
    insta::assert_snapshot!(text(&plot));
}

#[test]
fn attention_names_its_tokens_whatever_they_are_written_in() {
    let words = ["The", "cat", "sat", "\n"];
    insta::assert_snapshot!("attention", text(&Plot::new("Head 0").attention(&words, &words, &HEAD)));
    let poem = ["床", "前", "明", "月"];
    let poem = Plot::new("Head 0").attention(&poem, &poem, &HEAD);
    insta::assert_snapshot!("attention-of-a-poem", text(&poem));
    // The picture's font has no Chinese: positions stand there.
    let svg = poem.bundle().text("image/svg+xml").unwrap().to_owned();
    assert!(!svg.contains('床') && svg.contains("\n3\n"), "{svg}");
}

#[test]
fn a_graph_has_letters_for_nodes_and_lines_for_edges() {
    let edges = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)];
    insta::assert_snapshot!(text(&Plot::new("Two triangles").graph(edges, &[0, 0, 0, 1, 1, 1], &["left", "right"])));
}

#[test]
fn embeddings_carry_their_words() {
    let vectors = [[1.0, 0.0, 2.0], [1.1, 0.2, 2.1], [-3.0, 0.5, -2.0], [-2.9, 1.5, -2.2]];
    let plot = Plot::new("Words").embedding(&vectors, &[0; 4], &[""]).labels(&["king", "queen", "apple", "pear"]);
    insta::assert_snapshot!(text(&plot));
}

#[test]
fn images_are_dots_with_their_captions() {
    let ring = |radius: i32| -> Vec<f32> {
        let at = |p: i32| ((p % 16 - 8).pow(2) + (p / 16 - 8).pow(2) - radius.pow(2)).abs();
        (0..256).map(|p| if at(p) < 9 { 255.0 } else { 0.0 }).collect()
    };
    insta::assert_snapshot!(text(&Plot::new("Rings").images(&[3, 5, 7].map(ring), 16, &["3", "five", "7"])));
}

#[test]
fn a_computation_is_an_indented_list() {
    let (a, b) = (Value::new(2), Value::new(-3));
    let product = &a * &b;
    let loss = (&product + &a * 0.5).tanh();
    loss.backward();
    insta::assert_snapshot!(text(&loss.graph(&[("a", &a), ("b", &b), ("ab", &product), ("loss", &loss)])));
}

#[test]
fn weights_are_one_curve_for_each_matrix() {
    let model = device(0).build_module::<(Linear<30, 40>, ReLU, Linear<40, 20>), f32>();
    let shown = text(&Plot::new("Weights").weights(&model, 12));
    assert!(shown.contains("0.weight") && shown.contains("2.weight") && !shown.contains("bias"), "{shown}");
}
