"""Writes what Optuna's Gaussian process computes, for the tests of src/surrogate/gp to compare with.

    python3 -m venv .venv && .venv/bin/pip install optuna==5.0.0 torch scipy
    .venv/bin/python scripts/reference/optuna_gp.py
"""

import json
import math
import pathlib

import numpy as np
import optuna
import torch
from optuna._gp.acqf import logei, standard_logei
from optuna._gp.gp import GPRegressor, fit_kernel_params
from optuna._gp.prior import DEFAULT_MINIMUM_NOISE_VAR, default_log_prior

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "src"


def objective(x, categorical, random):
    """A smooth valley with a step for each category, and a little noise."""
    numbers = x[:, ~categorical]
    value = np.sin(3 * numbers).sum(axis=1) + ((numbers - 0.3) ** 2).sum(axis=1)
    value += 0.4 * (x[:, categorical] * 3 % 2).sum(axis=1)
    return value + 0.05 * random.standard_normal(len(x))


def process(x, y, categorical, theta, scale, noise):
    return GPRegressor(
        is_categorical=torch.from_numpy(categorical),
        X_train=torch.from_numpy(x),
        y_train=torch.from_numpy(y),
        inverse_squared_lengthscales=torch.from_numpy(theta),
        kernel_scale=torch.tensor(scale, dtype=torch.float64),
        noise_var=torch.tensor(noise, dtype=torch.float64),
    )


def case(numeric, categories, count, seed):
    random = np.random.default_rng(seed)
    categorical = np.array([False] * numeric + [True] * categories)
    x = random.uniform(0, 1, (count, numeric + categories))
    x[:, categorical] = random.integers(0, 3, (count, categories))
    y = objective(x, categorical, random)
    y = (y - y.mean()) / y.std()
    asked = random.uniform(0, 1, (7, numeric + categories))
    asked[:, categorical] = random.integers(0, 3, (7, categories))
    asked[6] = x[0]
    theta = np.exp(random.uniform(-1, 3, numeric + categories))
    scale, noise = math.exp(random.uniform(-1, 1)), DEFAULT_MINIMUM_NOISE_VAR + math.exp(random.uniform(-8, -2))
    gp = process(x, y, categorical, theta, scale, noise)
    log_posterior = (gp.marginal_log_likelihood() + default_log_prior(gp)).item()
    gp._cache_matrix()
    mean, variance = gp.posterior(torch.from_numpy(asked))
    threshold = float(y.max())
    fitted = fit_kernel_params(x, y, categorical, default_log_prior, DEFAULT_MINIMUM_NOISE_VAR, False)
    best = (fitted.marginal_log_likelihood() + default_log_prior(fitted)).item()
    return {
        "numeric": numeric,
        "x": x.tolist(),
        "y": y.tolist(),
        "raw": [*np.log(theta), math.log(scale), math.log(noise - DEFAULT_MINIMUM_NOISE_VAR)],
        "logPosterior": log_posterior,
        "asked": asked.tolist(),
        "mean": mean.tolist(),
        "variance": variance.tolist(),
        "threshold": threshold,
        "logEI": logei(mean, variance + 1e-12, threshold).tolist(),
        "fitted": best,
    }


optuna.logging.set_verbosity(optuna.logging.ERROR)
Z = [-1e5, -1000.0, -100.0, -40.0, -25.5, -24.5, -10.0, -3.0, -1.0, -0.5, 0.0, 0.3, 1.0, 4.0, 40.0]
folder = SOURCE / "surrogate/gp/fixtures"
folder.mkdir(parents=True, exist_ok=True)
content = {
    "optuna": optuna.__version__,
    "standardLogEI": [[z, standard_logei(torch.tensor([z], dtype=torch.float64)).item()] for z in Z],
    "cases": [
        case(numeric, categories, count, seed)
        for numeric, categories, count, seed in [
            (1, 0, 2, 1), (1, 0, 5, 2), (2, 0, 12, 3), (3, 1, 17, 4), (0, 2, 9, 5), (4, 2, 30, 6), (6, 0, 41, 7), (8, 2, 60, 8),
        ]
    ],
}
(folder / "optuna-gp.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
