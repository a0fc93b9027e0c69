"""A kernel for the stories, started once, and what a story asks of it."""

import re

import pytest
from jupyter_client.manager import start_new_kernel
from samples import KERNEL

# Compiling on a busy machine takes its time; a story that waits longer has failed.
PATIENCE = 120


class Ran:
    """A cell that was run: its reply and everything that was published for it, up to its idle."""

    def __init__(self, reply, messages):
        self.reply, self.messages = reply, messages

    def of(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    @property
    def kinds(self):
        return [m["content"].get("execution_state", m["msg_type"]) for m in self.messages]

    @property
    def value(self):
        return self.of("execute_result")[0]["data"]["text/plain"]

    def text(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    @property
    def traceback(self):
        return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(self.reply["traceback"]))


class Notebook:
    """A kernel with a client."""

    def __init__(self, **start):
        self.manager, self.client = start_new_kernel(kernel_name=KERNEL, startup_timeout=PATIENCE, **start)

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def until_idle(self, request):
        """Published messages of a request, in order, up to its idle."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append(message)
            if message["content"].get("execution_state") == "idle":
                return messages

    def until(self, request, kind):
        """The next published message of a request that is of this type."""
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == kind:
                return message["content"]

    def finish(self, request):
        messages = self.until_idle(request)
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == request:
                return Ran(reply["content"], messages)

    def run(self, code, **options):
        return self.finish(self.send(code, **options))

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()


@pytest.fixture(scope="module")
def notebook():
    made = Notebook()
    made.run("1")
    yield made
    made.close()


@pytest.fixture
def fresh():
    """Makes kernels of their own, which end with the story."""
    made = []

    def make(**start):
        made.append(Notebook(**start))
        return made[-1]

    yield make
    for each in made:
        each.close()
