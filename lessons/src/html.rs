//! Markdown of a lesson as HTML. Formulas stay as they are written, between dollars, where MathJax finds them.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// What lessons use beside CommonMark.
pub(crate) const EXTENSIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_MATH);

/// Markdown as HTML.
pub fn html(markdown: &str) -> String {
    let dollars = |formula: &str, display: bool| {
        let dollars = if display { "$$" } else { "$" };
        escaped(&format!("{dollars}{formula}{dollars}"))
    };
    html_with(markdown, dollars, |_| None)
}

/// Markdown as HTML, its formulas as `math` makes them (of their text, and whether they stand by themselves), and its
/// pictures where `picture` says.
pub fn html_with(
    markdown: &str,
    math: impl Fn(&str, bool) -> String,
    picture: impl Fn(&str) -> Option<String>,
) -> String {
    let events = Parser::new_ext(markdown, EXTENSIONS).map(|event| match event {
        Event::InlineMath(formula) => Event::InlineHtml(math(&formula, false).into()),
        Event::DisplayMath(formula) => Event::InlineHtml(math(&formula, true).into()),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let dest_url = picture(&dest_url).map_or(dest_url, Into::into);
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
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
