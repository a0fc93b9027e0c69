//! The heartbeat: every message comes back as it is. On a thread of its own, so that nothing else can delay it.

use super::JupyterError;
use std::{sync::mpsc, thread};
use tokio::runtime;
use zeromq::{RepSocket, Socket, SocketRecv, SocketSend};

/// Binds the socket and answers to the end of the process.
///
/// # Errors
/// When the socket cannot be bound there.
pub fn start(endpoint: String) -> Result<(), JupyterError> {
    let (tell, bound) = mpsc::channel();
    let beat = move || {
        let Ok(runtime) = runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async move {
            let mut socket = RepSocket::new();
            let bound = socket.bind(&endpoint).await.map(drop).map_err(|error| error.to_string());
            let failed = bound.is_err();
            if tell.send(bound).is_err() || failed {
                return;
            }
            // A client that breaks off in the middle is an error here, and no reason to stop.
            loop {
                if let Ok(message) = socket.recv().await {
                    let _ = socket.send(message).await;
                }
            }
        });
    };
    thread::Builder::new().name("gradus-heartbeat".into()).spawn(beat)?;
    bound.recv().unwrap_or_else(|_| Err(String::new())).map_err(JupyterError::Bind)
}
