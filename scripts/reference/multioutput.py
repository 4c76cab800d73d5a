"""Values of scikit-learn's metrics of several targets, for src/model/measure.test.ts.

python3 -m venv .venv && .venv/bin/pip install scikit-learn numpy
.venv/bin/python scripts/reference/multioutput.py > src/model/fixtures/multioutput.json
"""

import json

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.dummy import DummyRegressor

random = np.random.default_rng(11)


def rmsle(actual, predicted, **options):
    return m.root_mean_squared_log_error(actual, np.maximum(predicted, 0), **options)


errors = {"rmse": m.root_mean_squared_error, "mae": m.mean_absolute_error, "rmsle": rmsle}
# Rows without inputs: what a constant predicts that has seen them.
nothing = lambda rows: np.zeros((len(rows), 1))


def constant(metric, pool):
    if metric == "rmsle":
        return np.expm1(np.log1p(pool).mean(axis=0))
    strategy = "median" if metric == "mae" else "mean"
    return DummyRegressor(strategy=strategy).fit(nothing(pool), pool).predict(nothing(pool[:1]))[0]


def case(pool, actual, predicted):
    scores = {"r2": {"each": m.r2_score(actual, predicted, multioutput="raw_values"), "scales": None}}
    scores["r2"]["overall"] = m.r2_score(actual, predicted, multioutput="uniform_average")
    for name, error in errors.items():
        flat = np.tile(constant(name, pool), (len(pool), 1))
        scales = error(pool, flat, multioutput="raw_values")
        each = error(actual, predicted, multioutput="raw_values")
        # Dividing a target and its prediction by its scale is weighing its error with 1 / scale.
        mean = error(actual, predicted, multioutput=1 / scales) * (1 / scales).sum() / len(scales)
        scores[name] = {"each": each, "scales": scales, "overall": mean}
    return {
        "pool": pool.ravel().tolist(),
        "actual": actual.ravel().tolist(),
        "predicted": predicted.ravel().tolist(),
        "columns": pool.shape[1],
        "scores": {
            name: {key: np.asarray(value).tolist() for key, value in of.items() if value is not None}
            for name, of in scores.items()
        },
    }


def drawn(rows, units):
    return random.gamma(2.0, 1.0, (rows, len(units))) * np.array(units)


cases = []
for rows, units in ((40, [1.0, 1e4]), (25, [3.0, 0.02, 1e6])):
    actual = drawn(rows, units)
    predicted = actual + random.normal(0, 0.4, actual.shape) * np.array(units)
    cases.append(case(drawn(60, units), actual, predicted))

print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}))
