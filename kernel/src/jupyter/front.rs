//! Answers each message of a front end. Cells have a file of their own, `running.rs`.

use super::{
    comm::{self, Comms},
    help,
    history::History,
    info::{self, Rust},
    publish::Publisher,
    queue::{Queue, Request},
    whole,
    wire::{Dropped, Message, Wire},
};
use crate::Session;
use gradus_protocol::{CellId, Progress};
use jupyter_protocol::ConnectionInfo;
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc, thread};
use tokio::sync::mpsc::UnboundedSender;
use zeromq::{RouterSendHalf, SocketSend};

/// The sockets that messages come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Cells and questions.
    Shell,
    /// Interrupts and shutdowns, which do not wait for cells.
    Control,
    /// Answers to what cells ask.
    Stdin,
}

/// How the kernel ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was told to.
    Shutdown,
}

/// An answer that took its time.
pub enum Late {
    /// To a request of its own.
    Reply {
        /// Where it came from.
        channel: Channel,
        /// The request.
        message: Message,
        /// The type of the reply.
        kind: &'static str,
        /// What it says.
        content: Value,
    },
    /// To a cell that asks for documentation.
    Page {
        /// The cell.
        cell: CellId,
        /// As in an `inspect_reply`.
        content: Value,
    },
}

/// The kernel as its front ends see it.
pub struct Front {
    pub(super) wire: Wire,
    pub(super) session: Session,
    pub(super) publisher: Publisher,
    /// Shell, control, stdin.
    sockets: [RouterSendHalf; 3],
    pub(super) queue: Queue,
    pub(super) history: History,
    pub(super) comms: Comms,
    rust: Rust,
    pub(super) later: UnboundedSender<Late>,
    ports: Value,
    /// Messages that were none, or signed by somebody else.
    dropped: u64,
    ending: Option<Ending>,
    /// What each cell says, for errors that point into it.
    pub(super) codes: HashMap<String, String>,
    /// The header of the last cell's request: what comes between cells is its.
    pub(super) last: Arc<Value>,
    /// Whether a cell waits for a line.
    pub(super) asking: bool,
    /// How far the engine is on its way to readiness, and the display that shows it.
    pub(super) progress: Option<Progress>,
    pub(super) progress_shown: Option<String>,
    /// Why cells cannot run.
    pub(super) unavailable: Option<String>,
}

impl Front {
    /// A front over a session that has begun to get ready.
    pub fn new(
        wire: Wire,
        session: Session,
        publisher: Publisher,
        sockets: [RouterSendHalf; 3],
        history: History,
        rust: Rust,
        later: UnboundedSender<Late>,
    ) -> Self {
        Self {
            wire,
            session,
            publisher,
            sockets,
            queue: Queue::default(),
            history,
            comms: Comms::default(),
            rust,
            later,
            ports: Value::Null,
            dropped: 0,
            ending: None,
            codes: HashMap::new(),
            last: Arc::new(json!({})),
            asking: false,
            progress: None,
            progress_shown: None,
            unavailable: None,
        }
    }

    /// Says that the kernel is there.
    pub fn begin(&mut self, info: &ConnectionInfo) {
        self.ports = json!({
            "status": "ok",
            "shell_port": info.shell_port,
            "iopub_port": info.iopub_port,
            "stdin_port": info.stdin_port,
            "control_port": info.control_port,
            "hb_port": info.hb_port,
        });
        self.publisher.status(&self.last, "starting");
    }

    /// Whether it ends.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// Ends it.
    pub fn end(&mut self, ending: Ending) {
        self.ending = Some(ending);
    }

    /// Sends what is left to say, and gives the session back.
    pub async fn close(self) -> Session {
        self.publisher.flush().await;
        self.session
    }

    /// Takes in a message, whatever it is.
    pub async fn hear(&mut self, channel: Channel, frames: Vec<Vec<u8>>) {
        let frames: Vec<&[u8]> = frames.iter().map(Vec::as_slice).collect();
        match self.wire.read(&frames) {
            Err(why) => self.drop_one(why),
            Ok(message) if channel == Channel::Stdin => self.replied(&message),
            Ok(message) if message.kind() == "execute_request" && channel == Channel::Shell => {
                self.queue.push(Request::read(message));
                self.advance();
            }
            Ok(message) => self.answer(channel, message).await,
        }
    }

    /// What is no message is counted; the first is told in the server's log.
    fn drop_one(&mut self, why: Dropped) {
        self.dropped += 1;
        if self.dropped == 1 {
            match why {
                Dropped::Malformed => eprintln!("{}", say!("jupyter-malformed")),
                Dropped::Signature => eprintln!("{}", say!("jupyter-signature")),
            }
        }
    }

    async fn answer(&mut self, channel: Channel, message: Message) {
        self.publisher.status(&message.header, "busy");
        let content = &message.content;
        let (kind, reply) = match message.kind() {
            "kernel_info_request" => ("kernel_info_reply", info::kernel_info(self.rust.version())),
            "is_complete_request" => {
                let code = content["code"].as_str().unwrap_or_default();
                ("is_complete_reply", whole::reply(&whole::whole(code)))
            }
            "history_request" => ("history_reply", self.history.reply(content)),
            "comm_info_request" => ("comm_info_reply", self.comms.info(content)),
            "connect_request" => ("connect_reply", self.ports.clone()),
            "interrupt_request" => {
                self.interrupt().await;
                ("interrupt_reply", json!({ "status": "ok" }))
            }
            "shutdown_request" => {
                let reply = json!({ "status": "ok", "restart": content["restart"].as_bool().unwrap_or(false) });
                self.publisher.send("shutdown_reply", &message.header, reply.clone());
                self.ending = Some(Ending::Shutdown);
                ("shutdown_reply", reply)
            }
            "complete_request" | "inspect_request" => return self.ask_later(channel, message),
            "comm_open" | "comm_msg" | "comm_close" => {
                self.comm(&message);
                return self.idle(&message.header);
            }
            // As others do: an unknown message is passed over.
            _ => return self.idle(&message.header),
        };
        self.reply(channel, &message, kind, &reply).await;
        self.idle(&message.header);
    }

    /// Has a thread find the answer; [`Front::answer_late`] sends it.
    fn ask_later(&self, channel: Channel, message: Message) {
        let (moment, names, later) = (self.session.moment(), self.session.names(), self.later.clone());
        thread::spawn(move || {
            let (kind, content) = match message.kind() {
                "complete_request" => ("complete_reply", help::complete(moment, &message.content)),
                _ => ("inspect_reply", help::inspect(moment, &names, &message.content)),
            };
            // Nobody hears it when the kernel is gone, which is right.
            let _ = later.send(Late::Reply { channel, message, kind, content });
        });
    }

    /// Sends an answer that took its time.
    pub async fn answer_late(&mut self, late: Late) {
        match late {
            Late::Reply { channel, message, kind, content } => {
                self.reply(channel, &message, kind, &content).await;
                self.idle(&message.header);
            }
            Late::Page { cell, content } => self.paged(&cell, content).await,
        }
    }

    fn comm(&mut self, message: &Message) {
        let state = comm::state(&self.session.names(), self.dropped);
        let told = match message.kind() {
            "comm_open" => self.comms.open(&message.content, state),
            "comm_msg" => self.comms.heard(&message.content, state),
            _ => {
                self.comms.close(&message.content);
                None
            }
        };
        if let Some((kind, content)) = told {
            self.publisher.send(kind, &message.header, content);
        }
    }

    /// What open comms hear after a cell.
    pub(super) fn tell_comms(&self, parent: &Arc<Value>) {
        if !self.comms.is_empty() {
            let state = comm::state(&self.session.names(), self.dropped);
            self.comms.after_cell(&state).for_each(|(kind, content)| self.publisher.send(kind, parent, content));
        }
    }

    /// Sends a reply to whoever asked. One who is gone needs none.
    pub(super) async fn reply(&mut self, channel: Channel, to: &Message, kind: &str, content: &Value) {
        let message = self.wire.write(&to.identities, kind, &to.header, content);
        let _ = self.sockets[channel as usize].send(message).await;
    }

    /// Says that a request is done with. Front ends show the state they heard last, so a running cell is named again.
    pub(super) fn idle(&self, parent: &Arc<Value>) {
        self.publisher.status(parent, "idle");
        if let Some(current) = &self.queue.current {
            self.publisher.status(&current.request.message.header, "busy");
        }
    }
}
