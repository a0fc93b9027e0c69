//! What a run says, with evcxr's signals taken out: its code around a cell prints them on standard output, each on a line
//! of its own that may begin behind text without an end of line.

use gradus_protocol::{CellError, MimeBundle, Output};

/// What every signal begins with.
const MARK: &[u8] = b"EVCXR_";
const PANICKED: &str = "EVCXR_PANIC_NOTIFICATION";
const FAILED: &str = "EVCXR_ERROR_OCCURRED";
const RETYPED: &str = "EVCXR_VARIABLE_CHANGED_TYPE:";
const BEGIN: &str = "EVCXR_BEGIN_CONTENT ";
const END: &str = "EVCXR_END_CONTENT";

/// A line that begins like a signal and is longer than this is none.
const LONGEST: usize = 4096;

/// Sifts one run.
#[derive(Debug, Default)]
pub struct Sift {
    /// Bytes of standard output that may be the beginning of a signal.
    pending: Vec<u8>,
    /// A representation on its way: its type, its lines so far.
    block: Option<(String, Vec<u8>)>,
    /// An error that a `?` met, or that the learner printed: what follows decides.
    perhaps: Option<String>,
    /// What the worker says at the end of a run that panicked, if only within it.
    last: Option<CellError>,
    panicked: bool,
    failed: Option<String>,
    signals: Vec<String>,
}

/// What a run came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    /// What evcxr is to hear.
    pub signals: Vec<String>,
    /// Why the cell did not reach its end.
    pub error: Option<CellError>,
}

impl Sift {
    /// Takes in what the run said; what is for the learner goes to `out`.
    pub fn hear(&mut self, said: Output, out: &mut Vec<Output>) {
        match said {
            Output::Stream { name: gradus_protocol::StreamName::Stdout, data } => {
                self.pending.extend(data);
                self.sift(out);
            }
            Output::Error(CellError::Failed { message, .. }) => {
                self.settle(out);
                self.perhaps = Some(message);
            }
            Output::Error(error) => self.last = Some(error),
            other => {
                self.settle(out);
                out.push(other);
            }
        }
    }

    /// The run is over, or its process is gone.
    pub fn end(&mut self, out: &mut Vec<Output>) -> Sifted {
        self.settle(out);
        if let Some((mime, body)) = self.block.take() {
            out.push(display(&mime, &body));
        }
        let Self { last, panicked, failed, signals, .. } = std::mem::take(self);
        let error = match (panicked, failed, last) {
            (true, _, Some(error)) => Some(error),
            // A hook of the learner's own took the words.
            (true, _, None) => Some(CellError::Panic { message: String::new(), place: None }),
            (false, Some(message), _) => Some(CellError::Failed { message, place: None }),
            // The library could not be loaded.
            (false, None, Some(refused @ CellError::Refused { .. })) => Some(refused),
            (false, None, _) => None,
        };
        Sifted { signals, error }
    }

    /// What waited for something to follow it is what it looked like.
    fn settle(&mut self, out: &mut Vec<Output>) {
        if self.block.is_none() && !self.pending.is_empty() {
            let text = std::mem::take(&mut self.pending);
            self.text(text, out);
        }
        self.printed(out);
    }

    /// An error that no signal followed was printed by the learner.
    fn printed(&mut self, out: &mut Vec<Output>) {
        if let Some(message) = self.perhaps.take() {
            out.push(Output::stderr(message + "\n"));
        }
    }

    fn text(&mut self, text: Vec<u8>, out: &mut Vec<Output>) {
        self.printed(out);
        match out.last_mut() {
            Some(Output::Stream { name: gradus_protocol::StreamName::Stdout, data }) => data.extend(text),
            _ => out.push(Output::stdout(text)),
        }
    }

    fn sift(&mut self, out: &mut Vec<Output>) {
        loop {
            if self.block.is_none() {
                let start = mark(&self.pending);
                if start > 0 {
                    let text = self.pending.drain(..start).collect();
                    self.text(text, out);
                }
            }
            let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') else {
                if self.block.is_none() && self.pending.len() > LONGEST {
                    self.settle(out);
                }
                return;
            };
            let line: Vec<u8> = self.pending.drain(..=end).collect();
            self.line(line, out);
        }
    }

    /// A line of a block, or one that begins with the mark.
    fn line(&mut self, line: Vec<u8>, out: &mut Vec<Output>) {
        let words = String::from_utf8_lossy(&line).trim_end_matches('\n').to_owned();
        if let Some((mime, mut body)) = self.block.take() {
            match words.as_str() {
                END => out.push(display(&mime, &body)),
                PANICKED => {
                    out.push(display(&mime, &body));
                    self.panicked = true;
                    self.signals.push(words);
                }
                _ => {
                    body.extend(line);
                    self.block = Some((mime, body));
                }
            }
            return;
        }
        match words.as_str() {
            PANICKED => self.panicked = true,
            FAILED => self.failed = Some(self.perhaps.take().unwrap_or_default()),
            retyped if retyped.starts_with(RETYPED) => {}
            begin if begin.starts_with(BEGIN) => {
                self.printed(out);
                self.block = Some((begin[BEGIN.len()..].trim().to_owned(), Vec::new()));
                return;
            }
            _ => return self.text(line, out),
        }
        self.signals.push(words);
    }
}

/// Where a signal may begin; the end of the bytes if nowhere.
fn mark(bytes: &[u8]) -> usize {
    let may_begin = |at: &usize| {
        let rest = &bytes[*at..];
        rest.starts_with(MARK) || MARK.starts_with(rest)
    };
    (0..bytes.len()).filter(|at| bytes[*at] == MARK[0]).find(may_begin).unwrap_or(bytes.len())
}

fn display(mime: &str, body: &[u8]) -> Output {
    let text = String::from_utf8_lossy(body);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Output::Display { bundle: MimeBundle::default().with_encoded(mime, text), id: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::Place;

    fn sifted(said: impl IntoIterator<Item = Output>) -> (Vec<Output>, Sifted) {
        let (mut sift, mut out) = (Sift::default(), Vec::new());
        said.into_iter().for_each(|output| sift.hear(output, &mut out));
        let ended = sift.end(&mut out);
        (out, ended)
    }

    fn panic(line: u32) -> CellError {
        let place = Some(Place { cell: gradus_protocol::CellId::new("src/lib.rs"), line, column: 5 });
        CellError::Panic { message: "boom".into(), place }
    }

    #[test]
    fn a_signal_behind_text_without_an_end_is_found() {
        let (out, ended) =
            sifted([Output::stdout("partial EVCXR_PANIC_NOTIFICATION\n"), Output::Error(panic(7)), Output::stdout("")]);
        assert_eq!(out, [Output::stdout("partial ")]);
        assert_eq!(ended, Sifted { signals: vec![PANICKED.into()], error: Some(panic(7)) });
    }

    #[test]
    fn a_panic_that_was_caught_is_no_error() {
        let (out, ended) = sifted([Output::stdout("caught\n"), Output::Error(panic(3))]);
        assert_eq!((out, ended), (vec![Output::stdout("caught\n")], Sifted::default()));
    }

    #[test]
    fn signals_arrive_in_pieces_and_look_alikes_stay_text() {
        let text = "EVC EVCXR_is not ours\nEEVCXR_ERROR_OCCURRED\nEnd";
        let (out, ended) = sifted(text.bytes().map(|byte| Output::stdout([byte])));
        assert_eq!(out, [Output::stdout("EVC EVCXR_is not ours\nEEnd")]);
        assert_eq!(ended.signals, [FAILED]);
    }

    #[test]
    fn an_error_of_a_question_mark_is_no_text_and_a_printed_one_is() {
        let failed = |message: &str| Output::Error(CellError::Failed { message: message.into(), place: None });
        let (out, ended) = sifted([
            failed("printed by the learner"),
            Output::stdout("between\n"),
            failed("no number"),
            Output::stdout("EVCXR_ERROR_OCCURRED\n"),
        ]);
        assert_eq!(out, [Output::stderr("printed by the learner\n"), Output::stdout("between\n")]);
        assert_eq!(ended.error, Some(CellError::Failed { message: "no number".into(), place: None }));
    }

    #[test]
    fn every_block_is_a_display_in_its_place() {
        let text = "pre EVCXR_BEGIN_CONTENT text/html\n<b>A</b>\n<i>\nEVCXR_END_CONTENT\nmid\n\
                    EVCXR_BEGIN_CONTENT image/png\niVD/\nEVCXR_END_CONTENT\n";
        let (out, ended) = sifted([Output::stdout(text)]);
        let display = |bundle| Output::Display { bundle, id: None };
        let html = display(MimeBundle::default().with_text("text/html", "<b>A</b>\n<i>"));
        let png = display(MimeBundle::default().with_binary("image/png", [0x89, b'P', 0xff]));
        assert_eq!(out, [Output::stdout("pre "), html, Output::stdout("mid\n"), png]);
        assert_eq!(ended, Sifted::default());
    }
}
