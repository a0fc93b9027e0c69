//! A kernel over scripted cells in this process, and a client that others wrote.

use gradus_kernel::{
    Engine,
    engine::scripted::{Answer, ScriptedEngine},
    guide::NoGuide,
    jupyter,
};
use jupyter_protocol::{
    ConnectionInfo, JupyterMessage, JupyterMessageContent, UnknownMessage, connection_info::Transport,
};
use jupyter_zmq_client::{
    ClientControlConnection, ClientHeartbeatConnection, ClientIoPubConnection, ClientShellConnection,
    ClientStdinConnection, create_client_control_connection, create_client_heartbeat_connection,
    create_client_iopub_connection, create_client_shell_connection_with_identity,
    create_client_stdin_connection_with_identity, peek_ports, peer_identity_for_session, wait_for_iopub_welcome,
};
use serde_json::{Value, json};
use std::{fs, future::Future, thread, time::Duration};
use tempfile::TempDir;
use tokio::{runtime, time::timeout};

/// How long anything may take before a story has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A kernel and a client of it.
pub struct Client {
    pub info: ConnectionInfo,
    pub shell: ClientShellConnection,
    pub control: ClientControlConnection,
    pub stdin: ClientStdinConnection,
    pub iopub: ClientIoPubConnection,
    pub heart: ClientHeartbeatConnection,
    kernel: thread::JoinHandle<()>,
    folder: TempDir,
}

/// A message that came: its type, its content, and the request it answers.
#[derive(Clone, Debug)]
pub struct Heard {
    pub kind: String,
    pub content: Value,
    pub parent: String,
}

impl Heard {
    fn of(message: &JupyterMessage) -> Self {
        let parent = message.parent_header.as_ref().map(|header| header.msg_id.clone()).unwrap_or_default();
        Self { kind: message.header.msg_type.clone(), content: content(message), parent }
    }
}

fn content(message: &JupyterMessage) -> Value {
    serde_json::to_value(&message.content).unwrap()
}

/// Runs a story to its end.
pub fn story<F: Future<Output = ()>>(told: F) {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { timeout(PATIENCE * 3, told).await.expect("the story ends") });
}

pub async fn within<T>(future: impl Future<Output = T>) -> T {
    timeout(PATIENCE, future).await.expect("it comes in time")
}

impl Client {
    /// A kernel that knows these cells.
    pub async fn start(answers: impl IntoIterator<Item = (&'static str, Answer)> + Send + 'static) -> Self {
        Self::over(move |sink| {
            let engine = ScriptedEngine::new(sink);
            Box::new(answers.into_iter().fold(engine, |engine, (code, answer)| engine.answer(code, answer)))
        })
        .await
    }

    pub async fn over(make: impl FnOnce(gradus_kernel::engine::Sink) -> Box<dyn Engine> + Send + 'static) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports = peek_ports("127.0.0.1".parse().unwrap(), 5).await.unwrap();
        let info = ConnectionInfo {
            ip: "127.0.0.1".into(),
            transport: Transport::TCP,
            shell_port: ports[0],
            iopub_port: ports[1],
            stdin_port: ports[2],
            control_port: ports[3],
            hb_port: ports[4],
            key: "secret".into(),
            signature_scheme: "hmac-sha256".into(),
            kernel_name: Some("gradus".into()),
        };
        let file = folder.path().join("connection.json");
        fs::write(&file, serde_json::to_string(&info).unwrap()).unwrap();
        let history = folder.path().join("history.jsonl");
        let kernel = thread::spawn(move || jupyter::serve(&file, Some(history), Box::new(NoGuide), make).unwrap());
        let session = "story";
        let identity = peer_identity_for_session(session).unwrap();
        let mut iopub = within(create_client_iopub_connection(&info, "", session)).await.unwrap();
        assert_eq!(wait_for_iopub_welcome(&mut iopub, PATIENCE).await.unwrap().as_deref(), Some(""));
        Self {
            shell: create_client_shell_connection_with_identity(&info, session, identity.clone()).await.unwrap(),
            stdin: create_client_stdin_connection_with_identity(&info, session, identity).await.unwrap(),
            control: create_client_control_connection(&info, session).await.unwrap(),
            heart: create_client_heartbeat_connection(&info).await.unwrap(),
            iopub,
            info,
            kernel,
            folder,
        }
    }

    /// Where its history is kept.
    pub fn history(&self) -> std::path::PathBuf {
        self.folder.path().join("history.jsonl")
    }

    /// Sends a request as it stands; gives its id.
    pub async fn send(&mut self, kind: &str, content: Value) -> String {
        let message = message(kind, content);
        let id = message.header.msg_id.clone();
        self.shell.send(message).await.unwrap();
        id
    }

    /// Sends a request on the control socket, and gives what it is answered.
    pub async fn control(&mut self, kind: &str, content: Value) -> Value {
        self.control.send(message(kind, content)).await.unwrap();
        Heard::of(&within(self.control.read()).await.unwrap()).content
    }

    /// The next message on the shell socket.
    pub async fn reply(&mut self) -> Heard {
        Heard::of(&within(self.shell.read()).await.unwrap())
    }

    /// Sends a request, and gives what it is answered.
    pub async fn ask(&mut self, kind: &str, content: Value) -> Value {
        let id = self.send(kind, content).await;
        let reply = self.reply().await;
        assert_eq!(reply.parent, id, "{reply:?}");
        reply.content
    }

    /// The next message that everybody hears.
    pub async fn hear(&mut self) -> Heard {
        Heard::of(&within(self.iopub.read()).await.unwrap())
    }

    /// Everything that a request led to, up to its idle.
    pub async fn until_idle(&mut self, request: &str) -> Vec<Heard> {
        let mut heard = Vec::new();
        loop {
            let next = self.hear().await;
            if next.parent != request {
                continue;
            }
            let done = next.kind == "status" && next.content["execution_state"] == "idle";
            heard.push(next);
            if done {
                return heard;
            }
        }
    }

    /// Runs a cell: its reply, and what everybody heard.
    pub async fn run(&mut self, code: &str) -> (Value, Vec<Heard>) {
        self.execute(json!({ "code": code })).await
    }

    /// Sends an `execute_request` as it stands.
    pub async fn execute(&mut self, content: Value) -> (Value, Vec<Heard>) {
        let id = self.send("execute_request", content).await;
        let heard = self.until_idle(&id).await;
        let reply = self.reply().await;
        assert_eq!((reply.kind.as_str(), &reply.parent), ("execute_reply", &id));
        (reply.content, heard)
    }

    /// Has the kernel shut down and waits for its end.
    pub async fn shut_down(mut self) {
        let reply = self.control("shutdown_request", json!({ "restart": false })).await;
        assert_eq!((&reply["status"], &reply["restart"]), (&json!("ok"), &json!(false)));
        let kernel = self.kernel;
        within(tokio::task::spawn_blocking(move || kernel.join().unwrap())).await.unwrap();
    }
}

/// A message of any type and content.
pub fn message(kind: &str, content: Value) -> JupyterMessage {
    let unknown = UnknownMessage { msg_type: kind.to_owned(), content };
    JupyterMessage::new(JupyterMessageContent::UnknownMessage(unknown), None)
}

/// The types of what was heard, status by its state.
pub fn kinds(heard: &[Heard]) -> Vec<String> {
    let word = |heard: &Heard| match heard.content["execution_state"].as_str() {
        Some(state) => state.to_owned(),
        None => heard.kind.clone(),
    };
    heard.iter().map(word).collect()
}

/// The first message of a type.
pub fn first<'a>(heard: &'a [Heard], kind: &str) -> &'a Value {
    &heard.iter().find(|heard| heard.kind == kind).unwrap_or_else(|| panic!("no {kind} in {heard:?}")).content
}
