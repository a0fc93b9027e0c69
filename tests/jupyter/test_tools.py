"""Tools that others wrote over the kernel: nbconvert, nbclient, the console."""

import re
import subprocess
import sys

import nbformat
import pexpect
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook
from samples import FAILED, KERNEL, PANIC, pick

PATIENCE = 120


def book(*cells):
    made = new_notebook(cells=[new_code_cell(code) for code in cells])
    made.metadata["kernelspec"] = {"name": KERNEL, "display_name": KERNEL}
    return made


def test_nbclient_fills_outputs_in():
    made = book(pick("let x = 20;", "x = 20"), pick("x + 1", "x + 1"))
    NotebookClient(made, timeout=PATIENCE, kernel_name=KERNEL).execute()
    assert made.cells[1].outputs[0].data["text/plain"] == "21"
    assert [cell.execution_count for cell in made.cells] == [1, 2]
    nbformat.validate(made)


@pytest.mark.parametrize("code", [PANIC, FAILED, pick("let x: i32 = \"no\";", "int('no')")])
def test_nbclient_stops_at_a_cell_that_fails(code):
    with pytest.raises(CellExecutionError):
        NotebookClient(book(code), timeout=PATIENCE, kernel_name=KERNEL).execute()


def test_nbconvert_executes(tmp_path):
    file = tmp_path / "book.ipynb"
    nbformat.write(book(pick('println!("from the cell");', "print('from the cell')")), file)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(file)]
    subprocess.run(command, check=True, timeout=PATIENCE * 2, capture_output=True)
    html = (tmp_path / "book.html").read_text()
    assert "from the cell" in html and "highlight" in html


def plain(text):
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r", "", text)


def test_the_console_runs_asks_and_continues_lines():
    console = pexpect.spawn(
        sys.executable, ["-m", "jupyter", "console", "--kernel", KERNEL, "--simple-prompt", "--no-confirm-exit"],
        encoding="utf-8", timeout=PATIENCE, dimensions=(40, 120),
    )
    try:
        console.expect(r"In \[1\]:")
        console.sendline(pick("6 * 7", "6 * 7"))
        console.expect(r"Out\[1\]:\s*42")
        console.expect(r"In \[2\]:")
        console.sendline(pick('gradus::input("Name: ")?', "input('Name: ')"))
        console.expect("Name: ")
        console.sendline("Ada")
        console.expect(r"Out\[2\]:\s*[\"']Ada[\"']")
        console.expect(r"In \[3\]:")
        console.sendline(PANIC.replace("\n", " "))
        console.expect("index out of bounds|IndexError|invalid syntax")
    finally:
        console.close(force=True)
