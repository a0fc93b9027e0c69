//! Messages that are none, unknown, signed by somebody else, or too large: dropped and counted, never the end.

use super::client::{Client, first, message, story, within};
use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use zeromq::{DealerSocket, Socket, SocketSend, ZmqMessage};

const KINDS: [&str; 14] = [
    "kernel_info_request",
    "complete_request",
    "inspect_request",
    "history_request",
    "is_complete_request",
    "comm_info_request",
    "comm_open",
    "comm_msg",
    "comm_close",
    "connect_request",
    "debug_request",
    "create_subshell_request",
    "no_such_request",
    "",
];

/// Any JSON, keys of the protocol among it.
fn anything(rng: &mut ChaCha8Rng, depth: u32) -> Value {
    match rng.gen_range(0..if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => rng.gen_bool(0.5).into(),
        2 => rng.r#gen::<i64>().into(),
        3 => rng.r#gen::<f64>().into(),
        4 => "π\"'{([/*".into(),
        5 => json!(-1),
        6 => (0..rng.gen_range(0..4)).map(|_| anything(rng, depth - 1)).collect(),
        _ => {
            let keys = [
                "code",
                "cursor_pos",
                "comm_id",
                "target_name",
                "hist_access_type",
                "n",
                "pattern",
                "session",
                "start",
                "data",
            ];
            let pairs =
                (0..rng.gen_range(0..6)).map(|_| ((*keys.choose(rng).unwrap()).to_owned(), anything(rng, depth - 1)));
            Value::Object(pairs.collect())
        }
    }
}

fn frames(frames: Vec<Vec<u8>>) -> ZmqMessage {
    let mut frames = frames.into_iter();
    let mut message = ZmqMessage::from(frames.next().unwrap_or_default());
    frames.for_each(|frame| message.push_back(frame.into()));
    message
}

/// Frames that are no message, each in its way.
fn malformed(rng: &mut ChaCha8Rng) -> ZmqMessage {
    let noise = |rng: &mut ChaCha8Rng| (0..rng.gen_range(0..40)).map(|_| rng.r#gen::<u8>()).collect::<Vec<u8>>();
    let mut parts: Vec<Vec<u8>> = (0..rng.gen_range(0..9)).map(|_| noise(rng)).collect();
    if rng.gen_bool(0.7) {
        let at = rng.gen_range(0..=parts.len());
        parts.insert(at, b"<IDS|MSG>".to_vec());
    }
    if rng.gen_bool(0.3) {
        parts.push(br#"{"msg_id": "1", "msg_type": "shutdown_request"}"#.to_vec());
    }
    frames(parts)
}

#[test]
fn ten_thousand_messages_of_any_kind_never_end_it() {
    story(async {
        let mut client = Client::start([]).await;
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let endpoint = |port: u16| format!("tcp://127.0.0.1:{port}");
        let mut raw = Vec::new();
        for port in [client.info.shell_port, client.info.control_port, client.info.stdin_port] {
            let mut socket = DealerSocket::new();
            within(socket.connect(&endpoint(port))).await.unwrap();
            raw.push(socket);
        }
        for round in 0..10_000 {
            if round % 2 == 0 {
                let socket = &mut raw[round / 2 % 3];
                within(socket.send(malformed(&mut rng))).await.unwrap();
            } else {
                let kind = KINDS.choose(&mut rng).unwrap();
                let content = match anything(&mut rng, 3) {
                    Value::Object(content) => Value::Object(content),
                    other => json!({ "code": other }),
                };
                client.send(kind, content).await;
            }
            if round % 100 == 99 {
                // Neither side is to hold more than this many.
                let id = client.send("comm_info_request", json!({"target_name": format!("{round}")})).await;
                while client.reply().await.parent != id {}
                client.until_idle(&id).await;
            }
        }
        assert_eq!(answered(&mut client).await["status"], "ok");
    });
}

/// The reply to a cell; those to what came before may still be on their way.
async fn answered(client: &mut Client) -> Value {
    let id = client.send("execute_request", json!({"code": "1"})).await;
    loop {
        let reply = client.reply().await;
        if reply.parent == id {
            return reply.content;
        }
    }
}

#[test]
fn a_wrong_signature_is_dropped_and_counted() {
    story(async {
        let mut client = Client::start([]).await;
        let mut socket = DealerSocket::new();
        within(socket.connect(&format!("tcp://127.0.0.1:{}", client.info.shell_port))).await.unwrap();
        let header = br#"{"msg_id": "1", "msg_type": "shutdown_request", "session": "s"}"#.to_vec();
        let unsigned =
            [b"<IDS|MSG>".to_vec(), b"00ff".to_vec(), header, b"{}".to_vec(), b"{}".to_vec(), b"{}".to_vec()];
        socket.send(frames(unsigned.to_vec())).await.unwrap();
        let dropped = async {
            loop {
                let target = gradus_kernel::jupyter::SESSION;
                let id = client.send("comm_open", json!({"comm_id": "a", "target_name": target, "data": {}})).await;
                if first(&client.until_idle(&id).await, "comm_msg")["data"]["dropped"] == 1 {
                    break;
                }
            }
        };
        within(dropped).await;
        client.shut_down().await;
    });
}

#[test]
fn binary_buffers_are_accepted() {
    story(async {
        let mut client = Client::start([]).await;
        let mut with_buffer = message("execute_request", json!({"code": "1"}));
        with_buffer.buffers = vec![vec![0, 255, 128].into(), vec![7; 1 << 20].into()];
        client.shell.send(with_buffer).await.unwrap();
        assert_eq!(client.reply().await.content["status"], "ok");
        client.shut_down().await;
    });
}
