//! The worker's socket: length-prefixed postcard, one message a frame.
//!
//! A frame is a `u32` length (little-endian) and that many bytes. The limit keeps a corrupt length from
//! asking for all memory.

use crate::{Output, StreamName};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    io::{self, Read, Write},
    path::PathBuf,
};

/// The largest frame, 256 MiB.
const LIMIT: usize = 256 << 20;

/// What the engine asks of the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Load a compiled cell and run its entry point.
    Run {
        /// The run's number; comes back in [`FromWorker::Done`].
        run: u64,
        /// The shared library.
        library: PathBuf,
    },
    /// Drop these variables.
    Forget {
        /// Their names in the store.
        names: Vec<String>,
    },
    /// Answers [`FromWorker::Ask`].
    Answer {
        /// The question's number.
        question: u64,
        /// The line that was typed, without its end; `None` where nobody can be asked.
        line: Option<String>,
    },
    /// In a process that runs evcxr's cells: the signals to evcxr that the run held. The run is over once they came.
    Signals {
        /// Lines, without their ends.
        lines: Vec<String>,
    },
    /// Drop everything and exit.
    Bye,
}

/// A variable that a cell left in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// The variable.
    pub name: String,
    /// `std::any::type_name` of its type.
    pub type_name: String,
    /// Bytes it holds: the elements of a tensor, a vector or a text; else the size of its type.
    pub size: u64,
    /// Its value in one short line, if it can be told.
    pub preview: Option<String>,
    /// For closures and iterators: what they take and give, as `type_name`s, so that a later cell cannot infer them anew.
    pub signature: Option<String>,
}

/// What the worker tells the engine, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The first frame of a worker.
    Hello {
        /// [`crate::PROTOCOL_VERSION`] of the runtime.
        protocol: u32,
        /// The key the runtime was built under.
        key: String,
    },
    /// The library is loaded and the cell begins.
    Loaded,
    /// Bytes of a stream follow the frame as they are, so that they come out of the pipe they were written to and into
    /// the socket in one step; [`read_worker`] makes an output of them.
    Raw {
        /// Which stream.
        name: StreamName,
        /// How many bytes.
        size: u32,
    },
    /// The running cell produced something. A panic's place is a line of the *generated* file; the engine maps it.
    Output(Output),
    /// The running cell waits for a line from whoever runs it.
    Ask {
        /// The question's number; comes back in [`ToWorker::Answer`].
        question: u64,
        /// What is asked.
        prompt: String,
        /// Whether what is typed must not be seen.
        password: bool,
    },
    /// The running cell left a variable.
    Stored(Stored),
    /// The run ended.
    Done {
        /// The run's number.
        run: u64,
        /// Whether it reached its end.
        ok: bool,
    },
}

/// A message that travels in frames.
pub trait Frame: Serialize + DeserializeOwned {}
impl Frame for ToWorker {}
impl Frame for FromWorker {}

/// Why a frame could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The other side is gone.
    #[error("the connection to the worker ended")]
    Closed,
    /// The socket failed.
    #[error("the connection to the worker failed: {0}")]
    Io(#[from] io::Error),
    /// The bytes are not a frame: a worker of another version, or memory overwritten by unsafe code.
    #[error("the worker sent bytes that are no frame: {0}")]
    Malformed(String),
}

/// Writes one message.
///
/// # Errors
/// The socket's error, or `InvalidData` for a message over 256 MiB.
pub fn write_frame<M: Frame>(to: &mut impl Write, message: &M) -> io::Result<()> {
    let body = postcard::to_stdvec(message).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
    if body.len() > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a message over 256 MiB"));
    }
    let mut bytes = Vec::with_capacity(body.len() + 4);
    bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&body);
    to.write_all(&bytes)
}

/// Reads one message, waiting for it.
///
/// # Errors
/// [`FrameError::Closed`] when the other side ended between frames, else what went wrong.
pub fn read_frame<M: Frame>(from: &mut impl Read) -> Result<M, FrameError> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Err(FrameError::Closed),
        other => other?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > LIMIT {
        return Err(FrameError::Malformed(format!("a length of {length} bytes")));
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    postcard::from_bytes(&body).map_err(|e| FrameError::Malformed(e.to_string()))
}

/// Reads what a worker says next, waiting for it. Raw bytes come as an output; of a worker that died in their midst,
/// those that it still sent.
///
/// # Errors
/// As [`read_frame`].
pub fn read_worker(from: &mut impl Read) -> Result<FromWorker, FrameError> {
    let (name, size) = match read_frame(from)? {
        FromWorker::Raw { name, size } => (name, size),
        other => return Ok(other),
    };
    let mut data = Vec::new();
    // An error here is the end of the worker, which the next frame tells.
    let _ = from.take(size.into()).read_to_end(&mut data);
    Ok(FromWorker::Output(Output::Stream { name, data }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CellError, StreamName, Verdict};

    #[test]
    fn frames_arrive_as_they_were_sent() {
        let sent = [
            FromWorker::Hello { protocol: 1, key: "k".into() },
            FromWorker::Output(Output::Stream { name: StreamName::Stderr, data: vec![0xff, 0, b'\r'] }),
            FromWorker::Output(Output::Verdict(Verdict::Fail { message: "the sign is wrong".into() })),
            FromWorker::Output(Output::Error(CellError::Panic { message: "no".into(), place: None })),
            FromWorker::Done { run: 7, ok: false },
        ];
        let mut wire = Vec::new();
        for message in &sent {
            write_frame(&mut wire, message).unwrap();
        }
        let mut wire = wire.as_slice();
        for message in &sent {
            assert_eq!(&read_frame::<FromWorker>(&mut wire).unwrap(), message);
        }
        assert!(matches!(read_frame::<FromWorker>(&mut wire), Err(FrameError::Closed)));
    }

    #[test]
    fn raw_bytes_are_an_output_even_when_they_are_cut_short() {
        let mut wire = Vec::new();
        write_frame(&mut wire, &FromWorker::Raw { name: StreamName::Stdout, size: 4 }).unwrap();
        wire.extend_from_slice(b"all!");
        write_frame(&mut wire, &FromWorker::Raw { name: StreamName::Stderr, size: 4 }).unwrap();
        wire.extend_from_slice(b"cut");
        let mut wire = wire.as_slice();
        assert_eq!(read_worker(&mut wire).unwrap(), FromWorker::Output(Output::stdout("all!")));
        assert_eq!(read_worker(&mut wire).unwrap(), FromWorker::Output(Output::stderr("cut")));
        assert!(matches!(read_worker(&mut wire), Err(FrameError::Closed)));
    }

    #[test]
    fn a_senseless_length_is_refused() {
        let wire = [0xff; 16];
        assert!(matches!(read_frame::<FromWorker>(&mut wire.as_slice()), Err(FrameError::Malformed(_))));
    }
}
