"""Values and slopes of the activations with 40 digits, checked against PyTorch: src/network/fixtures/activations.json.

python3 -m venv .venv && .venv/bin/pip install torch==2.14.1 mpmath
.venv/bin/python scripts/reference/activations.py
"""

import json
from pathlib import Path

import mpmath
import torch
from mpmath import mp, mpf
from torch import nn

mp.dps = 40
SELU_SCALE, SELU_ALPHA = mpf("1.0507009873554804934193349852946"), mpf("1.6732632423543772848170429916717")


def sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def mish_share(z):
    return mpmath.tanh(mpmath.log1p(mpmath.exp(z)))


VALUES = {
    "relu": lambda z: max(z, mpf(0)),
    "tanh": mpmath.tanh,
    "silu": lambda z: z * sigmoid(z),
    "identity": lambda z: z,
    "leaky_relu": lambda z: z if z > 0 else z / 100,
    "elu": lambda z: z if z > 0 else mpmath.expm1(z),
    "selu": lambda z: SELU_SCALE * (z if z > 0 else SELU_ALPHA * mpmath.expm1(z)),
    "gelu": lambda z: z * mpmath.ncdf(z),
    "mish": lambda z: z * mish_share(z),
    "sigmoid": sigmoid,
}
SLOPES = {
    "relu": lambda z: mpf(z > 0),
    "tanh": lambda z: mpmath.sech(z) ** 2,
    "silu": lambda z: sigmoid(z) * (1 + z * sigmoid(-z)),
    "identity": lambda z: mpf(1),
    "leaky_relu": lambda z: mpf(1) if z > 0 else mpf(1) / 100,
    "elu": lambda z: mpf(1) if z > 0 else mpmath.exp(z),
    "selu": lambda z: SELU_SCALE * (1 if z > 0 else SELU_ALPHA * mpmath.exp(z)),
    "gelu": lambda z: mpmath.ncdf(z) + z * mpmath.npdf(z),
    "mish": lambda z: mish_share(z) + z * mpmath.sech(mpmath.log1p(mpmath.exp(z))) ** 2 * sigmoid(z),
    "sigmoid": lambda z: sigmoid(z) * sigmoid(-z),
}
TORCH = {
    "relu": nn.ReLU(),
    "tanh": nn.Tanh(),
    "silu": nn.SiLU(),
    "identity": nn.Identity(),
    "leaky_relu": nn.LeakyReLU(),
    "elu": nn.ELU(),
    "selu": nn.SELU(),
    "gelu": nn.GELU(),
    "mish": nn.Mish(),
    "sigmoid": nn.Sigmoid(),
}

# Exact in float32: a grid over the bends, powers of two toward zero, and the far ends.
grid = [i / 4 for i in range(-48, 49)]
small = [sign * 2.0**-k for k in (3, 5, 8, 12, 16, 24) for sign in (1, -1)]
far = [sign * z for z in (13, 15, 20.5, 30, 50, 80, 86, 95, 1000, 2.0**30) for sign in (1, -1)]
points = sorted({*grid, *small, *far})


def agrees(name, values, slopes):
    """PyTorch's float64 functions lose digits in their tails, never more than this."""
    z = torch.tensor(points, dtype=torch.float64, requires_grad=True)
    a = TORCH[name](z)
    a.sum().backward()
    for ours, theirs in [(values, a), (slopes, z.grad)]:
        exact = torch.tensor([float(x) for x in ours], dtype=torch.float64)
        torch.testing.assert_close(theirs.detach(), exact, rtol=1e-13, atol=1e-13)


functions = {}
for name in VALUES:
    values = [VALUES[name](mpf(z)) for z in points]
    slopes = [SLOPES[name](mpf(z)) for z in points]
    agrees(name, values, slopes)
    functions[name] = {kind: [float(mpmath.nstr(x, 15)) for x in each] for kind, each in [("values", values), ("slopes", slopes)]}

path = Path(__file__).parents[2] / "src/network/fixtures/activations.json"
lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(each)}" for name, each in functions.items())
path.write_text(f'{{"torch": "{torch.__version__}", "points": {json.dumps(points)}, "functions": {{\n{lines}\n}}}}\n')
