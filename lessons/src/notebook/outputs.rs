//! Recorded outputs as a notebook stores them.

use crate::recorded::headline;
use gradus_protocol::{MimeBundle, Output, StreamName, is_ours};
use serde_json::{Map, Value, json};

/// Outputs of a cell, without what only a session can show (a verdict is in words, an update has taken its place).
pub fn outputs(recorded: &[Output]) -> Result<Vec<nbformat::v4::Output>, serde_json::Error> {
    recorded.iter().filter_map(stored).map(serde_json::from_value).collect()
}

fn stored(output: &Output) -> Option<Value> {
    Some(match output {
        Output::Stream { name, data } => {
            let name = if *name == StreamName::Stdout { "stdout" } else { "stderr" };
            json!({ "output_type": "stream", "name": name, "text": String::from_utf8_lossy(data) })
        }
        Output::Value(bundle) => {
            json!({ "output_type": "execute_result", "execution_count": 1, "data": data(bundle)?, "metadata": {} })
        }
        Output::Display { bundle, .. } | Output::Update { bundle, .. } => {
            json!({ "output_type": "display_data", "data": data(bundle)?, "metadata": {} })
        }
        Output::Note(note) => json!({ "output_type": "stream", "name": "stderr", "text": format!("{note}\n") }),
        Output::Error(error) => json!({
            "output_type": "error", "ename": "error", "evalue": headline(error), "traceback": []
        }),
        Output::Verdict(_) | Output::Clear { .. } => return None,
    })
}

/// All representations that notebooks know.
fn data(bundle: &MimeBundle) -> Option<Value> {
    let mut all: Map<String, Value> = match serde_json::to_value(bundle) {
        Ok(Value::Object(all)) => all,
        _ => return None,
    };
    all.retain(|mime, _| !is_ours(mime));
    Some(Value::Object(all))
}
