"""nanoGPT's model (github.com/karpathy/nanoGPT, model.py), with biases, as ours has them."""

import torch
from data import whole
from torch import nn
from torch.nn import functional as F

BATCH, HEADS, BLOCKS, WORDS = 12, 4, 4, 65


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.c_attn = nn.Linear(width, 3 * width)
        self.c_proj = nn.Linear(width, width)

    def forward(self, x, cache=None):
        b, t, c = x.shape
        q, k, v = (p.view(b, t, HEADS, c // HEADS).transpose(1, 2) for p in self.c_attn(x).split(c, dim=2))
        if cache is not None:
            if cache:
                k, v = torch.cat([cache[0], k], dim=2), torch.cat([cache[1], v], dim=2)
            cache[:] = [k, v]
        y = F.scaled_dot_product_attention(q, k, v, is_causal=t > 1)
        return self.c_proj(y.transpose(1, 2).reshape(b, t, c))


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn = Attention(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x, cache=None):
        x = x + self.attn(self.ln_1(x), cache)
        return x + self.mlp(self.ln_2(x))


class Gpt(nn.Module):
    def __init__(self, context, width):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(WORDS, width), nn.Embedding(context, width)
        self.h = nn.ModuleList(Block(width) for _ in range(BLOCKS))
        self.ln_f = nn.LayerNorm(width)
        self.lm_head = nn.Linear(width, WORDS, bias=False)
        self.lm_head.weight = self.wte.weight
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(parameter)
            elif "ln_" not in name:
                residual = name.endswith(("c_proj.weight", "mlp.2.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * BLOCKS) ** 0.5 if residual else 0.02)

    def forward(self, words, caches=None, start=0):
        x = self.wte(words) + self.wpe(torch.arange(start, start + words.shape[1]))
        for i, block in enumerate(self.h):
            x = block(x, caches[i] if caches else None)
        return self.lm_head(self.ln_f(x))


def train(context, width, time):
    model = Gpt(context, width)
    adam = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.99), weight_decay=0.1)
    text = whole(BATCH * time + 1, WORDS)
    x, y = text[:-1].view(BATCH, time), text[1:].view(BATCH, time)

    def step():
        adam.zero_grad(set_to_none=True)
        logits = model(x)
        loss = F.cross_entropy(logits.view(-1, WORDS), y.reshape(-1))
        loss.backward()
        adam.step()

    return step


def make(name):
    _, *growing = name.split("-")
    match growing:
        case ["width", width]:
            return train(64, int(width), 64)
        case ["context", time]:
            return train(256, 128, int(time))
        case _:
            return train(64, 128, 64)
