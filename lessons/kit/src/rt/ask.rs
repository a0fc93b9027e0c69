//! Questions to whoever runs the cell: the engine is asked, and its answer is waited for.

use super::{
    interrupt::{Interrupted, interrupted},
    wire,
};
use gradus_protocol::FromWorker;
use std::{
    io::{self, Write},
    panic,
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

/// How often whoever waits looks whether it is asked to stop.
const LOOK: Duration = Duration::from_millis(50);

/// The last question and its answer.
struct Desk {
    question: u64,
    answer: Option<Option<String>>,
}

static DESK: Mutex<Desk> = Mutex::new(Desk { question: 0, answer: None });
static ANSWERED: Condvar = Condvar::new();

/// Asks for a line; `None` where nobody can be asked. An interrupt unwinds. Outside a worker, asks on the terminal.
///
/// # Errors
/// Outside a worker, when the terminal cannot be read.
pub(crate) fn ask(prompt: &str, password: bool) -> io::Result<Option<String>> {
    if !wire::in_session() {
        return on_terminal(prompt);
    }
    match wait(prompt, password, wire::send) {
        Some(answer) => Ok(answer),
        None => panic::resume_unwind(Box::new(Interrupted)),
    }
}

/// Asks the engine and waits; `None` after an interrupt.
pub(super) fn wait(prompt: &str, password: bool, send: fn(&FromWorker)) -> Option<Option<String>> {
    let question = {
        let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
        desk.question += 1;
        desk.answer = None;
        desk.question
    };
    send(&FromWorker::Ask { question, prompt: prompt.to_owned(), password });
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if interrupted() || desk.question != question {
            return None;
        }
        if let Some(answer) = desk.answer.take() {
            return Some(answer);
        }
        desk = ANSWERED.wait_timeout(desk, LOOK).unwrap_or_else(PoisonError::into_inner).0;
    }
}

/// Takes in what the engine says; an answer to an older question is too late.
pub(super) fn answered(question: u64, line: Option<String>) {
    let mut desk = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    if desk.question == question {
        desk.answer = Some(line);
        ANSWERED.notify_all();
    }
}

fn on_terminal(prompt: &str) -> io::Result<Option<String>> {
    print!("{prompt}");
    io::stdout().flush()?;
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_answer_to_the_last_question_counts() {
        DESK.lock().unwrap().question = 7;
        answered(6, Some("late".into()));
        assert_eq!(DESK.lock().unwrap().answer, None);
        answered(7, Some("right".into()));
        assert_eq!(DESK.lock().unwrap().answer, Some(Some("right".into())));
    }
}
