//! The peer: a kernel process of stock `evcxr_jupyter`, driven over ZeroMQ as a Jupyter client does.

use super::driver::{Driver, Kit, Ran};
use jupyter_protocol::{
    ConnectionInfo, ExecuteRequest, ExecutionState, JupyterMessage, JupyterMessageContent, KernelInfoRequest, Media,
    MediaType, ReplyStatus, Transport,
};
use jupyter_zmq_client::{
    ClientIoPubConnection, ClientShellConnection, create_client_iopub_connection,
    create_client_shell_connection_with_identity, peek_ports, peer_identity_for_session,
};
use std::{
    fs,
    net::{Ipv4Addr, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{runtime::Runtime, time::timeout};

/// A cell that takes longer has hung; building polars from nothing takes twelve minutes.
const PATIENCE: Duration = Duration::from_secs(40 * 60);

/// How long a kernel may take until it hears us.
const HEARD_WITHIN: Duration = Duration::from_secs(60);

const TENSORS: &str = r#":dep dfdx = { version = "=0.13.0", default-features = false, features = ["std", "cpu", "fast-alloc"] }
use dfdx::{optim::{Adam, AdamConfig, Sgd, SgdConfig}, prelude::*};"#;

const FRAMES: &str = r#":dep dfdx = { version = "=0.13.0", default-features = false, features = ["std", "cpu", "fast-alloc"] }
:dep polars = { version = "0.55.2", default-features = false, features = ["csv", "fmt", "temporal", "dtype-slim"] }
use dfdx::{optim::{Adam, AdamConfig, Sgd, SgdConfig}, prelude::*};"#;

/// Sessions of the peer. Its compiled dependencies stay in one folder a kit, as its users are told to do.
pub struct Evcxr {
    exe: PathBuf,
    folder: PathBuf,
    runtime: Runtime,
    open: Option<Open>,
}

struct Open {
    kernel: Child,
    shell: ClientShellConnection,
    iopub: ClientIoPubConnection,
    /// Holds the connection file.
    _folder: TempDir,
}

impl Evcxr {
    /// Sessions of this executable, its dependencies built in `folder`.
    pub fn new(exe: PathBuf, folder: impl Into<PathBuf>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { exe, folder: folder.into(), runtime, open: None }
    }

    /// Where its compiled dependencies stay between runs of a bench: not in the target folder, where cargo would take
    /// the peer's package for one of this workspace's.
    pub fn kept() -> PathBuf {
        std::env::temp_dir().join("gradus-bench-evcxr")
    }

    /// Whether a kit's dependencies were built here before.
    pub fn is_built(&self, kit: Kit) -> bool {
        self.folder_of(kit).join(BUILT).exists()
    }

    /// Builds a kit's dependencies and says how long that took.
    ///
    /// # Errors
    /// What the peer said.
    pub fn build(&mut self, kit: Kit) -> Result<Duration, String> {
        self.session(kit)?;
        let ran = self.run(self.opening(kit));
        self.close();
        if !ran.ok {
            return Err(ran.said);
        }
        fs::write(self.folder_of(kit).join(BUILT), "").map_err(|error| error.to_string())?;
        Ok(ran.took)
    }

    fn folder_of(&self, kit: Kit) -> PathBuf {
        self.folder.join(match kit {
            Kit::Tensors => "tensors",
            Kit::Frames => "frames",
        })
    }

    fn start(&self, kit: Kit) -> Result<Open, String> {
        let build = self.folder_of(kit);
        fs::create_dir_all(&build).map_err(|error| error.to_string())?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let ports = self.runtime.block_on(peek_ports(Ipv4Addr::LOCALHOST.into(), 5)).map_err(|e| e.to_string())?;
        let info = ConnectionInfo {
            ip: "127.0.0.1".into(),
            transport: Transport::TCP,
            shell_port: ports[0],
            iopub_port: ports[1],
            stdin_port: ports[2],
            control_port: ports[3],
            hb_port: ports[4],
            key: "bench".into(),
            signature_scheme: "hmac-sha256".into(),
            kernel_name: None,
        };
        let file = folder.path().join("connection.json");
        fs::write(&file, serde_json::to_vec(&info).unwrap()).map_err(|error| error.to_string())?;
        let mut kernel = Command::new(&self.exe)
            .arg("--control_file")
            .arg(&file)
            .env("EVCXR_TMPDIR", &build)
            .env_remove("CARGO_TARGET_DIR")
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        // A client's connect backs off by seconds when nobody listens yet.
        for port in [info.shell_port, info.iopub_port] {
            listening(port, &mut kernel)?;
        }
        let connected = self.runtime.block_on(async { timeout(HEARD_WITHIN, connect(&info)).await });
        match connected {
            Ok(Ok((shell, iopub))) => Ok(Open { kernel, shell, iopub, _folder: folder }),
            failed => {
                let _ = kernel.kill();
                let _ = kernel.wait();
                Err(failed.map_or("the kernel does not answer".into(), |connected| connected.err().unwrap_or_default()))
            }
        }
    }
}

/// Marks a folder whose dependencies are built.
const BUILT: &str = "built";

/// Waits until somebody listens; a port tells nobody when that begins.
fn listening(port: u16, kernel: &mut Child) -> Result<(), String> {
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Ok(Some(status)) = kernel.try_wait() {
            return Err(format!("the kernel ended: {status}"));
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}

/// Connects, and asks until an answer comes on both channels: what was published before the subscription arrived is
/// lost.
async fn connect(info: &ConnectionInfo) -> Result<(ClientShellConnection, ClientIoPubConnection), String> {
    let told = |error: jupyter_zmq_client::RuntimeError| error.to_string();
    let session = "gradus-bench";
    let identity = peer_identity_for_session(session).map_err(told)?;
    let mut shell = create_client_shell_connection_with_identity(info, session, identity).await.map_err(told)?;
    let mut iopub = create_client_iopub_connection(info, "", session).await.map_err(told)?;
    loop {
        let request = JupyterMessage::new(KernelInfoRequest {}, None);
        shell.send(request.clone()).await.map_err(told)?;
        // Its answer to this does not fit the specification in every field; that one came is what counts.
        let _ = shell.read().await;
        let idle = async { while !matches!(iopub.read().await, Ok(message) if is_idle(&message, &request)) {} };
        if timeout(Duration::from_millis(100), idle).await.is_ok() {
            return Ok((shell, iopub));
        }
    }
}

fn is_idle(message: &JupyterMessage, request: &JupyterMessage) -> bool {
    let ours = message.parent_header.as_ref().is_some_and(|parent| parent.msg_id == request.header.msg_id);
    let idle = matches!(&message.content, JupyterMessageContent::Status(status)
        if status.execution_state == ExecutionState::Idle);
    ours && idle
}

impl Open {
    /// Runs a cell until its reply and its `idle` are there.
    async fn execute(&mut self, code: &str) -> Result<(bool, String), String> {
        let told = |error: jupyter_zmq_client::RuntimeError| error.to_string();
        let request = JupyterMessage::new(ExecuteRequest { code: code.to_owned(), ..Default::default() }, None);
        self.shell.send(request.clone()).await.map_err(told)?;
        let mut said = String::new();
        loop {
            let message = self.iopub.read().await.map_err(told)?;
            if is_idle(&message, &request) {
                break;
            }
            match &message.content {
                JupyterMessageContent::StreamContent(stream) => said.push_str(&stream.text),
                JupyterMessageContent::ExecuteResult(result) => said.push_str(&plain(&result.data)),
                JupyterMessageContent::ErrorOutput(error) => {
                    said.push_str(&error.evalue);
                    said.push('\n');
                }
                _ => {}
            }
        }
        let reply = self.shell.read().await.map_err(told)?;
        let ok =
            matches!(&reply.content, JupyterMessageContent::ExecuteReply(reply) if reply.status == ReplyStatus::Ok);
        Ok((ok, said))
    }
}

fn plain(data: &Media) -> String {
    let text = data.content.iter().find_map(|one| match one {
        MediaType::Plain(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

impl Driver for Evcxr {
    fn name(&self) -> &'static str {
        "evcxr"
    }

    fn session(&mut self, kit: Kit) -> Result<(), String> {
        self.close();
        self.open = Some(self.start(kit)?);
        Ok(())
    }

    fn run(&mut self, cell: &str) -> Ran {
        let began = Instant::now();
        let ended = match &mut self.open {
            Some(open) => match self.runtime.block_on(async { timeout(PATIENCE, open.execute(cell)).await }) {
                Ok(ended) => ended,
                Err(_) => Err("the peer does not answer".into()),
            },
            None => Err("no session".into()),
        };
        let took = began.elapsed();
        match ended {
            Ok((ok, said)) => Ran { ok, took, said },
            Err(said) => Ran { ok: false, took, said },
        }
    }

    fn opening(&self, kit: Kit) -> &'static str {
        match kit {
            Kit::Tensors => TENSORS,
            Kit::Frames => FRAMES,
        }
    }

    fn processes(&self) -> Vec<u32> {
        let kernel = self.open.iter().map(|open| open.kernel.id());
        kernel.flat_map(|id| std::iter::once(id).chain(super::machine::descendants(id))).collect()
    }

    fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            // Its worker ends with it: the pipe between them closes.
            let _ = open.kernel.kill();
            let _ = open.kernel.wait();
        }
    }
}

impl Drop for Evcxr {
    fn drop(&mut self) {
        self.close();
    }
}
