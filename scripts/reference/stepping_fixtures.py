"""Trains a small network in PyTorch (float64) with every optimiser, clipping and average: src/network/fixtures/stepping.json.

python3 -m venv .venv && .venv/bin/pip install torch==2.13.0 numpy
.venv/bin/python scripts/reference/stepping_fixtures.py

Weights and examples come from a generator that the test (src/network/engine/pytorch-stepping.test.ts) writes down too, so that the
file holds results only.
"""

import itertools
import json
from pathlib import Path

import same_anywhere  # noqa: F401  before torch
import torch
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from drawn import draw, generator

WIDTHS, ROWS, BATCH, STEPS = [4, 6, 5, 3], 24, 8, 200
RATE, DECAY = 2**-6, 0.05
OPTIMISERS = {
    "gradient descent": lambda groups: torch.optim.SGD(groups, lr=RATE),
    "momentum": lambda groups: torch.optim.SGD(groups, lr=RATE, momentum=0.9),
    "nesterov": lambda groups: torch.optim.SGD(groups, lr=RATE, momentum=0.8, nesterov=True),
    "rmsprop": lambda groups: torch.optim.RMSprop(groups, lr=RATE, alpha=0.95, eps=1e-1),
    "rmsprop with momentum": lambda groups: torch.optim.RMSprop(groups, lr=RATE, alpha=0.95, eps=1e-1, momentum=0.7),
    "adam": lambda groups: torch.optim.Adam(groups, lr=RATE, betas=(0.9, 0.95), eps=1e-3),
}
ADAMW = {"adam": lambda groups: torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.95), eps=1e-3)}


class Dense(nn.Module):
    """W x + b, where W is trained itself, or as V with W = V / sqrt(inputs)."""

    def __init__(self, weight, bias, ntk):
        super().__init__()
        self.scale = weight.shape[0] ** -0.5 if ntk else 1
        self.weight = nn.Parameter(weight / self.scale)
        self.bias = nn.Parameter(bias)

    def effective(self):
        return self.scale * self.weight

    def forward(self, x):
        return x @ self.effective() + self.bias


def network_of(numbers, ntk):
    layers = []
    for depth, width in itertools.pairwise(WIDTHS):
        layers += [Dense(draw(numbers, depth, width), draw(numbers, width), ntk), nn.Tanh()]
    return nn.Sequential(*layers[:-1])


def groups_of(network, decay, factors):
    """Weights and biases in groups of their own; `factors` are of biases, the first and the last layer."""
    layers = [layer for layer in network if isinstance(layer, Dense)]
    groups = []
    for i, layer in enumerate(layers):
        place = factors.get("last", 1) if i == len(layers) - 1 else factors.get("first", 1) if i == 0 else 1
        groups.append({"params": [layer.weight], "weight_decay": decay, "lr": RATE * place})
        groups.append({"params": [layer.bias], "weight_decay": 0, "lr": RATE * place * factors.get("biases", 1)})
    return groups


def average_of(network, kind):
    match kind:
        case "exponential":
            return AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(0.97))
        case "corrected":
            share = lambda t: (1 - 0.97) / (1 - 0.97 ** (t + 1))
            return AveragedModel(network, avg_fn=lambda mean, now, t: mean + share(t.item()) * (now - mean))
        case "uniform":
            return AveragedModel(network)


def parameters_of(network):
    """File order: for each layer its weights (inputs x outputs, row-major), then its biases."""
    return [
        value
        for layer in network
        if isinstance(layer, Dense)
        for value in [*layer.effective().detach().flatten().tolist(), *layer.bias.tolist()]
    ]


def train(optimiser, decay=None, clip=None, averaging=None, ntk=False, factors=None):
    numbers = generator(11)
    inputs = draw(numbers, ROWS, WIDTHS[0])
    targets = draw(numbers, ROWS, WIDTHS[-1])
    network = network_of(numbers, ntk)
    kinds = ADAMW if decay == "decoupled" else OPTIMISERS
    stepper = kinds[optimiser](groups_of(network, DECAY if decay else 0, factors or {}))
    average = average_of(network, averaging) if averaging else None
    batch = ROWS if averaging == "uniform" else BATCH
    losses = []
    for step in range(STEPS):
        rows = torch.arange(step * batch, (step + 1) * batch) % ROWS
        stepper.zero_grad()
        loss = 0.5 * functional.mse_loss(network(inputs[rows]), targets[rows], reduction="none").sum(1).mean()
        loss.backward()
        if clip == "norm":
            nn.utils.clip_grad_norm_(network.parameters(), 0.1)
        if clip == "value":
            nn.utils.clip_grad_value_(network.parameters(), 0.02)
        stepper.step()
        if average and (averaging != "uniform" or step >= STEPS * 0.75):
            average.update_parameters(network)
        losses.append(loss.item())
    options = {"decay": decay, "clip": clip, "averaging": averaging, "ntk": ntk, "factors": factors}
    return {
        "optimiser": optimiser,
        **{name: value for name, value in options.items() if value},
        "losses": losses[:: STEPS // 5],
        "parameters": parameters_of(average.module if average else network),
    }


FACTORS = {"biases": 0.1, "first": 0.5, "last": 3}
cases = [train("adam", decay="decoupled", **more) for more in [{}, {"ntk": True}, {"ntk": True, "factors": FACTORS}]]
for optimiser in OPTIMISERS:
    cases += [train(optimiser), train(optimiser, decay="coupled"), train(optimiser, ntk=True), train(optimiser, factors=FACTORS)]
    cases += [train(optimiser, clip=clip, ntk=ntk) for clip in ["norm", "value"] for ntk in [False, True]]
    cases += [train(optimiser, averaging=averaging) for averaging in ["exponential", "corrected", "uniform"]]
    cases += [train(optimiser, decay="coupled", clip="norm", averaging="exponential", ntk=True, factors=FACTORS)]
path = Path(__file__).parents[2] / "src/network/fixtures/stepping.json"
lines = ",\n".join(json.dumps(case) for case in cases)
path.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n')
