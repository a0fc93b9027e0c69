//! Comms: channels that a front end opens to the kernel. There is one target, [`SESSION`]: it tells what the variables
//! are, when it is opened, when it is asked, and after each cell.

use gradus_protocol::{Name, NameKind};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The target that front ends can open.
pub const SESSION: &str = "gradus.session";

/// The open comms: their targets by their ids.
#[derive(Debug, Default)]
pub struct Comms(BTreeMap<String, String>);

/// A message for everybody.
pub type Told = (&'static str, Value);

impl Comms {
    /// A front end opens a comm. One of a target that is not there is closed again, as the protocol asks.
    pub fn open(&mut self, content: &Value, state: Value) -> Option<Told> {
        let (id, target) = (content["comm_id"].as_str()?, content["target_name"].as_str().unwrap_or_default());
        if target != SESSION {
            return Some(("comm_close", json!({ "comm_id": id, "data": {} })));
        }
        self.0.insert(id.to_owned(), target.to_owned());
        Some(message(id, state))
    }

    /// A front end says something on a comm.
    pub fn heard(&self, content: &Value, state: Value) -> Option<Told> {
        let id = content["comm_id"].as_str()?;
        self.0.contains_key(id).then(|| message(id, state))
    }

    /// A front end closes a comm.
    pub fn close(&mut self, content: &Value) {
        if let Some(id) = content["comm_id"].as_str() {
            self.0.remove(id);
        }
    }

    /// What all that are open hear after a cell.
    pub fn after_cell<'a>(&'a self, state: &'a Value) -> impl Iterator<Item = Told> + 'a {
        self.0.keys().map(|id| message(id, state.clone()))
    }

    /// Whether anybody listens.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The content of a `comm_info_reply`: all, or those of one target.
    pub fn info(&self, content: &Value) -> Value {
        let wanted = content["target_name"].as_str().filter(|name| !name.is_empty());
        let comms: Map<String, Value> = self
            .0
            .iter()
            .filter(|(_, target)| wanted.is_none_or(|wanted| wanted == target.as_str()))
            .map(|(id, target)| (id.clone(), json!({ "target_name": target })))
            .collect();
        json!({ "status": "ok", "comms": comms })
    }
}

fn message(id: &str, state: Value) -> Told {
    ("comm_msg", json!({ "comm_id": id, "data": state }))
}

/// What the target tells: the variables, and how many messages were dropped.
pub fn state(names: &[Name], dropped: u64) -> Value {
    let variables = names.iter().filter(|name| name.kind == NameKind::Variable);
    let told =
        variables.map(|name| json!({ "name": name.name, "type": name.ty, "size": name.size, "value": name.preview }));
    json!({ "variables": told.collect::<Vec<_>>(), "dropped": dropped })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::CellId;

    #[test]
    fn a_comm_is_opened_told_of_and_closed() {
        let mut comms = Comms::default();
        let name = Name::new("x", NameKind::Variable, CellId::new("In[1]"), "i32");
        let now = state(&[name], 2);
        let (kind, told) = comms.open(&json!({"comm_id": "a", "target_name": SESSION}), now.clone()).unwrap();
        assert_eq!(
            (kind, &told["data"]["variables"][0]["name"], &told["data"]["dropped"]),
            ("comm_msg", &json!("x"), &json!(2))
        );
        assert_eq!(comms.info(&json!({}))["comms"], json!({"a": {"target_name": SESSION}}));
        assert_eq!(comms.info(&json!({"target_name": "other"}))["comms"], json!({}));
        assert_eq!(comms.after_cell(&now).count(), 1);
        assert!(comms.heard(&json!({"comm_id": "b"}), now.clone()).is_none());
        comms.close(&json!({"comm_id": "a"}));
        assert!(comms.is_empty());
    }

    #[test]
    fn a_target_that_is_not_there_is_closed_again() {
        let mut comms = Comms::default();
        let (kind, content) = comms.open(&json!({"comm_id": "w", "target_name": "jupyter.widget"}), json!({})).unwrap();
        assert_eq!((kind, &content["comm_id"]), ("comm_close", &json!("w")));
        assert!(comms.is_empty() && comms.open(&json!({}), json!({})).is_none());
    }
}
