"""Trains tiny networks in PyTorch (float64): every optimiser × schedule × loss × normalisation, and writes where they end to
src/network/fixtures/pytorch-cross.json.

python3 -m venv .venv && .venv/bin/pip install torch==2.14.1 numpy
.venv/bin/python scripts/reference/pytorch_cross.py   (some minutes)

The test (src/network/engine/pytorch-cross.test.ts) draws the same weights and examples and lists the same combinations in the same order,
so that the file holds results only.
"""

import functools
import itertools
import json
from pathlib import Path

import same_anywhere  # noqa: F401  before torch
import torch
from torch import nn, optim
from torch.nn import functional
from torch.optim import lr_scheduler as schedulers

torch.set_default_dtype(torch.float64)

INPUTS, HIDDEN, ROWS, BATCH, EPOCHS = 2, 3, 12, 3, 50
PER_EPOCH = ROWS // BATCH
STEPS = EPOCHS * PER_EPOCH
DECAY = 0.05

# Base rate, optimiser, and whether its weight decay reaches the weights.
OPTIMISERS = {
    "descent": (0.05, optim.SGD, {}, 0),
    "momentum": (0.02, functools.partial(optim.SGD, momentum=0.9), {}, 0),
    "nesterov": (0.02, functools.partial(optim.SGD, momentum=0.9, nesterov=True), {}, 0),
    "rmsprop": (0.005, functools.partial(optim.RMSprop, alpha=0.99, eps=1e-8), {}, 0),
    "adam": (0.02, optim.Adam, {}, 0),
    "adam coupled": (0.02, optim.Adam, {}, DECAY),
    "adamw": (0.02, functools.partial(optim.AdamW, weight_decay=0), {}, DECAY),
}
# Outside the product: each with one schedule, all losses and normalisations.
MORE_OPTIMISERS = {
    "rmsprop momentum": (0.002, functools.partial(optim.RMSprop, alpha=0.9, eps=1e-6, momentum=0.9), {}, 0),
    "momentum coupled": (0.02, functools.partial(optim.SGD, momentum=0.9), {}, DECAY),
    "adam, norm clipped": (0.02, optim.Adam, {"norm": 0.5}, 0),
    "descent, values clipped": (0.05, optim.SGD, {"value": 0.1}, 0),
}

cosine = schedulers.CosineAnnealingLR


def warmed_up(optimiser):
    first = schedulers.LinearLR(optimiser, start_factor=1 / 3, total_iters=20)
    return schedulers.SequentialLR(optimiser, [first, cosine(optimiser, STEPS - 20)], milestones=[20])


SCHEDULES = {
    "constant": lambda o: schedulers.ConstantLR(o, factor=1),
    "step": lambda o: schedulers.StepLR(o, 10 * PER_EPOCH, gamma=0.3),
    "exponential": lambda o: schedulers.ExponentialLR(o, 0.95 ** (1 / PER_EPOCH)),
    "cosine": lambda o: cosine(o, STEPS),
    "restarts": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 7 * PER_EPOCH, T_mult=2),
    "one_cycle": lambda o: schedulers.OneCycleLR(
        o, o.param_groups[0]["lr"], total_steps=STEPS, cycle_momentum=False, final_div_factor=1e4
    ),
    "warmup": warmed_up,
    "plateau": lambda o: schedulers.ReduceLROnPlateau(o, factor=0.5, patience=2, eps=0),
}


def quantile(p, y):
    return torch.maximum(0.2 * (p - y), 0.8 * (y - p))


def focal(log_loss):
    return (1 - torch.exp(-log_loss)) ** 2 * log_loss


def half_deviance(p, y):
    """PyTorch's loss less its smallest value."""
    nll = functional.poisson_nll_loss(p, y, log_input=True, reduction="none")
    return nll - torch.where(y > 0, y - torch.xlogy(y, y), torch.zeros_like(y))


class_weights = torch.tensor([0.5, 2, 1.25])
cross_entropy = functools.partial(functional.cross_entropy, reduction="none")
logits = functools.partial(functional.binary_cross_entropy_with_logits, reduction="none")

# Outputs, and the loss of each row.
LOSSES = {
    "squared": (2, lambda p, y: 0.5 * functional.mse_loss(p, y, reduction="none").sum(1)),
    "absolute": (2, lambda p, y: functional.l1_loss(p, y, reduction="none").sum(1)),
    "huber": (2, lambda p, y: functional.huber_loss(p, y, reduction="none", delta=0.5).sum(1)),
    "poisson": (2, lambda p, y: half_deviance(p, y).sum(1)),
    "logistic": (1, lambda p, y: logits(p, y).sum(1)),
    "softmax": (3, cross_entropy),
    "softmax smoothed": (3, functools.partial(cross_entropy, label_smoothing=0.1)),
}
# Not in PyTorch but written with its functions; class weights are weights of rows here.
MORE_LOSSES = {
    "quantile": (2, lambda p, y: quantile(p, y).sum(1)),
    "log_cosh": (2, lambda p, y: torch.log(torch.cosh(p - y)).sum(1)),
    "logistic smoothed": (1, lambda p, y: logits(p, 0.9 * y + 0.05).sum(1)),
    "focal": (1, lambda p, y: focal(logits(p, y)).sum(1)),
    "focal of classes": (3, lambda p, y: focal(cross_entropy(p, y))),
    "softmax, classes weighed": (3, functools.partial(cross_entropy, weight=class_weights)),
}

NORMALISATIONS = {"none": None, "batch": nn.BatchNorm1d, "layer": nn.LayerNorm}

ACTIVATIONS = [
    nn.ReLU, nn.Tanh, nn.SiLU, nn.Identity, nn.LeakyReLU, nn.ELU, nn.SELU, nn.GELU, nn.Mish, nn.Sigmoid,
]  # fmt: skip


def generator(state):
    """A linear congruential generator: multiples of 2^-23 from -1 to 1."""
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield (state >> 8) / 2**23 - 1


def draw(numbers, *shape):
    count = torch.Size(shape).numel()
    return torch.tensor([next(numbers) for _ in range(count)]).reshape(shape)


def targets_of(loss, outputs, numbers):
    kind = loss.split(",")[0].split(" ")[0]
    if outputs == 3:
        return ((draw(numbers, ROWS) + 1) * 1.5).floor().long()
    raw = draw(numbers, ROWS, outputs)
    if kind == "poisson":
        return ((raw + 1) * 2).floor()
    return (raw > 0).double() if outputs == 1 else raw


class Network(nn.Module):
    """One hidden layer: weighted sums, normalisation, activation."""

    def __init__(self, outputs, normalisation, activation, numbers):
        super().__init__()
        self.first, self.last = nn.Linear(INPUTS, HIDDEN), nn.Linear(HIDDEN, outputs)
        self.normalisation = normalisation(HIDDEN) if normalisation else None
        self.activation = activation()
        for linear in (self.first, self.last):
            with torch.no_grad():
                linear.weight.copy_(draw(numbers, linear.in_features, linear.out_features).T)
                linear.bias.copy_(draw(numbers, linear.out_features))

    def forward(self, x):
        z = self.first(x)
        return self.last(self.activation(self.normalisation(z) if self.normalisation else z))

    def numbers(self):
        """File order: weights (inputs x outputs, row-major) and biases of a layer; gain, shift, running mean and variance."""
        norm = self.normalisation
        parts = [self.first.weight.T, self.first.bias]
        if norm is not None:
            parts += [norm.weight, norm.bias]
        if isinstance(norm, nn.BatchNorm1d):
            parts += [norm.running_mean, norm.running_var]
        parts += [self.last.weight.T, self.last.bias]
        return torch.cat([part.detach().flatten() for part in parts])


def rates_of(schedule, base):
    """The rates of all steps, in the float32 that the engine takes; those of the plateau are found on the way."""
    if schedule == "plateau":
        return None
    optimiser = optim.SGD([nn.Parameter(torch.zeros(1))], lr=base)
    scheduler = SCHEDULES[schedule](optimiser)
    rates = []
    for _ in range(STEPS):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        if len(rates) < STEPS:
            scheduler.step()
    return torch.tensor(rates, dtype=torch.float32).double().tolist()


def train(optimiser_name, schedule, loss_name, normalisation, activation):
    numbers = generator(7)
    outputs, loss_of = {**LOSSES, **MORE_LOSSES}[loss_name]
    inputs, targets = draw(numbers, ROWS, INPUTS), targets_of(loss_name, outputs, numbers)
    network = Network(outputs, NORMALISATIONS[normalisation], activation, numbers)
    base, make, clip, decay = {**OPTIMISERS, **MORE_OPTIMISERS}[optimiser_name]
    weights = [p for p in network.parameters() if p.dim() == 2]
    others = [p for p in network.parameters() if p.dim() == 1]
    groups = [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0}]
    optimiser = make(groups, lr=base, foreach=False)
    rates = rates_of(schedule, base)
    reducing = optim.SGD([nn.Parameter(torch.zeros(1))], lr=base)
    plateau = SCHEDULES["plateau"](reducing)
    losses = []
    for step in range(STEPS):
        rows = torch.arange(step * BATCH, (step + 1) * BATCH) % ROWS
        rate = rates[step] if rates else torch.tensor(reducing.param_groups[0]["lr"]).float().item()
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.zero_grad()
        loss = loss_of(network(inputs[rows]), targets[rows]).mean()
        loss.backward()
        if "norm" in clip:
            nn.utils.clip_grad_norm_(network.parameters(), clip["norm"])
        if "value" in clip:
            nn.utils.clip_grad_value_(network.parameters(), clip["value"])
        optimiser.step()
        losses.append(loss.item())
        if (step + 1) % PER_EPOCH == 0:
            plateau.step(sum(losses[-PER_EPOCH:]) / PER_EPOCH)
    end = network.numbers()
    sampled = [losses[49], losses[99], losses[149], losses[199], end.norm().item(), *end[[0, 7, -1]].tolist()]
    assert all(abs(number) < 100 for number in sampled), (optimiser_name, schedule, loss_name, sampled)
    return [float(f"{number:.12g}") for number in sampled]


every = list(NORMALISATIONS)
combinations = [
    *itertools.product(OPTIMISERS, SCHEDULES, LOSSES, every),
    *itertools.product(MORE_OPTIMISERS, ["cosine"], [*LOSSES, *MORE_LOSSES], every),
    *itertools.product(OPTIMISERS, ["constant"], MORE_LOSSES, every),
]

if __name__ == "__main__":
    results = [train(*each, ACTIVATIONS[i % len(ACTIVATIONS)]) for i, each in enumerate(combinations)]
    path = Path(__file__).parents[2] / "src/network/fixtures/pytorch-cross.json"
    lines = ",\n".join(f"{json.dumps(' / '.join(each))}: {json.dumps(result)}" for each, result in zip(combinations, results))
    path.write_text(f'{{"torch": "{torch.__version__}", "ends": {{\n{lines}\n}}}}\n')
