"""Prediction intervals by MAPIE, written to src/model/interval/fixtures/conformal.json.

python3 scripts/reference/conformal.py   (needs numpy, scikit-learn, mapie; made with MAPIE 1.6.0)

Errors of skewed, heteroscedastic data around predictions that are given; bounds of new predictions from
MAPIE's split conformal with signed residuals: (n + 1) ranks, alpha / 2 beyond each side.
"""

import json
from pathlib import Path

import numpy as np
from mapie.conformity_scores import AbsoluteConformityScore
from mapie.regression import SplitConformalRegressor
from sklearn.base import BaseEstimator, RegressorMixin


class Given(RegressorMixin, BaseEstimator):
    """Predicts its input."""

    def fit(self, X, y):
        self.is_fitted_ = True
        return self

    def predict(self, X):
        return np.asarray(X)[:, 0]


random = np.random.default_rng(5)
predicted = random.uniform(10, 100, 83).round(3)
actual = (predicted + 0.1 * predicted * (random.gamma(1.5, 1, 83) - 1.5)).round(3)
fresh = np.array([5.0, 40.0, 70.5, 300.0])
levels = [0.5, 0.8, 0.9, 0.95]

conformal = SplitConformalRegressor(
    Given().fit(None, None),
    confidence_level=levels,
    conformity_score=AbsoluteConformityScore(sym=False),
    prefit=True,
)
conformal.conformalize(predicted[:, None], actual)
_, bounds = conformal.predict_interval(fresh[:, None])

out = Path(__file__).parents[2] / "src/model/interval/fixtures/conformal.json"
out.write_text(
    json.dumps(
        {
            "predicted": predicted.tolist(),
            "actual": actual.tolist(),
            "fresh": fresh.tolist(),
            "levels": levels,
            "low": bounds[:, 0, :].T.tolist(),
            "high": bounds[:, 1, :].T.tolist(),
        },
        indent=1,
    )
    + "\n"
)
