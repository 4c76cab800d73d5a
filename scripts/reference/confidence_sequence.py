"""The t at which the Bayes factor of confidence-sequence.ts reaches 1/(1 - confidence), by integrating over effects what SciPy has for the noncentral t.

    python scripts/reference/confidence_sequence.py > src/math/fixtures/confidence-sequence.json
"""

import json

import numpy as np
from scipy import integrate, optimize, stats

SCALE = 2.0


def factor(t, count):
    """The density of t where effects are normal with deviation SCALE, divided by that where there is none."""
    freedom, root = count - 1, np.sqrt(count)

    def both(effect):
        return stats.nct.pdf(t, freedom, effect * root) * stats.norm.pdf(effect, scale=SCALE)

    centre = t / root
    parts = [(-30, centre - 1), (centre - 1, centre + 1), (centre + 1, 30)]
    whole = sum(integrate.quad(both, low, high, limit=400, epsabs=0, epsrel=1e-9)[0] for low, high in parts)
    return whole / stats.t.pdf(t, freedom)


rows = []
for count in (5, 6, 8, 12, 20, 50):
    for confidence in (0.9, 0.95, 0.99):
        found = optimize.brentq(lambda t: np.log(factor(t, count) * (1 - confidence)), 1.0, 40.0, xtol=1e-10)
        rows.append({"count": count, "confidence": confidence, "t": found})
print(json.dumps(rows))
