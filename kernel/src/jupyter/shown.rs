//! Outputs of cells as messages of Jupyter. Pure.

use crate::command;
use gradus_protocol::{MimeBundle, Output, Payload, Progress, is_ours};
use serde_json::{Value, json};

/// A message for everybody: its type and its content.
pub type Shown = (&'static str, Value);

/// The message of an output. Streams and errors have ways of their own.
pub fn shown(output: &Output, count: u64) -> Option<Shown> {
    match output {
        Output::Value(bundle) => {
            let mut content = display(bundle, None);
            content["execution_count"] = count.into();
            Some(("execute_result", content))
        }
        Output::Display { bundle, id } => Some(("display_data", display(bundle, id.as_ref().map(|id| id.0.as_str())))),
        Output::Update { bundle, id } => Some(("update_display_data", display(bundle, Some(&id.0)))),
        Output::Clear { wait } => Some(("clear_output", json!({ "wait": wait }))),
        Output::Verdict(verdict) => Some(("display_data", display(&command::verdict(verdict), None))),
        Output::Note(note) => Some(("display_data", display(&noted(note), None))),
        Output::Stream { .. } | Output::Error(_) => None,
    }
}

/// How far a long step is, in a display that the next one replaces.
pub fn progress(progress: &Progress, id: &str, first: bool) -> Shown {
    let text = match (progress.total, progress.seconds_left) {
        (0, _) => say!("jupyter-preparing", step = progress.step),
        (total, None) => say!("jupyter-preparing-of", step = progress.step, done = progress.done, total = total),
        (total, Some(seconds)) => {
            let (step, done) = (&progress.step, progress.done);
            say!("jupyter-preparing-left", step = step, done = done, total = total, seconds = seconds)
        }
    };
    replaced(&MimeBundle::plain(text), id, first)
}

/// The last words of such a display.
pub fn prepared(id: &str) -> Shown {
    replaced(&MimeBundle::plain(say!("jupyter-prepared")), id, false)
}

fn replaced(bundle: &MimeBundle, id: &str, first: bool) -> Shown {
    (if first { "display_data" } else { "update_display_data" }, display(bundle, Some(id)))
}

fn display(bundle: &MimeBundle, id: Option<&str>) -> Value {
    let transient = id.map_or(json!({}), |id| json!({ "display_id": id }));
    json!({ "data": data(bundle), "metadata": {}, "transient": transient })
}

/// All representations keyed by MIME type, bytes as base64. What is for our own front ends is left out.
pub fn data(bundle: &MimeBundle) -> Value {
    let kept = bundle.iter().filter(|(mime, _)| !is_ours(mime));
    let bundle = kept.fold(MimeBundle::default(), |kept, (mime, payload)| match payload {
        Payload::Text(text) => kept.with_text(mime, text),
        Payload::Binary(bytes) => kept.with_binary(mime, bytes.as_slice()),
    });
    serde_json::to_value(bundle).unwrap_or_default()
}

fn noted(note: &str) -> MimeBundle {
    let text = say!("jupyter-note", note = note);
    // A line at the left in a colour that is seen on light and on dark pages.
    let html = format!(
        r#"<div style="border-left: 4px solid #1565c0; padding: 0.2em 0.8em; white-space: pre-wrap">{}</div>"#,
        command::escaped(&text)
    );
    MimeBundle::default().with_text("text/html", html).with_text("text/plain", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::TEXT_ANSI;
    use gradus_protocol::{DisplayId, Verdict};

    fn plot() -> MimeBundle {
        MimeBundle::default()
            .with_binary("image/png", [0x89, b'P'])
            .with_text("image/svg+xml", "<svg/>")
            .with_text(TEXT_ANSI, "\x1b[31m*")
            .with_text("text/plain", "*")
    }

    #[test]
    fn a_value_is_the_result_of_its_cell() {
        let (kind, content) = shown(&Output::Value(MimeBundle::plain("3")), 7).unwrap();
        assert_eq!(kind, "execute_result");
        assert_eq!(
            content,
            json!({"execution_count": 7, "data": {"text/plain": "3"}, "metadata": {}, "transient": {}})
        );
    }

    #[test]
    fn a_plot_comes_as_png_svg_and_text_at_once() {
        let (kind, content) = shown(&Output::Display { bundle: plot(), id: None }, 1).unwrap();
        assert_eq!(kind, "display_data");
        assert_eq!(content["data"], json!({"image/png": "iVA=", "image/svg+xml": "<svg/>", "text/plain": "*"}));
    }

    #[test]
    fn an_update_names_the_display_it_replaces() {
        let id = DisplayId("live-1".into());
        for (output, wanted) in [
            (Output::Display { bundle: plot(), id: Some(id.clone()) }, "display_data"),
            (Output::Update { bundle: plot(), id }, "update_display_data"),
        ] {
            let (kind, content) = shown(&output, 1).unwrap();
            assert_eq!((kind, &content["transient"]["display_id"]), (wanted, &json!("live-1")));
        }
    }

    #[test]
    fn a_verdict_has_text_and_html_and_no_markup_of_the_learners() {
        let fail = Verdict::Fail { message: "a < b & c".into() };
        let (_, content) = shown(&Output::Verdict(fail), 1).unwrap();
        assert!(content["data"]["text/plain"].as_str().unwrap().ends_with("a < b & c"));
        assert!(content["data"]["text/html"].as_str().unwrap().contains("a &lt; b &amp; c"));
    }

    #[test]
    fn an_output_is_cleared_now_or_at_the_next() {
        assert_eq!(shown(&Output::Clear { wait: true }, 1), Some(("clear_output", json!({"wait": true}))));
    }
}
