"""Writes points of SciPy's Sobol' sequence, and discrepancies, for the tests of src/math/sobol.ts to compare with.

    python3 -m venv .venv && .venv/bin/pip install scipy==1.17.1
    .venv/bin/python scripts/reference/sobol.py
"""

import hashlib
import json
import pathlib

import scipy
from scipy.stats import qmc

DIMENSIONS = 101
points = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random(4096)
words = (points * 2**32).astype("uint32")
assert ((words / 2**32) == points).all()

# A late point needs direction numbers that the first ones do not.
late = qmc.Sobol(DIMENSIONS, scramble=False, bits=32)
late.fast_forward(987_654_321)

fixture = {
    "scipy": scipy.__version__,
    "first": words[:5, :].tolist(),
    "sha256": hashlib.sha256(words.astype("<u4").tobytes()).hexdigest(),
    "late": {"index": 987_654_321, "words": (late.random(1) * 2**32).astype("uint32")[0].tolist()},
    "discrepancy": qmc.discrepancy(points[:128, :5], method="CD"),
}
path = pathlib.Path(__file__).resolve().parents[2] / "src/math/fixtures/sobol.json"
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
