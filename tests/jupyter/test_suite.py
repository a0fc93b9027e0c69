"""jupyter_kernel_test: what the Jupyter project asks of any kernel."""

import jupyter_kernel_test as jkt
from samples import CLEAR, HTML, IS_RUST, KERNEL, PEER, pick

DEFINE = pick("let answer = 42_i32;", "answer = 42")


class Kernel(jkt.KernelTests):
    kernel_name = KERNEL
    language_name = pick("rust", "python")
    file_extension = pick(".rs", ".py")
    code_hello_world = pick('println!("hello, world");', "print('hello, world')")
    code_stderr = pick('eprintln!("oops");', "import sys; print('oops', file=sys.stderr)")
    code_page_something = pick("?answer", "answer?")
    code_generate_error = pick("let x: i32 = \"no\";", "raise ValueError")
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "2 * 21", "result": "42"},
        {"code": "7 - 7", "result": "0"},
    ]
    code_history_pattern = "1 +*"
    supported_history_operations = ("tail", "range", "search")
    code_display_data = [{"code": HTML, "mime": "text/html"}]
    code_clear_output = CLEAR
    code_inspect_sample = "answer"
    completion_samples = [{"text": "answ", "matches": {"answer"}}]
    complete_code_samples = pick(["1 + 2", "let x = 5;", "fn f() {}"], ["1 + 2", "x = 5", "def f(): pass"])
    incomplete_code_samples = pick(["fn f() {", "let s = \"a", "vec![1,", "/* a"], ["def f():", "s = '''a", "[1,"])
    invalid_code_samples = pick(["f)", "let 5x = ;"], ["1 1", "f)"])

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The first cell waits for the engine; the suite's own deadlines are for a kernel that is warm.
        cls.kc.execute_interactive(DEFINE, timeout=600)


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


if not IS_RUST or PEER == "gradus":
    assert Kernel.code_clear_output
