"""Kipf and Welling's network with sparse features, in coordinates (`torch.sparse_coo`), which trains faster than
compressed rows: dropout on the values, two sparse products a layer."""

import torch
from data import whole
from torch import nn
from torch.nn import functional as F

FEATURES, EACH, LABELLED = 1433, 18, 140


class GcnConv(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(nn.init.xavier_uniform_(torch.empty(inputs, outputs)))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x, graph):
        x = torch.sparse.mm(x, self.weight) if x.is_sparse else x @ self.weight
        return torch.sparse.mm(graph, x) + self.bias


def normalized(nodes, edges):
    i = torch.arange(edges)
    a, b = i % nodes, (i % nodes * 7919 + i // nodes * 104729 + 13) % nodes
    a, b = a[a != b], b[a != b]
    loops = torch.arange(nodes)
    places = torch.unique(torch.stack([torch.cat([a, b, loops]), torch.cat([b, a, loops])]), dim=1)
    scale = torch.bincount(places[0], minlength=nodes).float().pow(-0.5)
    values = scale[places[0]] * scale[places[1]]
    return torch.sparse_coo_tensor(places, values, (nodes, nodes)).coalesce()


def train(nodes, edges):
    graph = normalized(nodes, edges)
    rows = torch.arange(nodes).repeat_interleave(EACH)
    columns = (rows * 7919 + torch.arange(EACH).repeat(nodes) * 104729 + 13) % FEATURES
    x = torch.sparse_coo_tensor(torch.stack([rows, columns]), torch.full((nodes * EACH,), 1 / EACH), (nodes, FEATURES))
    x = x.coalesce()
    targets = whole(LABELLED, 7)
    first, second = GcnConv(FEATURES, 16), GcnConv(16, 7)
    adam = torch.optim.Adam([*first.parameters(), *second.parameters()], lr=0.01, weight_decay=5e-4)

    def step():
        adam.zero_grad()
        dropped = torch.sparse_coo_tensor(x.indices(), F.dropout(x.values()), x.shape, is_coalesced=True)
        h = F.dropout(F.relu(first(dropped, graph)))
        loss = F.cross_entropy(second(h, graph)[:LABELLED], targets)
        loss.backward()
        adam.step()

    return step


def make(name):
    match name.split("-"):
        case ["gcn"]:
            return train(2708, 5278)
        case ["gcn100k"]:
            return train(100_000, 500_000)
        case [_, "nodes", nodes]:
            return train(int(nodes), 5 * int(nodes))
