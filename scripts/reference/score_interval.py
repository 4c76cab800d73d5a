"""Intervals of scores by NumPy and SciPy, written to src/model/fixtures/score-interval.json.

python3 scripts/reference/score_interval.py   (needs numpy, scipy; made with NumPy 2.4.6, SciPy 1.17.1)

90 % intervals: bootstrap-t with 200,000 resamples and closed-form standard errors (delta method), and Wilson's interval.
"""

import json
from pathlib import Path

import numpy as np
from scipy.stats import binomtest

random = np.random.default_rng(8)
actual = random.normal(50, 10, 150).round(4)
predicted = (actual + random.standard_t(5, 150)).round(4)


def bootstrap_t(losses, score, slope):
    """score(mean loss) and its derivative; standard errors by the delta method."""
    n = len(losses)

    def both(sample):
        mean = sample.mean(axis=-1)
        return score(mean), np.abs(slope(mean)) * sample.std(axis=-1, ddof=1) / np.sqrt(n)

    value, error = both(losses)
    distances = np.concatenate(
        [
            (lambda v, e: (v - value) / e)(*both(losses[random.integers(0, n, (10_000, n))]))
            for _ in range(20)
        ]
    )
    low, high = np.quantile(distances, [0.05, 0.95])
    return [value - high * error, value - low * error]


errors = predicted - actual
wilson = [
    [k, n, *binomtest(k, n).proportion_ci(0.9, "wilson")] for k, n in [(30, 30), (27, 40), (0, 12), (950, 1000)]
]
out = Path(__file__).parents[2] / "src/model/fixtures/score-interval.json"
out.write_text(
    json.dumps(
        {
            "actual": actual.tolist(),
            "predicted": predicted.tolist(),
            "rmse": bootstrap_t(errors**2, np.sqrt, lambda m: 0.5 / np.sqrt(m)),
            "mae": bootstrap_t(np.abs(errors), lambda m: m, np.ones_like),
            "wilson": wilson,
        }
    )
    + "\n"
)
