"""Writes how the `cmaes` package updates its distributions, for the tests of src/search/cma-es to compare with.

    python3 -m venv .venv && .venv/bin/pip install cmaes==0.13.1
    .venv/bin/python scripts/reference/cma_es.py
"""

import importlib.metadata
import json
import pathlib

import numpy as np
from cmaes import CMAwM

# Coordinates are those of our unit cube: value k of n lies at (k + 1/2) / n, its cell from k / n to (k + 1) / n.
CASES = [
    {"cells": [0, 0, 0, 0], "size": None, "generations": 20},
    {"cells": [0, 5, 2, 0, 12], "size": None, "generations": 20},
    {"cells": [3, 9], "size": 12, "generations": 25},
    {"cells": [0], "size": None, "generations": 10},
]


def run(case, seed):
    cells = np.array(case["cells"])
    d = len(cells)
    bounds = np.array([[0.5 / n, 1 - 0.5 / n] if n else [0, 1] for n in cells])
    steps = np.array([1 / n if n else 0 for n in cells])
    optimizer = CMAwM(np.full(d, 0.45), 1 / 6, bounds, steps, seed=seed, population_size=case["size"])
    target = np.linspace(0.1, 0.8, d)
    generations = []
    for _ in range(case["generations"]):
        drawn = [optimizer.ask() for _ in range(optimizer.population_size)]
        values = [float(((x - target) ** 2 * np.arange(1, d + 1)).sum()) + 1e-9 * i for i, (x, _) in enumerate(drawn)]
        points = [raw.tolist() for _, raw in drawn]
        optimizer.tell([(raw, value) for (_, raw), value in zip(drawn, values)])
        inner = optimizer._cma
        generations.append(
            {
                "points": points,
                "values": values,
                "mean": inner._mean.tolist(),
                "step": float(inner._sigma),
                "covariance": inner._C.ravel().tolist(),
                "stepPath": inner._p_sigma.tolist(),
                "path": inner._pc.tolist(),
                "scale": getattr(optimizer, "_A", np.ones(d)).tolist(),
            }
        )
    return {"cells": case["cells"], "size": optimizer.population_size, "generations": generations}


path = pathlib.Path(__file__).resolve().parents[2] / "src/search/cma-es/fixtures/cmaes.json"
path.parent.mkdir(exist_ok=True)
cases = [run(case, seed) for seed, case in enumerate(CASES, 1)]
text = json.dumps({"cmaes": importlib.metadata.version("cmaes"), "cases": cases}, separators=(",", ":"))
path.write_text(text + "\n")
