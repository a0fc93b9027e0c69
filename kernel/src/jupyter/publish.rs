//! What everybody hears: the iopub socket. One task owns it, because subscriptions only count while it is read.
//!
//! Text of streams is gathered for a moment, so that a loop which prints makes tens of messages and not tens of
//! thousands; anything else that is published comes after the text before it.

use super::{batch::Batch, wire::Wire};
use gradus_protocol::StreamName;
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};
use zeromq::{SocketRecv, SocketSend, XPubSocket};

/// How long text waits for more of it.
const GATHER: Duration = Duration::from_millis(40);

/// Text that does not wait.
const ENOUGH: usize = 64 << 10;

/// How long one that does not read holds the others up.
const PATIENCE: Duration = Duration::from_secs(5);

/// A subscription's first byte.
const SUBSCRIBE: u8 = 1;

/// Something for everybody.
enum Broadcast {
    Message {
        kind: &'static str,
        parent: Arc<Value>,
        content: Value,
    },
    Stream {
        parent: Arc<Value>,
        name: StreamName,
        data: Vec<u8>,
    },
    /// Answered when everything before it is on its way.
    Flush(oneshot::Sender<()>),
}

/// Publishes in the order of its calls; clones share the order.
#[derive(Clone)]
pub struct Publisher(mpsc::UnboundedSender<Broadcast>);

impl Publisher {
    /// Publishes on a socket that is bound.
    pub fn start(socket: XPubSocket, wire: Wire) -> Self {
        let (sender, inbox) = mpsc::unbounded_channel();
        tokio::spawn(Task { socket, wire, text: None }.serve(inbox));
        Self(sender)
    }

    /// Publishes a message that a request (its header) led to.
    pub fn send(&self, kind: &'static str, parent: &Arc<Value>, content: Value) {
        // The task ends with the process.
        let _ = self.0.send(Broadcast::Message { kind, parent: Arc::clone(parent), content });
    }

    /// Publishes text of a stream.
    pub fn stream(&self, parent: &Arc<Value>, name: StreamName, data: Vec<u8>) {
        let _ = self.0.send(Broadcast::Stream { parent: Arc::clone(parent), name, data });
    }

    /// Says whether the kernel works.
    pub fn status(&self, parent: &Arc<Value>, state: &'static str) {
        self.send("status", parent, json!({ "execution_state": state }));
    }

    /// Waits until everything so far is on its way.
    pub async fn flush(&self) {
        let (done, flushed) = oneshot::channel();
        let _ = self.0.send(Broadcast::Flush(done));
        let _ = flushed.await;
    }
}

/// Text that waits.
struct Text {
    parent: Arc<Value>,
    name: StreamName,
    batch: Batch,
    due: Instant,
}

struct Task {
    socket: XPubSocket,
    wire: Wire,
    text: Option<Text>,
}

impl Task {
    async fn serve(mut self, mut inbox: mpsc::UnboundedReceiver<Broadcast>) {
        loop {
            let due = self.text.as_ref().filter(|text| text.batch.is_due()).map(|text| text.due);
            tokio::select! {
                heard = self.socket.recv() => {
                    let subscription = heard.ok().and_then(|message| message.get(0).map(|frame| frame.to_vec()));
                    if let Some([SUBSCRIBE, topic @ ..]) = subscription.as_deref() {
                        self.welcome(topic).await;
                    }
                }
                next = inbox.recv() => match next {
                    Some(broadcast) => self.publish(broadcast).await,
                    None => return,
                },
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => self.say(false).await,
            }
        }
    }

    async fn publish(&mut self, broadcast: Broadcast) {
        match broadcast {
            Broadcast::Stream { parent, name, data } => self.gather(parent, name, &data).await,
            Broadcast::Message { kind, parent, content } => {
                self.say(true).await;
                self.send(kind, &parent, &content).await;
            }
            Broadcast::Flush(done) => {
                self.say(true).await;
                // Nobody waits any more.
                let _ = done.send(());
            }
        }
    }

    async fn gather(&mut self, parent: Arc<Value>, name: StreamName, data: &[u8]) {
        let same = |text: &Text| text.name == name && Arc::ptr_eq(&text.parent, &parent);
        if !self.text.as_ref().is_some_and(same) {
            self.say(true).await;
        }
        let fresh = || Text { parent, name, batch: Batch::default(), due: Instant::now() + GATHER };
        let text = self.text.get_or_insert_with(fresh);
        if !text.batch.is_due() {
            text.due = Instant::now() + GATHER;
        }
        text.batch.push(data);
        if text.batch.len() >= ENOUGH {
            self.say(false).await;
        }
    }

    /// Publishes the text that waits; `all` of it when something else comes after it.
    async fn say(&mut self, all: bool) {
        let Some(text) = &mut self.text else { return };
        let words = if all { text.batch.take_all() } else { text.batch.take() };
        let (parent, name) = (Arc::clone(&text.parent), text.name);
        if all {
            self.text = None;
        }
        if !words.is_empty() {
            let name = match name {
                StreamName::Stdout => "stdout",
                StreamName::Stderr => "stderr",
            };
            self.send("stream", &parent, &json!({ "name": name, "text": words })).await;
        }
    }

    /// Tells a new subscriber that it is heard (JEP 65); until then a front end cannot know.
    async fn welcome(&mut self, topic: &[u8]) {
        let content = json!({ "subscription": String::from_utf8_lossy(topic) });
        let message = self.wire.write(&[topic.to_vec()], "iopub_welcome", &json!({}), &content);
        let _ = timeout(PATIENCE, self.socket.send(message)).await;
    }

    async fn send(&mut self, kind: &str, parent: &Value, content: &Value) {
        let topic = format!("kernel.{}.{kind}", self.wire.session()).into_bytes();
        // A subscriber that went away or does not read must not hold up the others.
        let _ = timeout(PATIENCE, self.socket.send(self.wire.write(&[topic], kind, parent, content))).await;
    }
}
