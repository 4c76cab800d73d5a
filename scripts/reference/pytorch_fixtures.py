"""Trains small networks in PyTorch (float64) and writes where they end: src/network/fixtures/pytorch.json.

python3 -m venv .venv && .venv/bin/pip install torch==2.13.0 numpy
.venv/bin/python scripts/reference/pytorch_fixtures.py

Weights and examples come from a generator that the test (src/network/engine/pytorch.test.ts) writes down too,
so that the file holds results only.
"""

import itertools
import json
from pathlib import Path

import same_anywhere  # noqa: F401  before torch
import torch
from torch import nn
from torch.nn import functional

from drawn import draw, generator

INPUTS, HIDDEN, ROWS, BATCH, STEPS, RATE, DECAY, DELTA = 4, [6, 5], 24, 8, 50, 0.01, 0.05, 0.5
OUTPUTS = {"squared": 2, "absolute": 2, "huber": 1, "logistic": 1, "softmax": 3}
# Levels and size of two embeddings; level -1 is zeros.
EMBEDDINGS = [(5, 3), (4, 2)]
ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "silu": nn.SiLU}


def targets_of(loss, numbers):
    raw = draw(numbers, ROWS, 1 if loss == "softmax" else OUTPUTS[loss])
    if loss == "logistic":
        return (raw > 0).double()
    if loss == "softmax":
        return ((raw + 1) * 1.5).floor().long().squeeze(1)
    return raw


class Embedded(nn.Module):
    """Numbers and levels -> the levels' vectors, then the numbers. Row 0 of a table, its padding, is level -1."""

    def __init__(self, numbers):
        super().__init__()
        self.tables = nn.ModuleList(
            nn.Embedding(levels + 1, size, padding_idx=0, dtype=torch.float64) for levels, size in EMBEDDINGS
        )
        for table, (levels, size) in zip(self.tables, EMBEDDINGS):
            with torch.no_grad():
                table.weight[1:] = draw(numbers, levels, size)

    def forward(self, x):
        rows, levels = x
        return torch.cat([*(table(level + 1) for table, level in zip(self.tables, levels)), rows], 1)


def levels_of(numbers):
    """For each embedding the level of each row, -1 included."""
    return [(draw(numbers, ROWS).add(1).div(2) * (levels + 1)).floor().long() - 1 for levels, _ in EMBEDDINGS]


def network_of(activation, outputs, numbers, embedded):
    layers = [Embedded(numbers)] if embedded else []
    first = INPUTS + (sum(size for _, size in EMBEDDINGS) if embedded else 0)
    for depth, width in itertools.pairwise([first, *HIDDEN, outputs]):
        linear = nn.Linear(depth, width, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(draw(numbers, depth, width).T)
            linear.bias.copy_(draw(numbers, width))
        layers += [linear, ACTIVATIONS[activation]()]
    return nn.Sequential(*layers[:-1])


def optimiser_of(kind, network):
    weights = [p for p in network.parameters() if p.dim() == 2]
    biases = [p for p in network.parameters() if p.dim() == 1]
    if kind == "sgd":
        return torch.optim.SGD(network.parameters(), lr=RATE, momentum=0.9)
    groups = [{"params": weights, "weight_decay": DECAY if kind == "adamw" else 0}, {"params": biases, "weight_decay": 0}]
    return torch.optim.AdamW(groups, lr=RATE) if kind == "adamw" else torch.optim.Adam(groups, lr=RATE)


def losses_of(kind, outputs, targets):
    """The loss of each row."""
    match kind:
        case "squared":
            return 0.5 * functional.mse_loss(outputs, targets, reduction="none").sum(1)
        case "absolute":
            return functional.l1_loss(outputs, targets, reduction="none").sum(1)
        case "huber":
            return functional.huber_loss(outputs, targets, reduction="none", delta=DELTA).sum(1)
        case "logistic":
            return functional.binary_cross_entropy_with_logits(outputs, targets, reduction="none").sum(1)
        case "softmax":
            return functional.cross_entropy(outputs, targets, reduction="none")


def parameters_of(network):
    """File order: the tables; for each layer its weights (inputs x outputs, row-major), then its biases."""
    tables = network[0].tables if isinstance(network[0], Embedded) else []
    return [value for table in tables for value in table.weight.detach()[1:].flatten().tolist()] + [
        value
        for layer in network
        if isinstance(layer, nn.Linear)
        for value in [*layer.weight.detach().T.flatten().tolist(), *layer.bias.tolist()]
    ]


def train(optimiser_kind, loss_kind, activation, weighted=False, embedded=False):
    numbers = generator(7)
    inputs, targets = draw(numbers, ROWS, INPUTS), targets_of(loss_kind, numbers)
    levels = levels_of(numbers) if embedded else []
    network = network_of(activation, OUTPUTS[loss_kind], numbers, embedded)
    weights = 1 + draw(numbers, ROWS) if weighted else torch.ones(ROWS, dtype=torch.float64)
    optimiser = optimiser_of(optimiser_kind, network)
    losses = []
    for step in range(STEPS):
        rows = torch.arange(step * BATCH, (step + 1) * BATCH) % ROWS
        x = (inputs[rows], [level[rows] for level in levels]) if embedded else inputs[rows]
        optimiser.zero_grad()
        loss = (weights[rows] * losses_of(loss_kind, network(x), targets[rows])).mean()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return {
        "optimiser": optimiser_kind,
        "loss": loss_kind,
        "activation": activation,
        **({"weighted": True} if weighted else {}),
        **({"embedded": True} if embedded else {}),
        "losses": losses[:: STEPS // 5],
        "parameters": parameters_of(network),
    }


cases = [train(*case) for case in itertools.product(["adam", "adamw", "sgd"], OUTPUTS, ACTIVATIONS)]
cases += [train("adamw", loss, "silu", weighted=True) for loss in OUTPUTS]
cases += [train(optimiser, loss, "tanh", embedded=True) for optimiser in ["adam", "adamw", "sgd"] for loss in OUTPUTS]
path = Path(__file__).parents[2] / "src/network/fixtures/pytorch.json"
lines = ",\n".join(json.dumps(case) for case in cases)
path.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n')
