//! The connection file: where a front end wants the five sockets, and the key that signs messages.

use super::JupyterError;
use jupyter_protocol::{ConnectionInfo, connection_info::Transport};
use std::{fs, path::Path};

/// The one signature scheme that Jupyter has.
const SCHEME: &str = "hmac-sha256";

/// Reads a connection file and makes it readable by its owner alone: whoever has the key can run code here.
///
/// # Errors
/// When it is no connection file, or asks for signatures of another kind.
pub fn read(path: &Path) -> Result<ConnectionInfo, JupyterError> {
    let unreadable =
        |error: String| JupyterError::Connection(say!("jupyter-connection", path = path.display(), error = error));
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let info: ConnectionInfo = serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    if !info.key.is_empty() && info.signature_scheme != SCHEME {
        return Err(unreadable(say!("jupyter-scheme", scheme = info.signature_scheme, wanted = SCHEME)));
    }
    close_to_others(path);
    Ok(info)
}

/// Front ends write the file as 0600; one that was not is mended, as far as it is ours.
fn close_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let open = fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
    if open {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
    }
}

/// Where a socket of this port is bound, as ZeroMQ writes it.
pub fn endpoint(info: &ConnectionInfo, port: u16) -> String {
    match info.transport {
        Transport::TCP => format!("tcp://{}:{port}", info.ip),
        Transport::IPC => format!("ipc://{}-{port}", info.ip),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn written(scheme: &str, key: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let text = format!(
            r#"{{"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5,"ip":"127.0.0.1",
                "key":"{key}","transport":"tcp","signature_scheme":"{scheme}","kernel_name":"gradus","more":1}}"#
        );
        fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn a_connection_file_is_read_and_closed_to_others() {
        let file = written(SCHEME, "secret");
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).unwrap();
        let info = read(file.path()).unwrap();
        assert_eq!(endpoint(&info, info.iopub_port), "tcp://127.0.0.1:2");
        assert_eq!(fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn another_scheme_is_refused_unless_nothing_is_signed() {
        let error = read(written("hmac-md5", "secret").path()).unwrap_err().to_string();
        assert!(error.contains("hmac-md5") && error.contains(SCHEME), "{error}");
        assert!(read(written("", "").path()).is_ok());
    }
}
