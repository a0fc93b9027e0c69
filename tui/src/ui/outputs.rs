//! What a cell has produced so far, in order, ready to be drawn.

mod stream;

pub use stream::{StreamText, clean};

use super::search::places;
use gradus_protocol::{CellError, DisplayId, MimeBundle, Output, StreamName, Verdict};

/// One piece of output.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text on a standard stream; neighbouring writes to one stream are one item.
    Stream(StreamName, StreamText),
    /// The value of the last expression.
    Value(MimeBundle),
    /// A plot or a table; a later update with the same id replaces it.
    Display(MimeBundle, Option<DisplayId>),
    /// What a check says.
    Verdict(Verdict),
    /// Something worth knowing.
    Note(String),
    /// Why the cell failed.
    Error(CellError),
}

/// The outputs of one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outputs {
    items: Vec<Item>,
    /// The next output takes the place of all before it.
    clearing: bool,
}

impl Outputs {
    /// The pieces in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Takes one output.
    pub fn push(&mut self, output: Output) {
        if std::mem::take(&mut self.clearing) || output == (Output::Clear { wait: false }) {
            self.items.clear();
        }
        match output {
            Output::Clear { wait } => self.clearing = wait,
            Output::Stream { name, data } => match self.items.last_mut() {
                Some(Item::Stream(last, text)) if *last == name => text.write(&data),
                _ => {
                    let mut text = StreamText::default();
                    text.write(&data);
                    self.items.push(Item::Stream(name, text));
                }
            },
            Output::Value(bundle) => self.items.push(Item::Value(bundle)),
            Output::Display { bundle, id } => self.items.push(Item::Display(bundle, id)),
            Output::Update { bundle, id } => {
                self.update(&id, &bundle);
            }
            Output::Verdict(verdict) => self.items.push(Item::Verdict(verdict)),
            Output::Note(note) => self.items.push(Item::Note(note)),
            Output::Error(error) => self.items.push(Item::Error(error)),
        }
    }

    /// Replaces the displays of an id. False if there is none.
    pub fn update(&mut self, id: &DisplayId, bundle: &MimeBundle) -> bool {
        let mut found = false;
        for item in &mut self.items {
            if let Item::Display(shown, Some(known)) = item
                && known == id
            {
                shown.clone_from(bundle);
                found = true;
            }
        }
        found
    }

    /// Whether these words stand in a line that was written.
    pub fn holds(&self, words: &str) -> bool {
        self.items.iter().any(|item| match item {
            Item::Stream(_, text) => text.lines().any(|line| !places(&line, words).is_empty()),
            _ => false,
        })
    }

    /// The number a cell measured: its value as plain text, if that is a number.
    pub fn measured(&self) -> Option<f64> {
        self.items.iter().rev().find_map(|item| match item {
            Item::Value(bundle) => bundle.text("text/plain")?.trim().parse().ok(),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_join_and_keep_their_order() {
        let mut outputs = Outputs::default();
        for output in [Output::stdout("a"), Output::stdout("b\n"), Output::stderr("c"), Output::stdout("d")] {
            outputs.push(output);
        }
        let streams: Vec<_> = outputs
            .items()
            .iter()
            .map(|item| match item {
                Item::Stream(name, text) => (*name, text.lines().collect::<Vec<_>>().join("\n")),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            streams,
            [
                (StreamName::Stdout, "ab".to_owned()),
                (StreamName::Stderr, "c".to_owned()),
                (StreamName::Stdout, "d".to_owned())
            ]
        );
    }

    #[test]
    fn outputs_are_cleared_now_or_by_the_next() {
        let mut outputs = Outputs::default();
        outputs.push(Output::Note("1".into()));
        outputs.push(Output::Clear { wait: true });
        assert_eq!(outputs.items(), [Item::Note("1".into())]);
        outputs.push(Output::Note("2".into()));
        assert_eq!(outputs.items(), [Item::Note("2".into())]);
        outputs.push(Output::Clear { wait: false });
        assert!(outputs.items().is_empty());
    }

    #[test]
    fn an_update_replaces_its_display_in_place() {
        let mut outputs = Outputs::default();
        let id = DisplayId("loss".into());
        outputs.push(Output::Display { bundle: MimeBundle::plain("1"), id: Some(id.clone()) });
        outputs.push(Output::Note("after".into()));
        outputs.push(Output::Update { bundle: MimeBundle::plain("2"), id: id.clone() });
        assert_eq!(outputs.items()[0], Item::Display(MimeBundle::plain("2"), Some(id)));
        assert_eq!(outputs.items().len(), 2);
    }
}
