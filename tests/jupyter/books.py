"""Writes the notebooks that the browser opens."""

import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from samples import KERNEL

LIVE = [
    "use gradus::prelude::*;\nlet dev = device(0);",
    """let mut live = Live::new();
let mut losses: Vec<f32> = vec![];
for step in 0..12 {
    losses.push(1.0 / (step + 1) as f32);
    live.update(&Plot::new("loss").curve("train", &losses));
    let next = std::time::Instant::now() + std::time::Duration::from_millis(400);
    while std::time::Instant::now() < next {}
}""",
]

INTERRUPT = [
    """use gradus::prelude::*;
type Model = (Linear<2, 8>, Tanh, Linear<8, 1>);
let dev = device(0);
let mut model = dev.build_module::<Model, f32>();
let mut steps = 0_u64;""",
    """println!("training");
loop {
    let x = dev.tensor([[1.0_f32, 2.0]]);
    let loss = model.forward(x.traced(model.alloc_grads())).square().mean();
    loss.backward();
    steps += 1;
}""",
    """println!("the model is there after {} steps: {}", steps.min(1), model.forward(dev.tensor([1.0_f32, 2.0])).array()[0].is_finite());""",
]


def main(folder):
    for name, cells in [("live", LIVE), ("interrupt", INTERRUPT)]:
        book = new_notebook(cells=[new_code_cell(code) for code in cells])
        book.metadata["kernelspec"] = {"name": KERNEL, "display_name": "Rust (Gradus)", "language": "rust"}
        nbformat.write(book, folder / f"{name}.ipynb")


main(Path(sys.argv[1]))
