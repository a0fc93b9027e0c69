//! Why a cell did not succeed, as Jupyter tells it: a name, a value, and a traceback that points into the cell. Pure.

use gradus_protocol::{CellError, Diagnostic, Place};
use serde_json::{Value, json};
use std::fmt::Write;

/// An error in the three parts that Jupyter gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    name: String,
    value: String,
    /// Each may have several lines, with ANSI colours.
    traceback: Vec<String>,
}

/// Our words are wrapped to so many columns: JupyterLab breaks longer lines of an error anywhere, within words too.
const WIDTH: usize = 96;

const RED: &str = "\x1b[1;31m";
const BLUE: &str = "\x1b[1;34m";
/// Readable on any ground: JupyterLab shows errors on pink, where its yellow is not.
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

impl Fault {
    /// An error in our own words.
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        let traceback = vec![headline(name, &value)];
        Self { name: name.to_owned(), value, traceback }
    }

    /// The error of a cell; `code` knows what the cells say.
    pub fn of(error: &CellError, code: impl Fn(&str) -> Option<String>) -> Self {
        match error {
            CellError::Compile { diagnostics } => Self::compile(diagnostics),
            CellError::Panic { message, place } => Self::at("panic", message, place.as_ref(), code),
            CellError::Failed { message, place } => Self::at("Error", message, place.as_ref(), code),
            CellError::Refused { message } => Self::new("Refused", message),
            CellError::Died { message } => Self::new("Died", message),
            CellError::Interrupted => Self::new("Interrupted", say!("jupyter-interrupted")),
        }
    }

    fn compile(diagnostics: &[Diagnostic]) -> Self {
        let first = diagnostics.first();
        let name = first.and_then(|first| first.code.clone()).unwrap_or_else(|| "error".to_owned());
        let mut traceback = Vec::new();
        for Diagnostic { rendered, advice, .. } in diagnostics {
            traceback.push(rendered.trim_end().to_owned());
            if let Some(advice) = advice {
                let advice = textwrap::fill(&say!("jupyter-advice", advice = advice), whole_words());
                traceback.push(format!("{BOLD}{advice}{PLAIN}\n"));
            }
        }
        Self { name, value: first.map_or(String::new(), |first| first.message.clone()), traceback }
    }

    fn at(name: &str, message: &str, place: Option<&Place>, code: impl Fn(&str) -> Option<String>) -> Self {
        let mut fault = Self::new(name, message);
        if let Some(place) = place {
            fault.traceback.push(pointed(place, code(&place.cell.0).as_deref()));
        }
        fault
    }

    /// The content of an `error` message.
    pub fn content(&self) -> Value {
        json!({ "ename": self.name, "evalue": self.value, "traceback": self.traceback })
    }

    /// The content of a reply that says so.
    pub fn reply(&self) -> Value {
        let mut content = self.content();
        content["status"] = "error".into();
        content
    }
}

/// Lines break at blanks alone: names and code stay whole.
fn whole_words() -> textwrap::Options<'static> {
    textwrap::Options::new(WIDTH)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
}

fn headline(name: &str, value: &str) -> String {
    format!("{RED}{name}{PLAIN}: {value}")
}

/// The place and the line it means, laid out as rustc does.
fn pointed(place: &Place, code: Option<&str>) -> String {
    let (line, column) = (place.line, place.column);
    let number = line.to_string();
    let gutter = " ".repeat(number.len());
    let mut text = format!("{gutter}{BLUE}-->{PLAIN} {}:{line}:{column}", place.cell);
    if let Some(source) = code.and_then(|code| code.lines().nth(line.saturating_sub(1) as usize)) {
        let under = " ".repeat(column.saturating_sub(1) as usize);
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "\n{gutter} {BLUE}|{PLAIN}\n{BLUE}{number} |{PLAIN} {source}\n{gutter} {BLUE}|{PLAIN} {under}{RED}^{PLAIN}"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::CellId;

    fn plain(text: &str) -> String {
        [RED, BLUE, BOLD, PLAIN].iter().fold(text.to_owned(), |text, colour| text.replace(colour, ""))
    }

    fn traceback(fault: &Fault) -> String {
        plain(&fault.traceback.join("\n"))
    }

    #[test]
    fn a_panic_points_at_its_line() {
        let place = Some(Place { cell: CellId::new("In[3]"), line: 2, column: 5 });
        let error = CellError::Panic { message: "index out of bounds".into(), place };
        let fault = Fault::of(&error, |cell| (cell == "In[3]").then(|| "let v = vec![1];\n    v[3]".to_owned()));
        assert_eq!(traceback(&fault), "panic: index out of bounds\n --> In[3]:2:5\n  |\n2 |     v[3]\n  |     ^");
        assert_eq!((fault.name.as_str(), fault.value.as_str()), ("panic", "index out of bounds"));
    }

    #[test]
    fn an_error_without_a_place_has_its_words() {
        let error = CellError::Failed { message: "no such file".into(), place: None };
        let fault = Fault::of(&error, |_| None);
        assert_eq!(fault.content()["traceback"], json!([headline("Error", "no such file")]));
        assert_eq!(fault.reply()["status"], "error");
    }

    #[test]
    fn each_message_of_the_compiler_comes_with_its_advice() {
        let diagnostic = |code: &str, advice: Option<&str>| Diagnostic {
            code: Some(code.into()),
            message: format!("message of {code}"),
            rendered: format!("rendered {code}\n"),
            place: None,
            advice: advice.map(str::to_owned),
        };
        let diagnostics = vec![diagnostic("E0308", Some("add a `.`")), diagnostic("E0425", None)];
        let fault = Fault::of(&CellError::Compile { diagnostics }, |_| None);
        assert_eq!((fault.name.as_str(), fault.value.as_str()), ("E0308", "message of E0308"));
        let told = traceback(&fault);
        assert!(told.starts_with("rendered E0308\n") && told.contains("add a `.`") && told.ends_with("rendered E0425"));
        let long = "as `f32` ".repeat(40);
        let fault = Fault::of(&CellError::Compile { diagnostics: vec![diagnostic("E0308", Some(&long))] }, |_| None);
        let told = traceback(&fault);
        assert!(told.lines().all(|line| line.len() <= WIDTH) && told.matches("`f32`").count() == 40, "{told}");
    }
}
