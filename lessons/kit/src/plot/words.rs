//! A plot in sentences, for who listens: its title, its axes, and of each series what an eye takes from it first.

use super::{
    spec::{Field, FieldKind, Heat, Mark, Series, Spec},
    text,
};

/// The plot in words, a sentence a line.
pub(super) fn words(spec: &Spec) -> String {
    // A computation is a list of names and numbers already.
    if spec.diagram.is_some() {
        return text::plain(spec);
    }
    let title = if spec.title.is_empty() { say!("words-untitled") } else { say!("words-title", title = spec.title) };
    let mut lines = vec![title];
    if spec.is_empty() {
        lines.push(say!("words-empty"));
    } else if let Some(images) = &spec.images {
        lines.push(say!("words-images", count = images.pixels.len(), captions = images.captions.join(", ")));
    } else if let Some(heat) = &spec.heat {
        lines.push(map(heat, spec));
    } else {
        lines.extend(axes(spec));
        lines.extend(spec.series.iter().filter_map(|series| told(series, spec.graph)));
        lines.extend(spec.field.as_ref().map(|field| ground(field, spec)));
    }
    lines.extend(spec.notes());
    lines.join("\n")
}

/// What the axes measure, and from where to where.
fn axes(spec: &Spec) -> Vec<String> {
    if !spec.has_axes() {
        return Vec::new();
    }
    let (x, y) = spec.ranges();
    let axis = |label: &str, name: String| if label.is_empty() { name } else { format!("{name}, {label}") };
    vec![
        say!(
            "words-axis",
            axis = axis(&spec.x_label, say!("words-across")),
            from = number(x.start),
            to = number(x.end)
        ),
        say!("words-axis", axis = axis(&spec.y_label, say!("words-up")), from = number(y.start), to = number(y.end)),
    ]
}

fn told(series: &Series, graph: bool) -> Option<String> {
    let points: Vec<(f64, f64)> = series.points.iter().copied().filter(|point| !point.0.is_nan()).collect();
    let (first, last) = (points.first()?, points.last()?);
    let by = |(_, a): &&(f64, f64), (_, b): &&(f64, f64)| a.total_cmp(b);
    let (least, greatest) = (points.iter().min_by(by)?, points.iter().max_by(by)?);
    let (name, count) = (&series.name, points.len());
    Some(match series.mark {
        Mark::Edges => say!("words-edges", name = name, count = count / 2),
        _ if graph => say!("words-nodes", name = name, count = count),
        Mark::Line => say!(
            "words-line",
            name = name,
            count = count,
            first = number(first.1),
            start = number(first.0),
            last = number(last.1),
            end = number(last.0),
            least = number(least.1),
            low = number(least.0),
            greatest = number(greatest.1),
            high = number(greatest.0)
        ),
        Mark::Bars => say!(
            "words-bars",
            name = name,
            count = count,
            greatest = number(greatest.1),
            high = number(greatest.0),
            from = number(first.0),
            to = number(last.0)
        ),
        Mark::Points => {
            let (left, right) = points.iter().fold((f64::MAX, f64::MIN), |(l, r), p| (l.min(p.0), r.max(p.0)));
            let sum = points.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
            // What rounding left of a zero is none.
            let mean = |sum: f64, spread: f64| Some(sum / count as f64).filter(|mean| mean.abs() > spread * 1e-5);
            say!(
                "words-points",
                name = name,
                count = count,
                left = number(left),
                right = number(right),
                least = number(least.1),
                greatest = number(greatest.1),
                x = number(mean(sum.0, right - left).unwrap_or(0.0)),
                y = number(mean(sum.1, greatest.1 - least.1).unwrap_or(0.0))
            )
        }
    })
}

/// Where the least and the greatest of a map stand; named rows and columns by their names.
fn map(heat: &Heat, spec: &Spec) -> String {
    let place = |index: usize| {
        let name = |names: &[String], at: usize| names.get(at).cloned().unwrap_or_else(|| at.to_string());
        let row = name(&spec.rows, index / heat.columns);
        say!("words-place", row = row, column = name(&spec.columns, index % heat.columns))
    };
    let finite = || heat.values.iter().enumerate().filter(|(_, value)| value.is_finite());
    let least = finite().min_by(|a, b| a.1.total_cmp(b.1));
    let greatest = finite().max_by(|a, b| a.1.total_cmp(b.1));
    let (Some((low, least)), Some((high, greatest))) = (least, greatest) else { return say!("words-empty") };
    say!(
        "words-map",
        rows = heat.rows(),
        columns = heat.columns,
        least = number(*least),
        low = place(low),
        greatest = number(*greatest),
        high = place(high)
    )
}

/// How much of the ground behind the points belongs to each class.
fn ground(field: &Field, spec: &Spec) -> String {
    let class = |value: &f64| match field.kind {
        FieldKind::Probability => usize::from(*value >= 0.5),
        FieldKind::Classes => *value as usize,
    };
    let known: Vec<usize> = field.values.iter().filter(|value| value.is_finite()).map(class).collect();
    let share = |at: usize| {
        let of = known.iter().filter(|class| **class == at).count() as f64 / known.len().max(1) as f64;
        let named = spec.series.iter().filter(|series| series.mark == Mark::Points).nth(at);
        let name = named.map(|series| series.name.clone()).filter(|name| !name.is_empty());
        format!("{} {} %", name.unwrap_or_else(|| at.to_string()), number((100.0 * of).round()))
    };
    say!("words-ground", shares = (0..field.classes()).map(share).collect::<Vec<_>>().join(", "))
}

/// Four digits that count.
fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e9).contains(&size) {
        return format!("{value:.3e}");
    }
    let decimals = if size == 0.0 { 0 } else { (3.0 - size.log10().floor()).clamp(0.0, 7.0) as usize };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    fn of(plot: &Plot) -> String {
        words(&plot.spec)
    }

    #[test]
    fn a_curve_says_where_it_begins_ends_and_turns() {
        let plot = Plot::new("Loss").x("epoch").y("loss").curve("train", &[2.5_f32, 0.25, 0.125, 0.5]);
        assert_eq!(
            of(&plot),
            "Plot: Loss\n\
             Across, epoch: from -0.15 to 3.15.\n\
             Up, loss: from 0.00625 to 2.619.\n\
             Line train, 4 points: 2.5 at 0 to 0.5 at 3; least 0.125 at 2, greatest 2.5 at 0."
        );
    }

    #[test]
    fn points_and_the_ground_behind_them_are_counted() {
        let plot = Plot::new("").points("low", [(0, 0), (1, 1)]).points("high", [(3, 3), (4, 4)]);
        let told = of(&plot.boundary(|x, _| if x > 2.0 { 1.0 } else { 0.0 }));
        assert!(told.contains("Points low: 2, from 0 to 1 across and 0 to 1 up, around (0.5, 0.5)."), "{told}");
        assert!(told.contains("low 50 %, high 50 %") || told.contains("low 51 %, high 49 %"), "{told}");
    }

    #[test]
    fn what_rounding_left_of_a_zero_is_none() {
        let told = of(&Plot::new("").points("p", [(-1.0, -2.0), (1.0 + 1e-9, 2.0)]));
        assert!(told.contains("around (0, 0)"), "{told}");
    }

    #[test]
    fn maps_bars_graphs_and_nothing_have_words() {
        let counts = Plot::new("").histogram("ages", &[1.0_f32, 1.0, 1.0, 9.0], 2);
        assert!(of(&counts).contains("Bars ages: 2; the highest is 3 at 3"), "{}", of(&counts));
        let map = Plot::new("").heat(&[[0.0, 1.0], [0.5, -2.0]]);
        assert!(of(&map).contains("2 rows and 2 columns: least -2 in row 1, column 1, greatest 1 in row 0, column 1"));
        assert!(of(&Plot::new("")).contains("Nothing is drawn yet."));
        assert!(of(&Plot::new("").curve("loss", &[f32::NAN])).contains("1 value is not finite"));
        assert!(!of(&Plot::new("").curve("loss", &[1.0_f32])).contains('\u{2800}'));
    }

    #[test]
    fn numbers_have_four_digits_that_count() {
        let told = [0.0, 0.001234567, -12.345678, 123456.7, 1e12, 2.0].map(number);
        assert_eq!(told, ["0", "0.001235", "-12.35", "123457", "1.000e12", "2"]);
    }
}
