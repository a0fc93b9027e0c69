import torch
from data import numbers, whole
from torch import nn

ROWS, BATCH = 8000, 64


def make(_):
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))
    pictures, labels = numbers(ROWS * 784).view(ROWS, 784), whole(ROWS, 10)
    adam = torch.optim.Adam(model.parameters())
    batch = 0

    def step():
        nonlocal batch
        start = batch * BATCH
        batch = (batch + 1) % (ROWS // BATCH)
        adam.zero_grad()
        logits = model(pictures[start : start + BATCH])
        loss = nn.functional.cross_entropy(logits, labels[start : start + BATCH])
        loss.backward()
        adam.step()

    return step
