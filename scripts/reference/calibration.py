"""Calibration by SciPy and scikit-learn, written to src/model/calibration/fixtures/calibration.json.

python3 scripts/reference/calibration.py   (needs numpy, scipy, scikit-learn; made with NumPy 2.4.6, SciPy 1.17.1, scikit-learn 1.9.1)

- temperature: of over-confident three-class probabilities, by a bounded scalar search of the mean log-loss, where one row in n + 2 is
  taken to have been of another class;
- vector: temperature and biases together, by BFGS on the log-loss, with 20 rows that agree with the raw probabilities
  (the share of each class's bias that they hold back is what `agreeing` in fit.ts means);
- factor: the multiplier of least squared and absolute error, by a bounded scalar search.
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import log_loss

random = np.random.default_rng(12)
rows, classes = 400, 3
truth_logits = random.normal(0, 1.2, (rows, classes))
actual = np.array([random.choice(classes, p=p) for p in softmax(truth_logits, axis=1)])
raw = softmax(1.8 * truth_logits + np.array([0.6, 0, -0.4]), axis=1).round(9)
raw /= raw.sum(axis=1, keepdims=True)
logs = np.log(raw)


def loss_at(slope):
    return log_loss(actual, softmax(slope * logs, axis=1), labels=range(classes))


doubt = 1 / (rows + 2)
targets = np.where(np.eye(classes)[actual] == 1, 1 - doubt, doubt / (classes - 1))


def doubted(slope, bias=0):
    """The log-loss when one row in n + 2 is taken to have been of another class, each alike."""
    return -np.mean((targets * log_softmax(slope * logs + bias, axis=1)).sum(axis=1))


slope = minimize_scalar(doubted, bounds=(0.1, 10), method="bounded", options={"xatol": 1e-12}).x


def slope_given(bias):
    """The slope is of the rows alone: the agreeing rows have a say in the biases only."""
    return minimize_scalar(
        lambda s: doubted(s, bias),
        bounds=(0.1, 10),
        method="bounded",
        options={"xatol": 1e-12},
    ).x


agreeing = 20
counts = np.bincount(actual, minlength=classes) + agreeing * raw.mean(axis=0)
wanted = counts / counts.sum()


def bias_given(s):
    """What makes each class's mean probability the wanted one: the maximum of sum(wanted * bias) - mean(log-sum-exp)."""

    def objective(free):
        bias = np.append(free, 0)
        z = s * logs + bias
        return np.mean(np.log(np.exp(z).sum(axis=1))) - wanted @ bias

    free = minimize(objective, np.zeros(classes - 1), method="BFGS", options={"gtol": 1e-12}).x
    bias = np.append(free, 0)
    return bias - bias.mean()


bias, vector_slope = np.zeros(classes), 1.0
for _ in range(200):
    vector_slope = slope_given(bias)
    bias = bias_given(vector_slope)

predicted = np.exp(random.normal(0, 0.5, 600)).round(6)
target = (predicted * np.exp(random.normal(0, 0.6, 600))).round(6)
factors = {
    name: minimize_scalar(loss, bounds=(0.5, 2), method="bounded", options={"xatol": 1e-10}).x
    for name, loss in {
        "rmse": lambda a: np.mean((a * predicted - target) ** 2),
        "mae": lambda a: np.mean(np.abs(a * predicted - target)),
    }.items()
}

out = Path(__file__).parents[2] / "src/model/calibration/fixtures/calibration.json"
out.parent.mkdir(exist_ok=True)
out.write_text(
    json.dumps(
        {
            "probabilities": raw.ravel().tolist(),
            "actual": actual.tolist(),
            "temperature": 1 / slope,
            "vector": {"temperature": 1 / vector_slope, "bias": bias.tolist()},
            "log_loss": {
                "raw": log_loss(actual, raw),
                "temperature": loss_at(slope),
                "vector": log_loss(actual, softmax(vector_slope * logs + bias, axis=1)),
            },
            "predicted": predicted.tolist(),
            "target": target.tolist(),
            "factors": factors,
        }
    )
    + "\n"
)
