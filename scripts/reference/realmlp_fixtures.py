"""Trains RealMLP-TD-S and RealMLP-TD in PyTorch (float64), as their authors define them, and writes where they end:
src/network/fixtures/realmlp.json.

python3 -m venv .venv && .venv/bin/pip install torch==2.13.0 numpy
.venv/bin/python scripts/reference/realmlp_fixtures.py

Written from the definition: arXiv:2407.04491 and github.com/dholzmueller/pytabkit at 33cbf23. Weights, examples and dropout masks come
from generators that the test (src/network/recipe/realmlp.test.ts) has too, so that the file holds results only. The hidden layers have
16 units in place of 256.
"""

import json
import math
from pathlib import Path

import same_anywhere  # noqa: F401  before torch
import numpy as np
import torch
from torch.nn import functional

from drawn import draw, generator

NUMBERS, LEVELS, ROWS, BATCH, STEPS, WIDTH = 3, 5, 48, 16, 200, 16
# The key of dropout masks: the first number of the test's random stream.
DROPOUT_KEY = 20910895
FREQUENCIES, PBLD_OUTPUTS, EMBEDDING = 16, 3, 8
OUTPUTS = {"regression": 1, "several": 2, "binary": 2, "multiclass": 3}


def mix(x):
    """The 32-bit mixer of kernels/mix.ts."""
    x = (x ^ (x >> 16)) * 0x7FEB352D & 0xFFFFFFFF
    x = (x ^ (x >> 15)) * 0x846CA68B & 0xFFFFFFFF
    return x ^ (x >> 16)


def kept(step, layer, share):
    """Dropout's mask, rows x units, scaled up."""
    start = mix((mix((DROPOUT_KEY + step * 0x9E3779B9) & 0xFFFFFFFF) + layer * 0x85EBCA6B) & 0xFFFFFFFF)
    below = round(share * 2**24)
    mask = [
        [mix((start + row * 0x9E3779B9 + unit * 0xC2B2AE35) & 0xFFFFFFFF) >> 8 >= below for unit in range(WIDTH)]
        for row in range(BATCH)
    ]
    return torch.tensor(mask, dtype=torch.float64) / (1 - share)


def coslog4(t):
    return 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * t)))


def flat_cos(t):
    return 1.0 if t < 0.5 else 0.5 * (1 + math.cos(math.pi * (2 * t - 1)))


def single(x):
    """As a float32 number, in which rates and factors are given to the engine."""
    return float(np.float32(x))


class Parameter:
    """A trained tensor with the factors of its learning rate and weight decay."""

    def __init__(self, value, rate=1.0, decay=1.0):
        self.value = value.clone().requires_grad_()
        self.rate, self.decay = rate, decay
        self.first, self.second = torch.zeros_like(value), torch.zeros_like(value)


class RealMlp:
    def __init__(self, tuned, task, numbers):
        self.tuned, self.task = tuned, task
        self.table = Parameter(0.5 * draw(numbers, LEVELS, EMBEDDING))
        if tuned:
            columns = [self.column(numbers) for _ in range(NUMBERS)]
            self.pbld = [Parameter(torch.stack(each), rate=0.1) for each in zip(*columns)]
        depth = EMBEDDING + NUMBERS + (PBLD_OUTPUTS * NUMBERS if tuned else 0)
        self.scale = Parameter(1 + 0.5 * draw(numbers, depth), rate=6.0)
        self.layers, self.mixes = [], []
        for width in [WIDTH, WIDTH, WIDTH]:
            self.layers.append(self.layer(numbers, depth, width))
            if tuned:
                self.mixes.append(Parameter(1 + 0.5 * draw(numbers, width), rate=0.1))
            depth = width
        if task == "binary":
            # One logit is drawn: it is the difference of two of opposite sign.
            weights, biases = self.layer(numbers, depth, 1)
            both = lambda x: torch.cat([-x.value.detach() / 2, x.value.detach() / 2], -1)
            self.layers.append((Parameter(both(weights)), Parameter(both(biases), rate=0.1, decay=0.0)))
        else:
            self.layers.append(self.layer(numbers, depth, OUTPUTS[task]))

    @staticmethod
    def column(numbers):
        return (
            0.5 * draw(numbers, 1, FREQUENCIES),
            0.5 * draw(numbers, 1, FREQUENCIES),
            0.5 * draw(numbers, FREQUENCIES, PBLD_OUTPUTS),
            0.5 * draw(numbers, 1, PBLD_OUTPUTS),
        )

    @staticmethod
    def layer(numbers, depth, width):
        """NTK parametrisation: the weights that are trained are the root of the inputs' count times those that multiply."""
        weights = Parameter(0.5 * draw(numbers, depth, width) * math.sqrt(depth))
        return weights, Parameter(0.5 * draw(numbers, width), rate=0.1, decay=0.0)

    def parameters(self):
        return [
            self.table,
            *(self.pbld if self.tuned else []),
            self.scale,
            *(each for layer in self.layers for each in layer),
            *self.mixes,
        ]

    def seen(self, x, levels):
        parts = [self.table.value[levels], x]
        if self.tuned:
            frequencies, phases, weights, biases = (each.value for each in self.pbld)
            waves = torch.cos(2 * torch.pi * x.T.unsqueeze(-1) @ frequencies + phases)
            parts.append((waves @ weights + biases).transpose(0, 1).flatten(1))
        return torch.cat(parts, 1) * self.scale.value

    def forward(self, x, levels, step, share):
        x = self.seen(x, levels)
        activation = functional.mish if self.task in ("regression", "several") else functional.selu
        for index, (weights, biases) in enumerate(self.layers):
            x = x @ weights.value / math.sqrt(weights.value.shape[0]) + biases.value
            if index == len(self.layers) - 1:
                return x
            if self.tuned:
                x = x + (activation(x) - x) * self.mixes[index].value
            else:
                x = activation(x)
            if share > 0:
                x = x * kept(step, index, share)

    def loss(self, outputs, targets):
        if self.task in ("regression", "several"):
            return ((outputs - targets) ** 2).mean()
        return functional.cross_entropy(outputs, targets, label_smoothing=0.1)

    def update(self, step, rate, decay):
        for each in self.parameters():
            gradient = each.value.grad
            each.first = 0.9 * each.first + 0.1 * gradient
            each.second = 0.95 * each.second + 0.05 * gradient**2
            own = rate * each.rate
            with torch.no_grad():
                # The authors' code multiplies decay by both factors once more than it multiplies the rate.
                each.value *= 1 - (decay * each.decay) * own * each.decay * each.rate
                size = (each.second / (1 - 0.95 ** (step + 1))).sqrt() + 1e-8
                each.value -= own * each.first / (1 - 0.9 ** (step + 1)) / size
            each.value.grad = None

    def in_file_order(self):
        """The table; column by column what PBLD learns; the scale; layer by layer its weights, biases and mixes."""
        values = [self.table.value]
        if self.tuned:
            values += [each.value[c] for c in range(NUMBERS) for each in self.pbld]
        values.append(self.scale.value)
        for index, (weights, biases) in enumerate(self.layers):
            w, b = weights.value / math.sqrt(weights.value.shape[0]), biases.value
            if self.task == "binary" and index == len(self.layers) - 1:
                w, b = w[:, 1:] - w[:, :1], b[1:] - b[:1]
            values += [w, b]
            if self.tuned and index < len(self.layers) - 1:
                values.append(self.mixes[index].value)
        return [number for value in values for number in value.detach().flatten().tolist()]


RATES = {"realmlp-td-s": {"numbers": 0.07, "classes": 0.04}, "realmlp-td": {"numbers": 0.2, "classes": 0.04}}


def train(name, task):
    tuned = name == "realmlp-td"
    numbers = generator(7)
    inputs = draw(numbers, ROWS, NUMBERS)
    levels = ((draw(numbers, ROWS) + 1) / 2 * LEVELS).floor().long()
    raw = draw(numbers, ROWS, 2 if task == "several" else 1)
    targets = raw if task in ("regression", "several") else ((raw + 1) / 2 * OUTPUTS[task]).floor().long().squeeze(1)
    network = RealMlp(tuned, task, numbers)
    base = RATES[name]["numbers" if task in ("regression", "several") else "classes"]
    losses, first = [], None
    for step in range(STEPS):
        t = step / STEPS
        rows = torch.arange(step * BATCH, (step + 1) * BATCH) % ROWS
        share = 0.15 * single(flat_cos(t)) if tuned else 0.0
        outputs = network.forward(inputs[rows], levels[rows], step, share)
        loss = network.loss(outputs, targets[rows])
        loss.backward()
        network.update(step, single(base * coslog4(t)), 0.02 * single(flat_cos(t)) if tuned else 0.0)
        losses.append(loss.item())
        first = outputs.detach().tolist() if first is None else first
    return {
        "name": name,
        "task": task,
        "outputs": first,
        "losses": losses[:: STEPS // 20],
        "parameters": network.in_file_order(),
    }


cases = [train(name, task) for name in RATES for task in OUTPUTS]
path = Path(__file__).parents[2] / "src/network/fixtures/realmlp.json"
lines = ",\n".join(json.dumps(case) for case in cases)
path.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n')
