"""One set of samples for each kernel that the suites are run on; PEER names it (gradus, evcxr, python)."""

import os

PEER = os.environ.get("PEER", "gradus")
KERNEL = {"gradus": "gradus", "evcxr": "rust", "python": "python3"}[PEER]
IS_RUST = PEER != "python"


def pick(rust, python, evcxr=None):
    """The sample of the kernel under test; evcxr's cells differ from ours only where they show things."""
    if PEER == "python":
        return python
    return evcxr if PEER == "evcxr" and evcxr is not None else rust


HTML = pick(
    'gradus::show!(gradus::MimeBundle::plain("a").with_text("text/html", "<b>a</b>"));',
    "from IPython.display import HTML, display; display(HTML('<b>a</b>'))",
    'println!("EVCXR_BEGIN_CONTENT text/html\\n<b>a</b>\\nEVCXR_END_CONTENT");',
)
CLEAR = pick("gradus::clear_output();", "from IPython.display import clear_output; clear_output()")
PANIC = pick("let v: Vec<i32> = vec![1];\nv[3]", "v = [1]\nv[3]")
FAILED = pick("1;\nstd::fs::read(\"/no/such\")?;", "1\nopen('/no/such')")
