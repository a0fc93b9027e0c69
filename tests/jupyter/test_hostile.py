"""Messages that are none, unknown, or signed by somebody else: dropped and counted, never the end of the kernel."""

import random

import pytest
import zmq
from conftest import PATIENCE
from samples import PEER

KINDS = [
    "kernel_info_request", "complete_request", "inspect_request", "history_request", "is_complete_request",
    "comm_info_request", "comm_open", "comm_msg", "comm_close", "connect_request", "debug_request",
    "create_subshell_request", "no_such_request", "",
]
KEYS = ["code", "cursor_pos", "comm_id", "target_name", "hist_access_type", "n", "pattern", "session", "start", "data"]

pytestmark = pytest.mark.skipif(PEER == "evcxr", reason="its shell goes deaf at the first of them")


def anything(dice, depth=3):
    """Any JSON, with keys of the protocol."""
    kind = dice.randrange(6 if depth == 0 else 8)
    if kind < 6:
        return [None, True, dice.randrange(-(2**63), 2**63), dice.random(), "π\"'{([/*", -1][kind]
    if kind == 6:
        return [anything(dice, depth - 1) for _ in range(dice.randrange(4))]
    return {dice.choice(KEYS): anything(dice, depth - 1) for _ in range(dice.randrange(6))}


def malformed(dice):
    """Frames that are no message, each in its way."""
    parts = [dice.randbytes(dice.randrange(40)) for _ in range(dice.randrange(9))]
    if dice.random() < 0.7:
        parts.insert(dice.randrange(len(parts) + 1), b"<IDS|MSG>")
    if dice.random() < 0.3:
        parts.append(b'{"msg_id": "1", "msg_type": "shutdown_request"}')
    return parts or [b""]


def told(notebook):
    """What the comm of the session says."""
    message = notebook.client.session.send(
        notebook.client.shell_channel.socket, "comm_open", {"comm_id": "c", "target_name": "gradus.session", "data": {}}
    )
    return notebook.until(message["header"]["msg_id"], "comm_msg")["data"]


def test_ten_thousand_messages_never_end_it(fresh):
    notebook, dice = fresh(), random.Random(7)
    client, ports = notebook.client, notebook.manager.get_connection_info()
    sockets = []
    for channel in ["shell", "control", "stdin"]:
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.linger = 0
        socket.connect(f"tcp://127.0.0.1:{ports[channel + '_port']}")
        sockets.append(socket)
    for round in range(10_000):
        if round % 2:
            sockets[round // 2 % 3].send_multipart(malformed(dice))
        else:
            content = anything(dice)
            content = content if isinstance(content, dict) else {"code": content}
            client.session.send(client.shell_channel.socket, dice.choice(KINDS), content)
        if round % 100 == 99:
            # Neither side is to hold more than this many.
            request = client.kernel_info()
            while client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != request:
                pass
            notebook.until_idle(request)
    assert notebook.run("1 + 2").value == "3"
    assert told(notebook)["dropped"] >= 4000


def test_a_wrong_signature_is_dropped_and_a_buffer_is_not(fresh):
    notebook = fresh()
    client, ports = notebook.client, notebook.manager.get_connection_info()
    socket = zmq.Context.instance().socket(zmq.DEALER)
    socket.linger = 0
    socket.connect(f"tcp://127.0.0.1:{ports['control_port']}")
    header = b'{"msg_id": "1", "msg_type": "shutdown_request", "session": "s"}'
    socket.send_multipart([b"<IDS|MSG>", b"00ff", header, b"{}", b"{}", b"{}"])
    with_buffer = client.session.send(
        client.shell_channel.socket, "execute_request", {"code": "1 + 2"}, buffers=[b"\x00\xff\x80", bytes(1 << 20)]
    )
    assert notebook.finish(with_buffer["header"]["msg_id"]).value == "3"
    while told(notebook)["dropped"] != 1:
        pass
