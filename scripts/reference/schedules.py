"""Learning rates of PyTorch's schedulers, written to src/network/schedule/fixtures/schedules.json.

python3 scripts/reference/schedules.py   (needs torch)

A base rate of 1, one scheduler step for each optimiser step: 12 epochs of 5 steps. The plateau's scheduler is stepped once an epoch with
the scores that are written beside its rates.
"""

import json
from pathlib import Path

import torch
from torch.optim import lr_scheduler as schedulers

steps_per_epoch, epochs = 5, 12
steps = steps_per_epoch * epochs


def optimiser():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=1.0)


def rates(make):
    optimizer = optimiser()
    scheduler = make(optimizer)
    out = []
    for _ in range(steps):
        out.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(out) < steps:
            scheduler.step()
    return out


def after_warmup(length, start, make):
    def build(optimizer):
        first = schedulers.LinearLR(optimizer, start_factor=start, total_iters=length)
        return schedulers.SequentialLR(optimizer, [first, make(optimizer)], milestones=[length])

    return build


def plateau(scores, **options):
    optimizer = optimiser()
    scheduler = schedulers.ReduceLROnPlateau(optimizer, eps=0, **options)
    out = []
    for score in scores:
        out.append(optimizer.param_groups[0]["lr"])
        scheduler.step(score)
    return out


cosine = schedulers.CosineAnnealingLR
half = {"share": 0.5}
cases = [
    ({"kind": "constant"}, lambda o: schedulers.ConstantLR(o, factor=1)),
    ({"kind": "step", "every": {"epochs": 3}}, lambda o: schedulers.StepLR(o, 15)),
    ({"kind": "step", "every": half, "factor": 0.3}, lambda o: schedulers.StepLR(o, 30, gamma=0.3)),
    ({"kind": "exponential", "factor": 0.8}, lambda o: schedulers.ExponentialLR(o, 0.8 ** (1 / steps_per_epoch))),
    ({"kind": "exponential", "factor": 0.01, "over": {"share": 1}}, lambda o: schedulers.ExponentialLR(o, 0.01 ** (1 / steps))),
    ({"kind": "cosine"}, lambda o: cosine(o, steps)),
    ({"kind": "cosine", "floor": 0.1}, lambda o: cosine(o, steps, eta_min=0.1)),
    ({"kind": "restarts", "first": {"epochs": 2}}, lambda o: schedulers.CosineAnnealingWarmRestarts(o, 10)),
    (
        {"kind": "restarts", "first": {"share": 1 / 15}, "times": 2, "floor": 0.02},
        lambda o: schedulers.CosineAnnealingWarmRestarts(o, 4, T_mult=2, eta_min=0.02),
    ),
    ({"kind": "one_cycle"}, lambda o: schedulers.OneCycleLR(o, 1.0, total_steps=steps, cycle_momentum=False)),
    (
        {"kind": "one_cycle", "rise": 0.45, "start": 0.1, "end": 1e-3, "shape": "linear"},
        lambda o: schedulers.OneCycleLR(
            o, 1.0, total_steps=steps, cycle_momentum=False, pct_start=0.45, div_factor=10, final_div_factor=100,
            anneal_strategy="linear",
        ),
    ),
    (
        {"kind": "warmup", "length": {"epochs": 2}, "before": {"kind": "cosine"}},
        after_warmup(10, 1 / 3, lambda o: cosine(o, steps - 10)),
    ),
    (
        {"kind": "warmup", "length": {"share": 0.25}, "start": 0.01, "before": {"kind": "step", "every": {"epochs": 4}}},
        after_warmup(15, 0.01, lambda o: schedulers.StepLR(o, 20)),
    ),
    (
        {"kind": "warmup", "length": {"epochs": 1}, "before": {"kind": "restarts", "first": {"epochs": 1}, "times": 3}},
        after_warmup(5, 1 / 3, lambda o: schedulers.CosineAnnealingWarmRestarts(o, 5, T_mult=3)),
    ),
]

scores = [
    5, 4, 3, 3.1, 2.9999, 3, 3, 2.5, 2.6, 2.7, 2.8, 2.9, 3, 2, 2.1, 2.2, 1.9999, 2.3, 2.4, 2.5, 2.6, 2.7, 2.8, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6,
]  # fmt: skip
plateaus = [
    ({"kind": "plateau", "patience": 2}, {"patience": 2}),
    ({"kind": "plateau", "patience": 1, "factor": 0.5, "cooldown": 3, "floor": 0.2}, {"patience": 1, "factor": 0.5, "cooldown": 3, "min_lr": 0.2}),
    ({"kind": "plateau", "patience": 0, "factor": 0.7, "threshold": 0.01}, {"patience": 0, "factor": 0.7, "threshold": 0.01}),
]

out = Path(__file__).parents[2] / "src/network/schedule/fixtures/schedules.json"
out.parent.mkdir(exist_ok=True)
out.write_text(
    json.dumps(
        {
            "torch": torch.__version__.split("+")[0],
            "epochs": epochs,
            "stepsPerEpoch": steps_per_epoch,
            "cases": [{"schedule": schedule, "rates": rates(make)} for schedule, make in cases],
            "scores": scores,
            "plateaus": [{"schedule": schedule, "rates": plateau(scores, **options)} for schedule, options in plateaus],
        }
    )
    + "\n"
)
