"""Writes src/math/fixtures/welch.json: Welch's test and Holm's correction, from SciPy.

    python scripts/reference/welch.py

Each case: two samples' moments (n, mean, variance), the t, the degrees of freedom, the one-sided and the two-sided chance by
scipy.stats.ttest_ind_from_stats(equal_var=False). Holm's correction is not in SciPy: it is written here as he wrote it, and held against
scipy.stats.false_discovery_control only in that it is never below it.
"""
import json

import numpy as np
from scipy import stats

random = np.random.default_rng(1)
cases = []
for n, m, scale, shift in [(30, 300, 1, 0.3), (30, 8000, 3, 2), (200, 200, 0.2, 0.1), (2, 3, 1, 5), (5000, 20000, 1, 0.83), (40, 160, 1, -1), (400, 19600, 1, 0.4)]:
    a = random.normal(shift, scale, n)
    b = np.abs(random.normal(0, 1, m))
    sides = {}
    for side in ("greater", "two-sided"):
        sides[side] = stats.ttest_ind(a, b, equal_var=False, alternative=side)
    cases.append({
        "a": [n, a.mean(), a.var(ddof=1)],
        "b": [m, b.mean(), b.var(ddof=1)],
        "t": sides["greater"].statistic,
        "freedom": sides["greater"].df,
        "larger": sides["greater"].pvalue,
        "either": sides["two-sided"].pvalue,
    })


def holm(chances):
    """Reject in the order of the chances while p ≤ α/(m − rank): the least α that rejects each."""
    order = np.argsort(chances, kind="stable")
    scaled = np.asarray(chances)[order] * (len(chances) - np.arange(len(chances)))
    adjusted = np.empty(len(chances))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(scaled))
    return adjusted


families = []
for size in (1, 5, 40):
    chances = random.uniform(0, 1, size) ** 4
    adjusted = holm(chances)
    assert (adjusted >= stats.false_discovery_control(chances) - 1e-12).all()
    families.append([chances.tolist(), adjusted.tolist()])

with open("src/math/fixtures/welch.json", "w") as file:
    json.dump({"welch": cases, "holm": families}, file)
