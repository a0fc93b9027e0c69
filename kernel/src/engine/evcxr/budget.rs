//! How much a cell may print.

use gradus_protocol::Output;

/// Stream bytes that one cell may send, 16 MiB, as in the direct engine.
pub const BUDGET: usize = 16 << 20;

/// How much of what a cell prints still passes.
pub struct Budget {
    left: usize,
    dropped: u64,
}

impl Budget {
    /// So many bytes.
    pub fn new(left: usize) -> Self {
        Self { left, dropped: 0 }
    }

    /// What passes of an output, with a note where the first bytes are left out.
    pub fn admit(&mut self, output: Output) -> Vec<Output> {
        let Output::Stream { name, mut data } = output else { return vec![output] };
        let over = data.len().saturating_sub(self.left);
        data.truncate(self.left);
        self.left -= data.len();
        let first = self.dropped == 0 && over > 0;
        self.dropped += over as u64;
        let stream = (!data.is_empty()).then_some(Output::Stream { name, data });
        let note = first.then(|| Output::Note(say!("evcxr-dropping", megabytes = BUDGET >> 20)));
        stream.into_iter().chain(note).collect()
    }

    /// How much was left out, if any.
    pub fn end(&self) -> Option<Output> {
        let kilobytes = self.dropped.div_ceil(1024);
        (kilobytes > 0).then(|| Output::Note(say!("evcxr-dropped", kilobytes = kilobytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_beyond_measure_is_left_out_and_counted() {
        let mut budget = Budget::new(4);
        assert_eq!(budget.admit(Output::stdout("abc")), [Output::stdout("abc")]);
        let cut = budget.admit(Output::stdout("defg"));
        assert!(
            matches!(&cut[..], [Output::Stream { .. }, Output::Note(_)]) && cut[0] == Output::stdout("d"),
            "{cut:?}"
        );
        assert!(budget.admit(Output::stderr("more")).is_empty());
        assert_eq!(budget.admit(Output::Note("x".into())), [Output::Note("x".into())]);
        assert_eq!((budget.dropped, budget.end()), (7, Some(Output::Note(say!("evcxr-dropped", kilobytes = 1)))));
    }
}
