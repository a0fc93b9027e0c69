//! Recorded outputs on a page.

use super::BookFile;
use crate::{escaped, recorded::headline, say};
use gradus_protocol::{MimeBundle, Output, StreamName};

/// What a cell gave, as Markdown, and the pictures in it. `folder` is where these go, relative to the page, and `name`
/// what they begin with.
pub fn outputs(outputs: &[Output], folder: &str, name: &str) -> (String, Vec<BookFile>) {
    let (mut parts, mut pictures) = (Vec::new(), Vec::new());
    for output in outputs {
        match output {
            Output::Stream { name, data } => {
                let kind = if *name == StreamName::Stderr { "stderr" } else { "stdout" };
                parts.push(boxed(kind, &fenced(&String::from_utf8_lossy(data))));
            }
            Output::Value(bundle) | Output::Display { bundle, .. } | Output::Update { bundle, .. } => {
                parts.push(shown(bundle, folder, name, &mut pictures));
            }
            Output::Note(note) => parts.push(boxed("note", &escaped(note))),
            Output::Error(error) => parts.push(boxed("stderr", &fenced(headline(error)))),
            Output::Verdict(_) | Output::Clear { .. } => {}
        }
    }
    (parts.join("\n"), pictures)
}

/// The richest representation that a page can show.
fn shown(bundle: &MimeBundle, folder: &str, name: &str, pictures: &mut Vec<BookFile>) -> String {
    let plain = bundle.text("text/plain").unwrap_or_default();
    if let Some(svg) = bundle.text("image/svg+xml") {
        let number = if pictures.is_empty() { String::new() } else { format!("-{}", pictures.len() + 1) };
        let path = format!("{folder}/{name}{number}.svg");
        // The first line of a plot in text is its title.
        let title = escaped(plain.lines().next().unwrap_or(name)).replace('"', "&quot;");
        let picture = format!("<img class=\"plot\" src=\"{path}\" alt=\"{}\">", say!("book-plot", title = title));
        pictures.push(BookFile { path, bytes: svg.into() });
        return boxed("plot", &picture);
    }
    match bundle.text("text/html") {
        Some(html) => boxed("html", &without_empty_lines(html)),
        None => boxed("value", &fenced(plain)),
    }
}

fn boxed(kind: &str, inside: &str) -> String {
    format!("<div class=\"output {kind}\">\n\n{inside}\n\n</div>\n")
}

/// Text as it stands.
pub fn fenced(text: &str) -> String {
    fence("text", text)
}

/// A fence around any text, also around one with fences in it.
pub fn fence(info: &str, text: &str) -> String {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let marks = "`".repeat(3.max(longest + 1));
    format!("{marks}{info}\n{}\n{marks}", text.trim_end())
}

/// An empty line would end HTML in Markdown.
fn without_empty_lines(html: &str) -> String {
    let line = |line: &str| if line.trim().is_empty() { "&#10;".to_owned() } else { line.to_owned() };
    html.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plot_is_a_file_with_its_title_for_those_who_do_not_see_it() {
        let plot = MimeBundle::plain("Less < more\n⠢").with_text("image/svg+xml", "<svg/>");
        let (markdown, pictures) = outputs(&[Output::Value(plot)], "01-two", "half");
        assert!(markdown.contains("src=\"01-two/half.svg\" alt=\"Plot: Less &lt; more\""), "{markdown}");
        assert_eq!(pictures, [BookFile { path: "01-two/half.svg".into(), bytes: b"<svg/>".to_vec() }]);
    }

    #[test]
    fn text_and_tables_cannot_end_their_box() {
        let table = MimeBundle::plain("a").with_text("text/html", "<pre>a\n\nb</pre>");
        let (markdown, _) = outputs(&[Output::stdout("```\nx\n"), Output::Value(table)], "f", "n");
        assert!(markdown.contains("````text\n```\nx\n````"), "{markdown}");
        assert!(markdown.contains("<pre>a\n&#10;\nb</pre>"), "{markdown}");
    }
}
