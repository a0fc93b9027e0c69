//! The same SVG in fewer bytes: recordings keep it, and a browser draws it sooner. plotters writes each shape as one
//! line of its own with every attribute, those that say nothing too.

/// Attributes that say what is so anyway.
const SAID_ANYWAY: [&str; 3] = [" opacity=\"1\"", " stroke=\"none\"", " stroke-width=\"0\""];

/// Leaves out what says nothing, joins neighbouring rectangles of one look to one path, and makes two circles around
/// one centre one circle with a stroke.
pub(super) fn slim(svg: &str) -> String {
    let mut slim: Vec<String> = vec![];
    // The look of the path that the last line is, as long as rectangles can be added to it.
    let mut open: Option<String> = None;
    for line in svg.lines() {
        let line = trimmed(line);
        let joined = match (rectangle(&line), slim.last_mut(), open.take()) {
            (Some((look, piece)), Some(path), Some(known)) if look == known => {
                path.truncate(path.len() - END.len());
                path.push_str(&format!("{piece}{END}"));
                open = Some(look);
                continue;
            }
            (Some((look, piece)), ..) => {
                let path = format!("<path{look} d=\"{piece}{END}");
                open = Some(look);
                path
            }
            (None, Some(last), _) => match ringed(last, &line) {
                Some(both) => {
                    *last = both;
                    continue;
                }
                None => line,
            },
            (None, None, _) => line,
        };
        slim.push(joined);
    }
    slim.join("\n") + "\n"
}

/// How a path ends.
const END: &str = "\"/>";

fn trimmed(line: &str) -> String {
    let line = SAID_ANYWAY.iter().fold(line.to_owned(), |line, said| line.replace(said, ""));
    let line = line.replace(" \"/>", "\"/>");
    match value(&line, "font-size").and_then(|size| Some((size, size.parse::<f64>().ok()?))) {
        Some((size, number)) => line.replace(size, &format!("{}", (number * 10.0).round() / 10.0)),
        None => line,
    }
}

/// An attribute's value.
fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let tag = line.strip_prefix('<')?;
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// An attribute's value as a whole number.
fn number(line: &str, name: &str) -> Option<i32> {
    value(line, name)?.parse().ok()
}

/// A rectangle's look (its attributes but for place and size), and the rectangle as a piece of a path.
fn rectangle(line: &str) -> Option<(String, String)> {
    let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| number(line, name));
    let (x, y, width, height) = (x?, y?, width?, height?);
    let placed = format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
    let look = line.strip_prefix(&placed)?.strip_suffix("/>")?;
    Some((look.to_owned(), format!("M{x} {y}h{width}v{height}h-{width}z")))
}

/// A circle that lies on a larger one around the same centre, as one with a stroke.
fn ringed(below: &str, above: &str) -> Option<String> {
    let circle = |line: &str| {
        let (x, y, r) = (number(line, "cx")?, number(line, "cy")?, number(line, "r")?);
        let fill = value(line, "fill")?.to_owned();
        // No other attribute, and none joined before.
        (line == format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{fill}\"/>")).then_some(((x, y), r, fill))
    };
    let ((centre, outer, ring), (same, inner, fill)) = (circle(below)?, circle(above)?);
    if centre != same || outer <= inner {
        return None;
    }
    let ((x, y), width, r) = (centre, outer - inner, f64::from(outer + inner) / 2.0);
    Some(format!(
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{fill}\" stroke=\"{ring}\" stroke-width=\"{width}\"/>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out() {
        let line = r##"<polygon opacity="1" fill="#FFFFFF" stroke="none" points="1,2 3,4 "/>"##;
        assert_eq!(slim(line), "<polygon fill=\"#FFFFFF\" points=\"1,2 3,4\"/>\n");
        let text = "<text x=\"1\" font-size=\"30.000000000000004\">\nfont-size 1.25\n</text>";
        assert_eq!(slim(text), "<text x=\"1\" font-size=\"30\">\nfont-size 1.25\n</text>\n");
        let faint = "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" opacity=\"0.5\" fill=\"#000000\"/>";
        assert_eq!(slim(faint), "<path opacity=\"0.5\" fill=\"#000000\" d=\"M1 2h3v4h-3z\"/>\n");
    }

    #[test]
    fn neighbouring_rectangles_of_one_colour_are_one_path() {
        let rect = |x: i32, fill: &str| {
            format!("<rect x=\"{x}\" y=\"0\" width=\"2\" height=\"5\" opacity=\"1\" fill=\"{fill}\"/>")
        };
        let svg = [rect(0, "#A"), rect(2, "#A"), rect(4, "#B"), "<g/>".into(), rect(6, "#B")].join("\n");
        let paths = "<path fill=\"#A\" d=\"M0 0h2v5h-2zM2 0h2v5h-2z\"/>\n<path fill=\"#B\" d=\"M4 0h2v5h-2z\"/>\n<g/>\n\
                     <path fill=\"#B\" d=\"M6 0h2v5h-2z\"/>\n";
        assert_eq!(slim(&svg), paths);
    }

    #[test]
    fn a_circle_on_a_circle_is_one_with_a_stroke() {
        let circle = |x: i32, r: i32, fill: &str| {
            format!("<circle cx=\"{x}\" cy=\"0\" r=\"{r}\" opacity=\"1\" fill=\"{fill}\"/>")
        };
        let svg = [circle(1, 12, "#W"), circle(1, 10, "#B"), circle(1, 8, "#C"), circle(2, 8, "#C")].join("\n");
        let slimmer = "<circle cx=\"1\" cy=\"0\" r=\"11\" fill=\"#B\" stroke=\"#W\" stroke-width=\"2\"/>\n\
                       <circle cx=\"1\" cy=\"0\" r=\"8\" fill=\"#C\"/>\n<circle cx=\"2\" cy=\"0\" r=\"8\" fill=\"#C\"/>\n";
        assert_eq!(slim(&svg), slimmer);
    }
}
