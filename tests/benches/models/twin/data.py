"""Numbers that both sides make alike: `cases/mod.rs`."""

import torch


def whole(n, below):
    return (torch.arange(n) * 7919 + 13) % 1009 % below


def numbers(n):
    return (((torch.arange(n) * 7919 + 13) % 1009) / 1009 - 0.5).float()
