//! The compiler's errors as evcxr gives them, in our words for them.

use evcxr::CompilationError;
use gradus_protocol::{Fault, Mark};

/// An error with its places in the cell.
pub fn fault(error: &CompilationError) -> Fault {
    let mut marks: Vec<Mark> = Vec::new();
    for message in error.spanned_messages() {
        let Some(span) = &message.span else { continue };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        // evcxr repeats the error's own words where rustc says nothing.
        let own = message.label.strip_prefix("error: ") == Some(&error.message());
        marks.push(Mark {
            from: (count(span.start_line), count(span.start_column)),
            to: (count(span.end_line), count(span.end_column)),
            label: if own { String::new() } else { message.label.clone() },
            primary: message.is_primary,
        });
    }
    let mut help = error.help();
    help.extend(error.evcxr_extra_hint().map(str::to_owned));
    Fault { code: error.code().map(str::to_owned), message: error.message(), marks, help }
}
