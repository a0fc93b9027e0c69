//! What a picture must hold.

use crate::plot::palette::Theme;
use crate::{prelude::*, scalar::Value};
use std::collections::BTreeMap;

/// The size of the pictures here: small ones are drawn fast.
const SIZE: (u32, u32) = (480, 300);

fn every_kind() -> impl Iterator<Item = Plot> {
    let points = [(1.0, 2.0), (2.0, 3.5), (4.0, 7.0)];
    let plots = [
        Plot::new("points").points("a", points).points("b", [(3, 3)]).boundary(|x, _| x / 4.0),
        Plot::new("classes").points("a", points).regions(|x, y| usize::from(x > 2.0) + usize::from(y > 4.0)),
        Plot::new("line").x("x").y("y").line("a", points).function("f", 0.0..3.0, |x| x * x),
        Plot::new("histogram").histogram("h", &[1.0, 2.0, 2.5, f32::NAN], 4),
        Plot::new("heat").heat(&[[1.0, 2.0], [3.0, f64::NAN]]),
        Plot::new("empty"),
        Plot::new("confusion").confusion(&[0, 1, 2, 2], &[0, 1, 1, 2], &["a", "b", "c"]).dark(),
        Plot::new("attention").attention(&["long tokens", "床"], &["long tokens", "床"], &[[1.0, 0.0], [0.4, 0.6]]),
        Plot::new("graph").graph([(0, 1), (1, 2), (2, 0), (2, 3)], &[0, 0, 1, 1], &["a", "b"]),
        Plot::new("many").graph((0..80).map(|i| (i, (i + 1) % 80)), &[], &["a"]).dark(),
        Plot::new("words")
            .embedding(&[[1.0, 2.0], [3.0, 1.0], [5.0, 5.0]], &[0, 0, 0], &[""])
            .labels(&["a", "b", "霜"]),
        Plot::new("images").images(&[[0.0, 1.0, 0.5, 0.2], [1.0, 0.0, 0.0, 1.0]], 2, &["a", "b"]),
        (Value::new(2.0) * 3.0).tanh().graph(&[]),
        Plot::new("range").points("a", points).line("b", points).x_range(1.5..3.0).y_range(0.0..5.0),
    ];
    plots.into_iter().map(|plot| plot.size(SIZE.0, SIZE.1))
}

/// How often each colour occurs.
fn colours(bytes: &[u8], size: (u32, u32)) -> BTreeMap<[u8; 3], usize> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    assert_eq!(reader.info().size(), size);
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let mut count = BTreeMap::new();
    pixels.chunks(3).for_each(|p| *count.entry([p[0], p[1], p[2]]).or_default() += 1);
    count
}

#[test]
fn every_plot_is_a_picture_with_ink_on_paper() {
    for plot in every_kind() {
        let bundle = plot.bundle();
        let types: Vec<&str> = bundle.iter().map(|(mime, _)| mime).collect();
        assert_eq!(
            types,
            ["image/png", "image/svg+xml", "text/vnd.gradus.words", "text/vnd.gradus.ansi", "text/plain"]
        );
        let colours = colours(bundle.binary("image/png").unwrap(), SIZE);
        assert!(colours.len() > 20, "{} colours in {plot:?}", colours.len());
        let paper = Theme::of(plot.spec.dark).paper;
        assert!(colours[&[paper.0, paper.1, paper.2]] > 15_000, "{plot:?}");
    }
}

#[test]
fn both_series_show_in_their_colours() {
    let plot = Plot::new("").points("a", [(0, 0)]).points("b", [(1, 1)]).size(400, 300);
    let colours = colours(plot.bundle().binary("image/png").unwrap(), (400, 300));
    assert!(colours[&[0, 114, 178]] > 100 && colours[&[213, 94, 0]] > 100, "{colours:?}");
}

#[test]
fn every_svg_is_well_formed_and_names_the_font() {
    for plot in every_kind() {
        let svg = super::svg(&plot.spec).unwrap();
        assert_well_formed(&svg);
        assert!(
            svg.starts_with(
                "<svg width=\"480\" height=\"300\" style=\"max-width:100%;height:auto\" viewBox=\"0 0 960 600\""
            ),
            "{svg:.200}"
        );
        assert!(svg.contains("font-family=\"DejaVu Sans, sans-serif\""));
        assert!(svg.len() < 100_000, "{} bytes in {plot:?}", svg.len());
    }
}

/// Tags nest, attributes are quoted, and no bare `&` stands anywhere.
fn assert_well_formed(svg: &str) {
    let mut open = vec![];
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        assert!(!text.contains('>') && tag.matches('"').count() % 2 == 0, "{piece}");
        let entity = |rest: &str| ["lt;", "gt;", "amp;", "quot;", "apos;"].iter().any(|e| rest.starts_with(e));
        assert!(piece.split('&').skip(1).all(entity), "{piece}");
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if !tag.ends_with('/') => open.push(name),
            None => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_busy_picture_is_a_small_svg() {
    let dots = |n: i32| (0..n).map(|i| (f64::from(i * 37 % 101), f64::from(i * 53 % 97))).collect::<Vec<_>>();
    let busy = Plot::new("busy").points("a", dots(150)).points("b", dots(70));
    let border = busy.clone().boundary(|x, y| 1.0 / (1.0 + ((y - x) / 8.0).exp()));
    let regions = busy.clone().regions(|x, y| usize::from(x > y) + usize::from(x * y > 2000.0));
    let [plain, border, regions] = [busy, border, regions].map(|plot| super::svg(&plot.spec).unwrap().len());
    assert!(plain < 30_000 && border < plain + 60_000 && regions < plain + 20_000, "{plain} {border} {regions}");
}

#[test]
fn words_are_escaped() {
    assert_well_formed(&super::svg(&Plot::new("a < b & \"c\"").spec).unwrap());
}

#[test]
fn a_spiky_line_stays_within_its_values() {
    // plotters' own wide lines shoot beyond sharp corners: here they would leave ink above the box.
    let spikes: Vec<f32> = (0..600).map(|i| (i * 7919 % 101) as f32).collect();
    let plot = Plot::new("").curve("", &spikes).y_range(-100.0..200.0).size(960, 600);
    let bytes = super::png(&plot.spec).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let inked = |row: &[u8]| row.chunks(3).filter(|p| p[2] > p[0].saturating_add(60)).count();
    let rows: Vec<usize> = pixels.chunks(960 * 3).map(inked).collect();
    // The box lies between 30 and 559: values take the middle third of it.
    assert!(rows[250..350].iter().all(|n| *n > 100), "{rows:?}");
    assert!(rows[..180].iter().chain(&rows[420..]).all(|n| *n == 0), "{rows:?}");
}

#[test]
fn sizes_are_held_within_reason() {
    let bundle = Plot::new("tiny").points("p", [(1, 1)]).size(1, 0).bundle();
    colours(bundle.binary("image/png").unwrap(), (240, 180));
}
