//! The kernel on the wire, over scripted cells: each message of the protocol, and everything that is none.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod client;
mod hostile;

use client::{Client, first, kinds, story, within};
use gradus_kernel::engine::scripted::{Answer, Gate, ScriptedEngine};
use gradus_protocol::{CellError, CellId, DisplayId, MimeBundle, Output, Place, Verdict};
use serde_json::{Value, json};
use std::{os::unix::fs::PermissionsExt, time::Instant};

fn value(text: &str) -> Answer {
    Answer::ok([Output::Value(MimeBundle::plain(text))])
}

fn failure() -> Answer {
    Answer::error(CellError::Failed { message: "no such file".into(), place: None })
}

#[test]
fn a_cell_is_busy_input_outputs_reply_idle() {
    story(async {
        let outputs = [
            Output::stdout("one\n"),
            Output::stdout("two\n"),
            Output::Display { bundle: MimeBundle::plain("plot"), id: None },
            Output::stderr("careful"),
            Output::Value(MimeBundle::plain("3")),
        ];
        let mut client = Client::start([("1 + 2", Answer::ok(outputs))]).await;
        let (reply, heard) = client.run("1 + 2").await;
        let wanted = ["busy", "execute_input", "stream", "display_data", "stream", "execute_result", "idle"];
        assert_eq!(kinds(&heard), wanted);
        assert_eq!(first(&heard, "stream")["text"], "one\ntwo\n", "text is gathered");
        assert_eq!(first(&heard, "execute_input")["execution_count"], 1, "the first cell is number 1");
        assert_eq!(first(&heard, "execute_result")["data"]["text/plain"], "3");
        assert_eq!((&reply["status"], &reply["execution_count"]), (&json!("ok"), &json!(1)));
        assert_eq!(client.run("()").await.0["execution_count"], 2);
        client.shut_down().await;
    });
}

#[test]
fn kernel_info_comes_at_once_though_the_engine_is_not_ready() {
    story(async {
        let gate = Gate::default();
        let held = gate.clone();
        let mut client = Client::start([("slow", value("1").held_by(&held)), ("next", value("2"))]).await;
        let slow = client.send("execute_request", json!({"code": "slow"})).await;
        let began = Instant::now();
        let info = client.ask("kernel_info_request", json!({})).await;
        assert!(began.elapsed().as_millis() < 300, "{:?}", began.elapsed());
        assert_eq!(info["language_info"]["name"], "rust");
        within(client.heart.single_heartbeat()).await.unwrap();
        gate.open();
        client.until_idle(&slow).await;
        assert_eq!(client.reply().await.content["status"], "ok");
        client.shut_down().await;
    });
}

#[test]
fn a_silent_cell_says_nothing_and_does_not_count() {
    story(async {
        let mut client = Client::start([("x", value("1"))]).await;
        let (reply, heard) = client.execute(json!({"code": "x", "silent": true})).await;
        assert_eq!((kinds(&heard), &reply["execution_count"]), (vec!["busy".into(), "idle".into()], &json!(0)));
        let (reply, heard) = client.execute(json!({"code": "x", "store_history": false})).await;
        assert_eq!(reply["execution_count"], 0);
        assert_eq!(kinds(&heard), ["busy", "execute_input", "execute_result", "idle"]);
        assert_eq!(client.run("x").await.0["execution_count"], 1);
        let history = client.ask("history_request", json!({"hist_access_type": "tail", "n": 9, "output": true})).await;
        assert_eq!(history["history"], json!([[1, 1, ["x", "1"]]]));
        client.shut_down().await;
    });
}

#[test]
fn an_error_points_into_its_cell_and_drops_what_waits() {
    story(async {
        let place = Some(Place { cell: CellId::new("In[1]"), line: 2, column: 1 });
        let gate = Gate::default();
        let panic = Answer::error(CellError::Panic { message: "out of bounds".into(), place }).held_by(&gate);
        let mut client = Client::start([("let v = 1;\nv[3]", panic), ("bad", failure()), ("1", value("1"))]).await;
        let first_id = client.send("execute_request", json!({"code": "let v = 1;\nv[3]"})).await;
        let waits = client.send("execute_request", json!({"code": "1"})).await;
        gate.open();
        let heard = client.until_idle(&first_id).await;
        let told = first(&heard, "error");
        assert_eq!((&told["ename"], &told["evalue"]), (&json!("panic"), &json!("out of bounds")));
        let traceback: Vec<&str> = told["traceback"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(traceback.join("\n").contains("In[1]:2:1") && traceback.join("\n").contains("v[3]"), "{traceback:?}");
        let reply = client.reply().await.content;
        assert_eq!((&reply["status"], &reply["ename"]), (&json!("error"), &json!("panic")));
        assert_eq!(kinds(&client.until_idle(&waits).await), ["busy", "idle"]);
        assert_eq!(client.reply().await.content["status"], "aborted");

        let bad = client.send("execute_request", json!({"code": "bad", "stop_on_error": false})).await;
        let goes_on = client.send("execute_request", json!({"code": "1"})).await;
        client.until_idle(&bad).await;
        assert_eq!(client.reply().await.content["status"], "error");
        client.until_idle(&goes_on).await;
        assert_eq!(client.reply().await.content["status"], "ok");
        client.shut_down().await;
    });
}

#[test]
fn displays_update_in_place_and_outputs_are_cleared() {
    story(async {
        let id = || DisplayId("live-1".into());
        let bundle = || MimeBundle::default().with_binary("image/png", [1]).with_text("text/plain", "curve");
        let outputs = [
            Output::Display { bundle: bundle(), id: Some(id()) },
            Output::Update { bundle: bundle(), id: id() },
            Output::Clear { wait: true },
            Output::Verdict(Verdict::Pass { message: "right".into() }),
        ];
        let mut client = Client::start([("train()", Answer::ok(outputs))]).await;
        let (_, heard) = client.run("train()").await;
        let shown = ["display_data", "update_display_data"].map(|kind| first(&heard, kind));
        for content in shown {
            assert_eq!(content["transient"]["display_id"], "live-1");
            assert_eq!(content["data"]["image/png"], "AQ==");
        }
        assert_eq!(first(&heard, "clear_output")["wait"], true);
        assert!(heard[5].content["data"]["text/html"].as_str().unwrap().contains("right"));
        client.shut_down().await;
    });
}

#[test]
fn expressions_are_looked_at_after_the_cell() {
    story(async {
        let mut client = Client::start([("a", value("7")), ("b", failure()), ("bad", failure())]).await;
        let asked = json!({"code": "", "user_expressions": {"x": "a", "y": "b"}});
        let (reply, heard) = client.execute(asked.clone()).await;
        assert_eq!(reply["user_expressions"]["x"]["data"]["text/plain"], "7");
        assert_eq!(reply["user_expressions"]["y"]["status"], "error");
        assert_eq!(
            (&reply["status"], kinds(&heard)),
            (&json!("ok"), vec!["busy".into(), "execute_input".into(), "idle".into()])
        );
        assert_eq!(client.run("()").await.0["execution_count"], 2, "looking does not count");
        client.shut_down().await;
    });
}

#[test]
fn a_cell_asks_whoever_runs_it_if_that_can_be_asked() {
    story(async {
        let mut client = Client::start([("ask", Answer::ok([Output::stdout("before ")]).asking("Name: ", true))]).await;
        let id = client.send("execute_request", json!({"code": "ask", "allow_stdin": true})).await;
        let asked = within(client.stdin.read()).await.unwrap();
        let content = serde_json::to_value(&asked.content).unwrap();
        assert_eq!((&content["prompt"], &content["password"]), (&json!("Name: "), &json!(true)));
        client.stdin.send(client::message("input_reply", json!({"value": "Ada", "status": "ok"}))).await.unwrap();
        let heard = client.until_idle(&id).await;
        let said: String = heard.iter().filter_map(|heard| heard.content["text"].as_str()).collect();
        assert_eq!(said, "before Ada");
        client.reply().await;
        let (_, heard) = client.execute(json!({"code": "ask", "allow_stdin": false})).await;
        assert!(first(&heard, "stream")["text"].as_str().unwrap().contains("nobody answers"));
        client.shut_down().await;
    });
}

#[test]
fn an_interrupt_ends_the_running_cell_and_what_it_asks() {
    story(async {
        let held = Answer::ok([Output::stdout("on")]).held_by(&Gate::default());
        let mut client =
            Client::start([("loop {}", held), ("ask", Answer::ok([]).asking("", false)), ("1", value("1"))]).await;
        for code in ["loop {}", "ask"] {
            let id = client.send("execute_request", json!({"code": code, "allow_stdin": true})).await;
            if code == "ask" {
                within(client.stdin.read()).await.unwrap();
            } else {
                while client.hear().await.kind != "stream" {}
            }
            assert_eq!(client.control("interrupt_request", json!({})).await["status"], "ok");
            let heard = client.until_idle(&id).await;
            assert_eq!(first(&heard, "error")["ename"], "Interrupted");
            assert_eq!(client.reply().await.content["status"], "error");
        }
        assert_eq!(client.run("1").await.0["status"], "ok");
        client.shut_down().await;
    });
}

#[test]
fn a_machine_without_rust_says_so_in_the_cell() {
    story(async {
        let mut client = Client::over(|sink| Box::new(ScriptedEngine::new(sink).unavailable("Install Rust."))).await;
        let (reply, heard) = client.run("1").await;
        assert_eq!((&reply["ename"], &reply["evalue"]), (&json!("Unavailable"), &json!("Install Rust.")));
        assert_eq!(first(&heard, "error")["evalue"], "Install Rust.");
        client.shut_down().await;
    });
}

#[test]
fn questions_are_answered_while_a_cell_runs() {
    story(async {
        let gate = Gate::default();
        let mut client = Client::start([("held", Answer::ok([]).held_by(&gate))]).await;
        let id = client.send("execute_request", json!({"code": "held"})).await;
        let whole = client.ask("is_complete_request", json!({"code": "fn f() {"})).await;
        assert_eq!((&whole["status"], &whole["indent"]), (&json!("incomplete"), &json!("    ")));
        let matches = client.ask("complete_request", json!({"code": "π; :v", "cursor_pos": 1})).await;
        assert_eq!((&matches["status"], &matches["cursor_end"]), (&json!("ok"), &json!(1)));
        assert_eq!(
            client.ask("complete_request", json!({"code": ":va", "cursor_pos": 3})).await["matches"],
            json!(["vars"])
        );
        let found = client.ask("inspect_request", json!({"code": "nothing", "cursor_pos": 3, "detail_level": 0})).await;
        assert_eq!((&found["status"], &found["found"]), (&json!("ok"), &json!(false)));
        gate.open();
        let heard = client.until_idle(&id).await;
        assert!(kinds(&heard).iter().filter(|kind| *kind == "busy").count() > 1, "the running cell is named again");
        client.reply().await;
        client.shut_down().await;
    });
}

#[test]
fn history_is_kept_in_a_file_that_is_its_owners() {
    story(async {
        let mut client = Client::start([]).await;
        for code in ["let a = 1;", "let b = 2;", "let a = 1;"] {
            client.run(code).await;
        }
        for (request, wanted) in [
            (json!({"hist_access_type": "range", "session": 0, "start": 1, "stop": 2}), json!([[1, 1, "let a = 1;"]])),
            (json!({"hist_access_type": "search", "pattern": "let a*", "unique": true}), json!([[1, 3, "let a = 1;"]])),
            (json!({"hist_access_type": "tail", "n": 1, "output": false, "raw": true}), json!([[1, 3, "let a = 1;"]])),
        ] {
            assert_eq!(client.ask("history_request", request).await["history"], wanted);
        }
        let mode = std::fs::metadata(client.history()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        client.shut_down().await;
    });
}

#[test]
fn comms_open_tell_and_close() {
    story(async {
        let mut client = Client::start([]).await;
        let target = gradus_kernel::jupyter::SESSION;
        let id = client.send("comm_open", json!({"comm_id": "a", "target_name": target, "data": {}})).await;
        assert!(first(&client.until_idle(&id).await, "comm_msg")["data"]["variables"].is_array());
        let id = client.send("comm_open", json!({"comm_id": "w", "target_name": "jupyter.widget", "data": {}})).await;
        assert_eq!(first(&client.until_idle(&id).await, "comm_close")["comm_id"], "w");
        let comms = client.ask("comm_info_request", json!({})).await["comms"].clone();
        assert_eq!(comms, json!({"a": {"target_name": target}}));
        assert!(kinds(&client.run("1").await.1).contains(&"comm_msg".to_owned()));
        client.send("comm_close", json!({"comm_id": "a", "data": {}})).await;
        assert_eq!(client.ask("comm_info_request", json!({})).await["comms"], json!({}));
        client.shut_down().await;
    });
}

#[test]
fn a_shutdown_is_told_to_everybody() {
    story(async {
        let mut client = Client::start([]).await;
        let reply = client.control("shutdown_request", json!({"restart": true})).await;
        assert_eq!(reply["restart"], true);
        while client.hear().await.kind != "shutdown_reply" {}
    });
}
