"""PyTorch on one thread: python actor/pytorch.py default|fused|compiled (Adam's default, its fused path, torch.compile)."""

import sys

import torch

from speak import examples, speak

torch.set_num_threads(1)
how = sys.argv[1]


def network(workload):
    widths = [workload["inputs"], *workload["hidden"], workload["outputs"]]
    layers = []
    for depth, width in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(depth, width), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def prepare(workload):
    batch = workload["batchSize"]
    rows = min(workload["measured"], 100 * batch)
    x, y = (torch.from_numpy(each) for each in examples(workload, rows))
    if workload["outputs"] == 1:
        y = y[:, None]
    model = network(workload)
    loss = torch.nn.MSELoss() if workload["outputs"] == 1 else torch.nn.CrossEntropyLoss()
    forward = lambda x, y: loss(model(x), y)
    if how == "compiled":
        forward = torch.compile(forward)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, **({} if how == "default" else {"fused": True}))

    def unit():
        # Shuffled at once and cut: kinder than a lookup for every batch.
        order = torch.randperm(rows)
        shuffled_x, shuffled_y = x[order], y[order]
        for first in range(0, rows, batch):
            adam.zero_grad()
            forward(shuffled_x[first : first + batch], shuffled_y[first : first + batch]).backward()
            adam.step()

    return unit, rows / workload["rows"]


speak(f"torch {torch.__version__} {how}", prepare)
