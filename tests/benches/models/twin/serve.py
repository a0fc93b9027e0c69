"""The other end of `side.rs`: runs steps of PyTorch when it is asked.

A case is a module beside this file with `make(name)`, which returns the step. Names of growing models
(`gpt-width-64`) belong to the module before the first hyphen.
"""

import importlib
import sys
import time

import torch

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(0)


def find(name):
    try:
        return importlib.import_module(name.split("-")[0].replace("gcn100k", "gcn")).make(name)
    except ModuleNotFoundError:
        return None


made = {}
for line in sys.stdin:
    if line.strip() == "version":
        print(f"torch {torch.__version__}", flush=True)
        continue
    name, samples, each = line.split()
    samples, each = int(samples), int(each)
    if name not in made:
        step = find(name)
        if step is None:
            print("unknown", flush=True)
            continue
        for _ in range(max(each, 3)):
            step()
        made = {name: step}
    step = made[name]
    times = []
    for _ in range(samples):
        began = time.perf_counter()
        for _ in range(each):
            step()
        times.append((time.perf_counter() - began) * 1e6 / each)
    print(*(f"{t:.3f}" for t in times), flush=True)
