"""Writes src/math/fixtures/signed-rank.json: one-sided p-values of Wilcoxon's signed-rank test with zeros split, from SciPy."""
import json
import numpy as np
from scipy import stats

draws = np.random.default_rng(1)
cases = []
for n in (1, 2, 4, 5, 8, 13, 14, 30, 50, 51, 80):
    for tied in (False, True):
        if tied and 13 < n <= 50:
            continue  # SciPy takes the normal one there, ours stays exact
        for shift in (-0.5, 0.0, 0.4):
            differences = draws.normal(shift, 1, n)
            if tied:
                differences = np.round(differences)
            p = stats.wilcoxon(differences, alternative="greater", zero_method="zsplit").pvalue
            cases.append([[float(d) for d in differences], float(p)])
with open("src/math/fixtures/signed-rank.json", "w") as file:
    json.dump(cases, file)
