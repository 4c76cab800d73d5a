"""Values of scikit-learn's metrics, for src/model/metrics.test.ts.

python3 -m venv .venv && .venv/bin/pip install scikit-learn numpy
.venv/bin/python scripts/reference/metrics.py > src/model/fixtures/metrics.json
"""

import json

import numpy as np
import sklearn
from sklearn import metrics as m

random = np.random.default_rng(7)
cases = []


def add(task, classes, actual, predicted, weights, scores):
    case = {
        "task": task,
        "classes": classes,
        "actual": [float(x) for x in actual],
        "predicted": [float(x) for x in np.ravel(predicted)],
    }
    if weights is not None:
        case["weights"] = [float(x) for x in weights]
    cases.append(case | {"scores": {name: float(value) for name, value in scores.items()}})


def regression(actual, predicted, weights=None):
    add(
        "regression",
        1,
        actual,
        predicted,
        weights,
        {
            "rmse": m.root_mean_squared_error(actual, predicted, sample_weight=weights),
            "mae": m.mean_absolute_error(actual, predicted, sample_weight=weights),
            "rmsle": m.root_mean_squared_log_error(actual, np.maximum(predicted, 0), sample_weight=weights),
            "r2": m.r2_score(actual, predicted, sample_weight=weights),
        },
    )


def classification(actual, probabilities, weights=None):
    classes = probabilities.shape[1]
    labels = list(range(classes))
    guess = probabilities.argmax(axis=1)
    binary = classes == 2
    if binary:
        auc = m.roc_auc_score(actual, probabilities[:, 1], sample_weight=weights)
    else:
        auc = m.roc_auc_score(
            actual, probabilities, multi_class="ovr", average="macro", labels=labels, sample_weight=weights
        )
    add(
        "binary" if binary else "multiclass",
        classes,
        actual,
        probabilities,
        weights,
        {
            "log_loss": m.log_loss(actual, probabilities, labels=labels, sample_weight=weights),
            "accuracy": m.accuracy_score(actual, guess, sample_weight=weights),
            "balanced_accuracy": m.balanced_accuracy_score(actual, guess, sample_weight=weights),
            "auc": auc,
            "f1": m.f1_score(actual, guess, average="binary" if binary else "macro", sample_weight=weights),
        },
    )


def simplex(rows, classes, digits):
    raw = np.round(random.dirichlet(np.ones(classes), rows), digits)
    raw[:, -1] = 1 - raw[:, :-1].sum(axis=1)
    return np.abs(raw)


truth = random.gamma(2.0, 50.0, 40)
regression(truth, truth + random.normal(0, 20, 40))
regression(truth + 1e6, truth + 1e6 + random.normal(0, 20, 40))
regression(random.integers(0, 4, 30).astype(float), random.normal(1, 2, 30))

for digits in (8, 1):  # one digit makes ties
    classification(random.integers(0, 2, 50), simplex(50, 2, digits))
    classification(random.integers(0, 4, 60), simplex(60, 4, digits))

sure = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.4, 0.6]])
classification(np.array([0, 1, 1, 0]), sure)

# Weights as people have them: survey weights of any size, some of them 0, and counts of rows.
regression(truth, truth + random.normal(0, 20, 40), random.gamma(1.0, 1000.0, 40))
regression(truth + 1e6, truth + 1e6 + random.normal(0, 20, 40), random.integers(0, 4, 40))
for digits in (8, 1):
    classification(random.integers(0, 2, 50), simplex(50, 2, digits), random.gamma(0.5, 2.0, 50))
    classification(random.integers(0, 4, 60), simplex(60, 4, digits), random.integers(0, 4, 60))

print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}))
