"""Trains networks with normalisation, skips and a learned mix in PyTorch (float64) and writes where they end: src/network/fixtures/hidden.json.

python3 -m venv .venv && .venv/bin/pip install torch==2.13.0 numpy
.venv/bin/python scripts/reference/hidden_fixtures.py

Weights and examples come from a generator that the test (src/network/engine/hidden-pytorch.test.ts) writes down too,
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

INPUTS, HIDDEN, OUTPUTS, ROWS, BATCH, STEPS, RATE, DECAY = 4, [5, 5, 5, 5], 3, 28, 8, 200, 0.01, 0.05
ACTIVATIONS = {"relu": functional.relu, "tanh": torch.tanh, "silu": functional.silu}


class Hidden(nn.Module):
    """z = W x + b -> normalisation -> activation -> mix"""

    def __init__(self, numbers, depth, width, normalisation, activation, mixes):
        super().__init__()
        self.linear = linear_of(numbers, depth, width)
        kinds = {"batch": nn.BatchNorm1d, "layer": nn.LayerNorm}
        self.norm = kinds[normalisation](width, dtype=torch.float64) if normalisation else None
        if self.norm is not None:
            with torch.no_grad():
                self.norm.weight.copy_(1 + draw(numbers, width) / 2)
                self.norm.bias.copy_(draw(numbers, width))
        self.activation = ACTIVATIONS[activation]
        self.mix = nn.Parameter((1 + draw(numbers, width)) / 2) if mixes else None

    def forward(self, x):
        y = self.linear(x)
        if self.norm is not None:
            y = self.norm(y)
        a = self.activation(y)
        return a if self.mix is None else y + self.mix * (a - y)

    def numbers(self):
        yield from numbers_of(self.linear)
        if self.norm is not None:
            yield from [self.norm.weight, self.norm.bias]
        if isinstance(self.norm, nn.BatchNorm1d):
            yield from [self.norm.running_mean, self.norm.running_var]
        if self.mix is not None:
            yield self.mix


class Network(nn.Module):
    def __init__(self, numbers, normalisation, residual, activation, mixes):
        super().__init__()
        depths = [INPUTS, *HIDDEN]
        self.hidden = nn.ModuleList(
            Hidden(numbers, depth, width, normalisation, activation, mixes) for depth, width in itertools.pairwise(depths)
        )
        self.last = linear_of(numbers, HIDDEN[-1], OUTPUTS)
        self.residual = residual

    def forward(self, x):
        outputs = []
        for i, layer in enumerate(self.hidden):
            x = layer(x)
            if self.residual and i > 0 and i % self.residual == 0:
                x = x + outputs[i - self.residual]
            outputs.append(x)
        return self.last(x)

    def parameters_in_order(self):
        for layer in self.hidden:
            yield from layer.numbers()
        yield from numbers_of(self.last)


def linear_of(numbers, depth, width):
    linear = nn.Linear(depth, width, dtype=torch.float64)
    with torch.no_grad():
        linear.weight.copy_(draw(numbers, depth, width).T)
        linear.bias.copy_(draw(numbers, width))
    return linear


def numbers_of(linear):
    return [linear.weight.T, linear.bias]


def optimiser_of(kind, network):
    if kind == "momentum":
        return torch.optim.SGD(network.parameters(), lr=RATE, momentum=0.9)
    decays = [p for name, p in network.named_parameters() if p.dim() == 2 or name.endswith("mix")]
    others = [p for name, p in network.named_parameters() if not (p.dim() == 2 or name.endswith("mix"))]
    return torch.optim.AdamW([{"params": decays}, {"params": others, "weight_decay": 0}], lr=RATE, weight_decay=DECAY)


def rounded(tensor):
    return [float(f"{value:.12g}") for value in tensor.detach().flatten().tolist()]


def train(normalisation, residual, mixes, optimiser_kind, loss_kind, activation):
    numbers = generator(11)
    inputs = draw(numbers, ROWS, INPUTS)
    if loss_kind == "softmax":
        targets = ((draw(numbers, ROWS) + 1) * 1.5).floor().long()
        loss_of = functional.cross_entropy
    else:
        targets = draw(numbers, ROWS, OUTPUTS)
        loss_of = lambda outputs, y: (0.5 * (outputs - y) ** 2).sum(1).mean()
    network = Network(numbers, normalisation, residual, activation, mixes)
    optimiser = optimiser_of(optimiser_kind, network)
    losses = []
    starts = range(0, ROWS, BATCH)
    for step in range(STEPS):
        start = starts[step % len(starts)]
        rows = slice(start, min(start + BATCH, ROWS))
        optimiser.zero_grad()
        loss = loss_of(network(inputs[rows]), targets[rows])
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    network.eval()
    return {
        **({"normalisation": normalisation} if normalisation else {}),
        **({"residual": residual} if residual else {}),
        **({"activationMix": True} if mixes else {}),
        "optimiser": optimiser_kind,
        "loss": loss_kind,
        "activation": activation,
        "losses": losses[:: STEPS // 5],
        "outputs": rounded(network(inputs)),
        "parameters": [value for each in network.parameters_in_order() for value in rounded(each)],
    }


parts = [each for each in itertools.product([None, "batch", "layer"], [0, 1, 2], [False, True]) if any(each)]
cases = [
    train(*part, ["adamw", "momentum"][(i + turn) % 2], ["squared", "softmax"][(i // 2 + turn) % 2], [*ACTIVATIONS][(i + turn) % 3])
    for turn in range(2)
    for i, part in enumerate(parts)
]
path = Path(__file__).parents[2] / "src/network/fixtures/hidden.json"
lines = ",\n".join(json.dumps(case) for case in cases)
path.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n')
