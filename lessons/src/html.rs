//! Markdown of a lesson as HTML. Formulas stay as they are written, between dollars, where MathJax finds them.

use pulldown_cmark::{Event, Options, Parser};

/// What lessons use beside CommonMark.
pub(crate) const EXTENSIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_MATH);

/// Markdown as HTML.
pub fn html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, EXTENSIONS).map(|event| match event {
        Event::InlineMath(formula) => Event::Text(format!("${formula}$").into()),
        Event::DisplayMath(formula) => Event::Text(format!("$${formula}$$").into()),
        other => other,
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

/// Text as it stands, in HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_code_survive() {
        let text = "A *slope*: $w_1 < w_2$ and `a < b`.\n\n$$p = w x$$\n";
        assert_eq!(
            html(text),
            "<p>A <em>slope</em>: $w_1 &lt; w_2$ and <code>a &lt; b</code>.</p>\n<p>$$p = w x$$</p>\n"
        );
    }
}
