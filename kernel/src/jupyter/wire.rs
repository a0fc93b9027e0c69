//! Messages on the wire: identities, a delimiter, a signature, four JSON dictionaries, and buffers as they are.
//!
//! Requests are kept as JSON values: clients leave out fields that typed structs ask for (`history` without `unique`),
//! and what is no request of ours must still be answered or passed over, not end the socket.
//! <https://jupyter-client.readthedocs.io/en/latest/messaging.html#the-wire-protocol>

use chrono::{SecondsFormat, Utc};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::sync::Arc;
use uuid::Uuid;
use zeromq::ZmqMessage;

/// Jupyter's messaging protocol that this kernel speaks.
pub const VERSION: &str = "5.4";

/// Between the identities and the message.
const DELIMITER: &[u8] = b"<IDS|MSG>";

/// A message that came.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who sent it, as ROUTER sockets put it in front.
    pub identities: Vec<Vec<u8>>,
    /// Its header, whole: replies carry it back.
    pub header: Arc<Value>,
    /// The header of the message that it answers; empty if it answers none.
    pub parent: Value,
    /// What it says.
    pub content: Value,
    /// How many binary buffers came with it.
    pub buffers: usize,
}

impl Message {
    /// Its type: `execute_request`.
    pub fn kind(&self) -> &str {
        self.header["msg_type"].as_str().unwrap_or_default()
    }
}

/// Why frames are no message. None of these ends anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// Frames are missing, or are no JSON, or say nothing of their type.
    Malformed,
    /// Signed with another key, or not at all.
    Signature,
}

/// Signs what goes out and verifies what comes in.
#[derive(Clone)]
pub struct Wire {
    /// Nothing is signed without a key.
    mac: Option<Hmac<Sha256>>,
    /// Of this kernel's messages.
    session: Arc<str>,
}

impl Wire {
    /// A wire of its own session.
    pub fn new(key: &str) -> Self {
        // A key of any length is one.
        let mac = (!key.is_empty()).then(|| Hmac::new_from_slice(key.as_bytes()).ok()).flatten();
        Self { mac, session: Uuid::new_v4().to_string().into() }
    }

    /// The session of this kernel's messages.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// Reads frames. The signature is over header, parent, metadata and content alone, so buffers are not in it.
    ///
    /// # Errors
    /// [`Dropped`].
    pub fn read(&self, frames: &[&[u8]]) -> Result<Message, Dropped> {
        let at = frames.iter().position(|frame| *frame == DELIMITER).ok_or(Dropped::Malformed)?;
        let (identities, rest) = (&frames[..at], &frames[at + 1..]);
        let [signature, header, parent, metadata, content, buffers @ ..] = rest else {
            return Err(Dropped::Malformed);
        };
        if let Some(mac) = &self.mac {
            let said = unhex(signature).ok_or(Dropped::Signature)?;
            let parts = [header, parent, metadata, content];
            parts
                .into_iter()
                .fold(mac.clone(), Mac::chain_update)
                .verify_slice(&said)
                .map_err(|_| Dropped::Signature)?;
        }
        let dictionary = |frame: &[u8]| {
            serde_json::from_slice::<Value>(frame).ok().filter(Value::is_object).ok_or(Dropped::Malformed)
        };
        let header = dictionary(header)?;
        if !header["msg_type"].is_string() || !header["msg_id"].is_string() {
            return Err(Dropped::Malformed);
        }
        dictionary(metadata)?;
        Ok(Message {
            identities: identities.iter().map(|identity| identity.to_vec()).collect(),
            header: header.into(),
            parent: dictionary(parent)?,
            content: dictionary(content)?,
            buffers: buffers.len(),
        })
    }

    /// Writes a message that answers another one (`parent` is its header). On iopub, the identity is its topic.
    pub fn write(&self, identities: &[Vec<u8>], kind: &str, parent: &Value, content: &Value) -> ZmqMessage {
        let header = json!({
            "msg_id": Uuid::new_v4().to_string(),
            "session": &*self.session,
            "username": "gradus",
            "date": Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true),
            "msg_type": kind,
            "version": VERSION,
        });
        let body = [&header, parent, &json!({}), content].map(|part| part.to_string().into_bytes());
        let signature = self.mac.as_ref().map_or(String::new(), |mac| {
            let signed = body.iter().fold(mac.clone(), |mac, part| mac.chain_update(part)).finalize();
            hex(&signed.into_bytes())
        });
        let mut frames = identities.iter().cloned().chain([DELIMITER.to_vec(), signature.into_bytes()]).chain(body);
        let mut message = ZmqMessage::from(frames.next().unwrap_or_default());
        frames.for_each(|frame| message.push_back(frame.into()));
        message
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: &u8| (*byte as char).to_digit(16).map(|digit| digit as u8);
    let (pairs, rest) = text.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| Some((digit(high)? << 4) | digit(low)?)).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(message: ZmqMessage) -> Vec<Vec<u8>> {
        message.into_vec().into_iter().map(|frame| frame.to_vec()).collect()
    }

    fn read(wire: &Wire, frames: &[Vec<u8>]) -> Result<Message, Dropped> {
        wire.read(&frames.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    fn written(wire: &Wire) -> Vec<Vec<u8>> {
        frames(wire.write(&[b"me".to_vec()], "execute_reply", &json!({"msg_id": "1"}), &json!({"status": "ok"})))
    }

    #[test]
    fn what_is_written_is_read_by_who_has_the_key() {
        let wire = Wire::new("secret");
        let message = read(&wire, &written(&wire)).unwrap();
        assert_eq!((message.kind(), &message.identities[..]), ("execute_reply", &[b"me".to_vec()][..]));
        assert_eq!((&message.parent["msg_id"], &message.content["status"]), (&json!("1"), &json!("ok")));
        assert_eq!(message.header["version"], VERSION);
        assert_eq!(read(&Wire::new("other"), &written(&wire)), Err(Dropped::Signature));
        assert_eq!(read(&wire, &written(&Wire::new(""))), Err(Dropped::Signature));
        assert!(read(&Wire::new(""), &written(&wire)).is_ok(), "without a key nothing is verified");
    }

    #[test]
    fn buffers_are_not_part_of_the_signature() {
        let wire = Wire::new("secret");
        let mut with_buffer = written(&wire);
        with_buffer.push(vec![0, 159, 146, 150]);
        assert_eq!(read(&wire, &with_buffer).unwrap().buffers, 1);
    }

    #[test]
    fn a_changed_frame_does_not_pass() {
        let wire = Wire::new("secret");
        for frame in 2..7 {
            let mut changed = written(&wire);
            changed[frame].push(b' ');
            assert_eq!(read(&wire, &changed), Err(Dropped::Signature), "frame {frame}");
        }
        for length in 0..7 {
            assert!(read(&wire, &written(&wire)[..length]).is_err());
        }
    }

    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_hmac_sha256() {
        let mac = Wire::new("Jefe").mac.unwrap().chain_update("what do ya want for nothing?").finalize();
        let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&mac.into_bytes()), known);
    }
}
