//! One result in several representations, as in Jupyter's `data` of a `display_data` message.
//!
//! ```text
//! image/png              a picture
//! image/svg+xml          the same, at any size
//! text/vnd.gradus.words  what a plot shows, in sentences: for who listens
//! text/vnd.gradus.ansi   text coloured by ANSI escape sequences (24 bits, no cursor movement): a terminal's picture
//! text/html              a table
//! text/plain             what every result has
//! ```

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

/// Text coloured by ANSI escape sequences.
pub const TEXT_ANSI: &str = "text/vnd.gradus.ansi";

/// What a plot shows, in sentences.
pub const TEXT_WORDS: &str = "text/vnd.gradus.words";

/// Whether a representation is for the front ends of Gradus alone: no notebook and no file knows it.
pub fn is_ours(mime: &str) -> bool {
    mime.starts_with("text/vnd.gradus.")
}

/// One representation: text as it stands, or bytes (an image).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Payload {
    /// UTF-8 text: `text/*`, `image/svg+xml`, JSON.
    Text(String),
    /// Bytes: `image/png`. In JSON they travel as base64, as Jupyter sends them.
    Binary(#[serde(with = "serde_bytes")] Vec<u8>),
}

/// All representations of one result, richest first. The front end picks at draw time with [`MimeBundle::richest`].
///
/// In a human-readable format (JSON) a bundle is a map keyed by MIME type with binary payloads in base64;
/// in a binary format (the worker's frames) it is a list of pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MimeBundle {
    entries: Vec<(String, Payload)>,
}

impl MimeBundle {
    /// A bundle of plain text alone.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().with_text("text/plain", text)
    }

    /// A representation as JSON holds it: binary types in base64. Text that is none stays text.
    pub fn with_encoded(self, mime: impl Into<String>, text: &str) -> Self {
        let mime = mime.into();
        let bytes = is_binary(&mime).then(|| STANDARD.decode(text.trim()).ok()).flatten();
        match bytes {
            Some(bytes) => self.with_binary(mime, bytes),
            None => self.with_text(mime, text),
        }
    }

    /// Adds a textual representation; a second one of the same type replaces the first.
    pub fn with_text(self, mime: impl Into<String>, text: impl Into<String>) -> Self {
        self.with(mime.into(), Payload::Text(text.into()))
    }

    /// Adds a binary representation; a second one of the same type replaces the first.
    pub fn with_binary(self, mime: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.with(mime.into(), Payload::Binary(bytes.into()))
    }

    fn with(mut self, mime: String, payload: Payload) -> Self {
        self.entries.retain(|(known, _)| *known != mime);
        self.entries.push((mime, payload));
        self
    }

    /// The payload of one MIME type.
    pub fn get(&self, mime: &str) -> Option<&Payload> {
        self.entries.iter().find(|(known, _)| known == mime).map(|(_, payload)| payload)
    }

    /// The text of one MIME type, if it is textual.
    pub fn text(&self, mime: &str) -> Option<&str> {
        match self.get(mime)? {
            Payload::Text(text) => Some(text),
            Payload::Binary(_) => None,
        }
    }

    /// The bytes of one MIME type, if it is binary.
    pub fn binary(&self, mime: &str) -> Option<&[u8]> {
        match self.get(mime)? {
            Payload::Binary(bytes) => Some(bytes),
            Payload::Text(_) => None,
        }
    }

    /// The first of `wanted` (in order of preference) that the bundle holds.
    pub fn richest<'a>(&'a self, wanted: &[&str]) -> Option<(&'a str, &'a Payload)> {
        wanted
            .iter()
            .find_map(|mime| self.entries.iter().find(|(known, _)| known == mime))
            .map(|(m, p)| (m.as_str(), p))
    }

    /// Every representation, richest first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Payload)> {
        self.entries.iter().map(|(mime, payload)| (mime.as_str(), payload))
    }

    /// Whether there is no representation at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Serialize for MimeBundle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return self.entries.serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        for (mime, payload) in &self.entries {
            match payload {
                Payload::Text(text) => map.serialize_entry(mime, text)?,
                Payload::Binary(bytes) => map.serialize_entry(mime, &STANDARD.encode(bytes))?,
            }
        }
        map.end()
    }
}

/// Whether a MIME type's payload is bytes: in JSON only the type tells base64 from text.
fn is_binary(mime: &str) -> bool {
    mime != "image/svg+xml"
        && ["image/", "audio/", "video/", "application/pdf"].iter().any(|start| mime.starts_with(start))
}

impl<'de> Deserialize<'de> for MimeBundle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Ok(Self { entries: Vec::deserialize(deserializer)? });
        }
        let map = std::collections::BTreeMap::<String, String>::deserialize(deserializer)?;
        let mut bundle = Self::default();
        for (mime, text) in map {
            bundle = if is_binary(&mime) {
                let bytes = STANDARD.decode(text).map_err(serde::de::Error::custom)?;
                bundle.with_binary(mime, bytes)
            } else {
                bundle.with_text(mime, text)
            };
        }
        Ok(bundle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle() -> MimeBundle {
        MimeBundle::default().with_binary("image/png", [0x89, b'P', 0xff]).with_text("text/plain", "a plot")
    }

    #[test]
    fn json_is_keyed_by_mime_type_with_base64() {
        let json = serde_json::to_string(&bundle()).unwrap();
        assert_eq!(json, r#"{"image/png":"iVD/","text/plain":"a plot"}"#);
        assert_eq!(serde_json::from_str::<MimeBundle>(&json).unwrap(), bundle());
    }

    #[test]
    fn frames_keep_the_bytes() {
        let bytes = postcard::to_stdvec(&bundle()).unwrap();
        assert_eq!(postcard::from_bytes::<MimeBundle>(&bytes).unwrap(), bundle());
    }

    #[test]
    fn the_richest_wanted_representation_wins() {
        let bundle = bundle();
        assert_eq!(bundle.richest(&["image/svg+xml", "image/png", "text/plain"]).map(|(m, _)| m), Some("image/png"));
        assert_eq!(bundle.richest(&["text/plain", "image/png"]).map(|(m, _)| m), Some("text/plain"));
        assert_eq!(bundle.richest(&["text/html"]), None);
    }
}
