"""Writes src/math/fixtures/student-cdf.json: Student's cumulative distribution from SciPy."""
import json
from scipy import stats

cases = [[t, freedom, float(stats.t.cdf(t, freedom))]
         for t in (-40, -6.5, -2, -0.3, 0, 0.01, 1, 3.7, 25) for freedom in (4, 5.41421356, 11, 60, 200)]
with open("src/math/fixtures/student-cdf.json", "w") as file:
    json.dump(cases, file)
