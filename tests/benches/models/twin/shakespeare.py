"""The twin of `lessons/kit/tests/shakespeare.rs`: the same text, model, batches' size, schedule and clipping."""

import gzip
import math
import sys
import time

import gpt
import torch
from torch.nn import functional as F

STEPS, BATCH, CONTEXT = 2000, 12, 64

with gzip.open(sys.argv[1], "rt") as file:
    text = file.read()
characters = sorted(set(text))
number = {c: i for i, c in enumerate(characters)}
tokens = torch.tensor([number[c] for c in text])
learned, held_out = tokens[: len(tokens) * 9 // 10], tokens[len(tokens) * 9 // 10 :]
torch.manual_seed(1337)
gpt.WORDS = len(characters)
model = gpt.Gpt(CONTEXT, 128)
adam = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.99), weight_decay=0.1)


def batch(part):
    starts = torch.randint(len(part) - CONTEXT, (BATCH,))
    x = torch.stack([part[i : i + CONTEXT] for i in starts])
    return x, torch.stack([part[i + 1 : i + 1 + CONTEXT] for i in starts])


def loss_of(part):
    x, y = batch(part)
    return F.cross_entropy(model(x).view(-1, len(characters)), y.view(-1))


def rate(step):
    if step < 100:
        return (step + 1) / 100
    return 0.1 + 0.9 * (1 + math.cos(math.pi * (step - 100) / (STEPS - 101))) / 2


began = time.perf_counter()
for step in range(STEPS):
    for group in adam.param_groups:
        group["lr"] = 1e-3 * rate(step)
    adam.zero_grad(set_to_none=True)
    loss_of(learned).backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    adam.step()
minutes = (time.perf_counter() - began) / 60
with torch.no_grad():
    loss = sum(loss_of(held_out).item() for _ in range(200)) / 200
print(f"torch: loss {loss:.3f} after {STEPS} steps in {minutes:.2f} minutes, {torch.get_num_threads()} threads")
