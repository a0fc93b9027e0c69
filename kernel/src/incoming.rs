//! What a process beside this one says, message after message.

use gradus_protocol::{Frame, read_frame};
use std::{
    io::{BufReader, Read},
    sync::mpsc::{self, Receiver},
    thread,
};

/// Takes every message of a pipe as it comes, on a thread of its own, so that the other side never waits to speak. The
/// channel closes when the process ends or says what is no message.
pub fn incoming<M: Frame + Send + 'static>(pipe: impl Read + Send + 'static) -> Receiver<M> {
    let (tell, messages) = mpsc::channel();
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        while let Ok(message) = read_frame(&mut pipe) {
            if tell.send(message).is_err() {
                return;
            }
        }
    });
    messages
}
