"""Writes src/math/fixtures/student.json: quantiles of Student's distribution and log-gamma values from SciPy."""
import json
from scipy import special, stats

cases = [[share, freedom, float(stats.t.ppf(share, freedom))]
         for share in (0.6, 0.9, 0.95, 0.975, 0.995, 0.9995) for freedom in (1, 2, 3, 4, 9, 29, 200)]
gammas = [[x, float(special.gammaln(x))] for x in (0.1, 0.5, 1, 1.5, 2, 7.25, 40, 1234.5)]
with open("src/math/fixtures/student.json", "w") as file:
    json.dump({"student": cases, "logGamma": gammas}, file)
