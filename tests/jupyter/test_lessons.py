"""Every lesson of the course as a notebook, run by nbclient: all checks pass, and the figures that its text states come
out again."""

import json
import os
import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from samples import KERNEL, PEER

PATIENCE = 600
ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "lessons/content"
GRADUS = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "gradus"
LESSONS = sorted(str(file.relative_to(CONTENT).with_suffix("")) for file in CONTENT.glob("*/*.md"))


def exported(lesson):
    command = [GRADUS, "export", lesson, "--ipynb", "--solutions", "-o", "-"]
    book = nbformat.reads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout, as_version=4)
    nbformat.validate(book)
    return book


def figures(lesson):
    """What the lesson measures: cell, name, tolerance."""
    for info in re.findall(r"^```(rust,.*figure=.*)$", (CONTENT / f"{lesson}.md").read_text(), flags=re.M):
        words = dict(word.split("=", 1) for word in re.split(r"[,\s]+", info) if "=" in word)
        yield words["id"], words["figure"], float(words.get("tol", 0))


def shown(cell, kind):
    return [o["data"].get("text/plain", "") for o in cell.get("outputs", []) if o["output_type"] == kind]


@pytest.mark.skipif(PEER != "gradus", reason="lessons are Gradus's own")
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_as_a_notebook(lesson):
    book = exported(lesson)
    NotebookClient(book, timeout=PATIENCE, kernel_name=KERNEL).execute()
    own = {cell.metadata.get("gradus", {}).get("cell"): cell for cell in book.cells}
    recorded = json.loads((ROOT / f"lessons/recorded/{lesson}.json").read_text())["figures"]
    for id, name, tolerance in figures(lesson):
        measured = float(shown(own[id], "execute_result")[-1])
        # As `gradus lint` compares: the stated tolerance, and what floating point may differ by.
        assert abs(measured - recorded[name]) <= tolerance + 1e-9 * abs(recorded[name]), (name, measured, recorded[name])
    checks = [cell for cell in book.cells if cell.metadata.get("gradus", {}).get("kind") == "check"]
    for cell in checks:
        verdicts = shown(cell, "display_data")
        assert verdicts and verdicts[0].startswith("Right."), (cell.source, verdicts)
