//! Measured numbers: `{figure:NAME}` in Markdown stands for the value of the cell that carries `figure=NAME`.

use crate::Report;
use gradus_protocol::Output;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

const OPEN: &str = "{figure:";

/// The figures that Markdown mentions, with the bytes of each `{figure:NAME}`. Code is left alone.
pub fn figures(markdown: &str) -> Vec<(Range<usize>, &str)> {
    if !markdown.contains(OPEN) {
        return Vec::new();
    }
    let code: Vec<Range<usize>> = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_MATH)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect();
    markdown
        .match_indices(OPEN)
        .filter(|(at, _)| !code.iter().any(|range| range.contains(at)))
        .filter_map(|(at, _)| {
            let name = at + OPEN.len();
            let end = markdown[name..].find('}')? + name;
            Some((at..end + 1, markdown[name..end].trim()))
        })
        .collect()
}

/// Markdown with each `{figure:NAME}` replaced by its number; one without a number stays as it is.
pub fn fill_figures(markdown: &str, number: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(markdown.len());
    let mut from = 0;
    for (range, name) in figures(markdown) {
        filled.push_str(&markdown[from..range.start]);
        filled.push_str(&number(name).unwrap_or_else(|| markdown[range.clone()].to_owned()));
        from = range.end;
    }
    filled.push_str(&markdown[from..]);
    filled
}

/// The number that a cell with a figure measured: its last value, as plain text, and as a number.
pub fn measured(report: &Report) -> Option<(String, f64)> {
    let text = report.outputs.iter().rev().find_map(|output| match output {
        Output::Value(bundle) => bundle.text("text/plain"),
        _ => None,
    })?;
    let text = text.trim();
    text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| (text.to_owned(), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_filled_outside_code() {
        let text = "The loss is {figure:loss}, not `{figure:loss}` nor {figure:acc}.\n\n    {figure:loss}\n";
        assert_eq!(figures(text).iter().map(|(_, name)| *name).collect::<Vec<_>>(), ["loss", "acc"]);
        let filled = fill_figures(text, |name| (name == "loss").then(|| "0.25".to_owned()));
        assert_eq!(filled, "The loss is 0.25, not `{figure:loss}` nor {figure:acc}.\n\n    {figure:loss}\n");
    }
}
