//! A frame, a series or a column as a table: text for terminals, HTML for notebooks.

use gradus::MimeBundle;
use polars::prelude::{AnyValue, ChunkedArray, Column, DataFrame, IntoSeries, PolarsDataType, Series};

/// At most this many rows are shown.
const ROWS: usize = 20;

/// What is laid out as a table when a cell shows it.
pub trait Tabular {
    /// The table, as HTML and text.
    fn table(&self) -> MimeBundle;
}

impl Tabular for DataFrame {
    fn table(&self) -> MimeBundle {
        let heading = say!("frame-heading", rows = self.height(), columns = self.width());
        Table::of(heading, self.columns(), self.height()).bundle()
    }
}

impl Tabular for Column {
    fn table(&self) -> MimeBundle {
        let heading = say!("frame-values", count = self.len());
        Table::of(heading, std::slice::from_ref(self), self.len()).bundle()
    }
}

impl Tabular for Series {
    fn table(&self) -> MimeBundle {
        Column::from(self.clone()).table()
    }
}

impl<T: PolarsDataType> Tabular for ChunkedArray<T>
where
    ChunkedArray<T>: IntoSeries,
{
    fn table(&self) -> MimeBundle {
        self.clone().into_series().table()
    }
}

impl<T: Tabular + ?Sized> Tabular for &T {
    fn table(&self) -> MimeBundle {
        (**self).table()
    }
}

/// The words of a frame, ready to be laid out.
struct Table {
    heading: String,
    /// Each column's name and type, whether it holds numbers, and its cells.
    columns: Vec<(String, String, bool, Vec<String>)>,
    more: Option<String>,
}

impl Table {
    fn of(heading: String, columns: &[Column], rows: usize) -> Self {
        let shown = rows.min(ROWS);
        let column = |column: &Column| {
            let cells = (0..shown).map(|row| column.get(row).map_or_else(|e| e.to_string(), |value| cell(&value)));
            let numeric = column.dtype().is_primitive_numeric();
            (column.name().to_string(), column.dtype().to_string(), numeric, cells.collect())
        };
        let more = (rows > shown).then(|| say!("frame-more", count = rows - shown));
        Self { heading, columns: columns.iter().map(column).collect(), more }
    }

    fn bundle(&self) -> MimeBundle {
        MimeBundle::default().with_text("text/html", self.html()).with_text("text/plain", self.text())
    }

    fn text(&self) -> String {
        let mut lines = vec![String::new(); 2 + self.columns.first().map_or(0, |column| column.3.len())];
        for (name, kind, numeric, cells) in &self.columns {
            let words: Vec<&str> = [name, kind].into_iter().chain(cells).map(String::as_str).collect();
            let width = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
            for (line, word) in lines.iter_mut().zip(words) {
                *line += &if *numeric { format!("  {word:>width$}") } else { format!("  {word:<width$}") };
            }
        }
        let lines = lines.iter().map(|line| line.trim_end());
        let all = [self.heading.as_str()].into_iter().chain(lines).chain(self.more.as_deref());
        all.collect::<Vec<_>>().join("\n")
    }

    fn html(&self) -> String {
        let row = |tag: &str, cells: Vec<(&String, bool)>| {
            let cell = |(text, numeric): (&String, bool)| {
                let side = if numeric { " style=\"text-align:right\"" } else { "" };
                format!("<{tag}{side}>{}</{tag}>", escaped(text))
            };
            format!("<tr>{}</tr>", cells.into_iter().map(cell).collect::<String>())
        };
        let head = row("th", self.columns.iter().map(|column| (&column.0, column.2)).collect());
        let rows = self.columns.first().map_or(0, |column| column.3.len());
        let body: String = (0..rows)
            .map(|i| row("td", self.columns.iter().map(|column| (&column.3[i], column.2)).collect()))
            .collect();
        let notes = [Some(&self.heading), self.more.as_ref()].into_iter().flatten().map(|note| escaped(note));
        let notes = notes.collect::<Vec<_>>().join(" ");
        format!("<table><thead>{head}</thead><tbody>{body}</tbody></table><p>{notes}</p>")
    }
}

/// A value as a table shows it: text without quotes, a gap for null.
fn cell(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => "·".into(),
        AnyValue::String(text) => (*text).into(),
        other => other.to_string(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::df;

    #[test]
    fn columns_are_aligned_and_numbers_stand_right() {
        let frame = df!("name" => ["Adelie", "a<b"], "mass" => [Some(3750.5_f32), None]).unwrap();
        let bundle = frame.table();
        let expected = "2 rows, 2 columns\n  name      mass\n  str        f32\n  Adelie  3750.5\n  a<b          ·";
        assert_eq!(bundle.text("text/plain").unwrap(), expected);
        let html = bundle.text("text/html").unwrap();
        assert!(html.contains("<td>a&lt;b</td><td style=\"text-align:right\">·</td>"), "{html}");
    }

    #[test]
    fn long_frames_say_how_much_is_left() {
        let frame = df!("n" => (0..53).collect::<Vec<i32>>()).unwrap();
        let text = frame.table().text("text/plain").unwrap().to_owned();
        assert!(text.ends_with("… and 33 more rows") && text.lines().count() == 1 + 2 + 20 + 1, "{text}");
    }

    #[test]
    fn a_series_and_a_column_are_tables_of_one() {
        let frame = df!("mass" => [1.5_f32, 2.0]).unwrap();
        let column = frame.column("mass").unwrap();
        let expected = "2 values\n  mass\n   f32\n   1.5\n   2.0";
        assert_eq!(column.table().text("text/plain").unwrap(), expected);
        let series = column.as_materialized_series();
        assert_eq!(series.table().text("text/plain").unwrap(), expected);
        assert_eq!((&series.f32().unwrap()).table().text("text/plain").unwrap(), expected);
    }
}
