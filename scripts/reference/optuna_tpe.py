"""Writes what Optuna's TPE computes, for the tests of src/surrogate/tpe and src/search to compare with.

    python3 -m venv .venv && .venv/bin/pip install optuna==5.0.0
    .venv/bin/python scripts/reference/optuna_tpe.py
"""

import json
import math
import pathlib

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import _split_trials, default_gamma, default_weights
from optuna.trial import TrialState, create_trial

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "src"
SETTINGS = _ParzenEstimatorParameters(
    prior_weight=1.0,
    consider_magic_clip=True,
    consider_endpoints=False,
    weights=default_weights,
    multivariate=True,
)

# Our definition of each hyperparameter and the distribution that Optuna gets for it; an ordinal is its index there.
PARAMETERS = {
    "float": ({"kind": "float", "low": -2, "high": 5, "log": False}, FloatDistribution(-2, 5)),
    "rate": ({"kind": "float", "low": 1e-5, "high": 1, "log": True}, FloatDistribution(1e-5, 1, log=True)),
    "whole": ({"kind": "integer", "low": 0, "high": 40, "log": False}, IntDistribution(0, 40)),
    "width": ({"kind": "integer", "low": 4, "high": 512, "log": True}, IntDistribution(4, 512, log=True)),
    "batch": ({"kind": "ordinal", "values": [8, 16, 32, 64, 128, 256]}, IntDistribution(0, 5)),
    "loss": (
        {"kind": "categorical", "choices": ["squared", "absolute", "huber"]},
        CategoricalDistribution(["squared", "absolute", "huber"]),
    ),
}


def draw(name, random, count, distinct):
    """Optuna's internal values: the number itself, or an index."""
    definition, distribution = PARAMETERS[name]
    if definition["kind"] == "float":
        places = random.uniform(0, 1, count)
        low, high = definition["low"], definition["high"]
        if definition["log"]:
            return np.exp(math.log(low) + places * (math.log(high) - math.log(low)))
        return low + places * (high - low)
    if definition["kind"] == "categorical":
        return random.integers(0, len(distribution.choices), count).astype(float)
    # Which of two equal observations gets which width depends on numpy's sort, so joint cases have distinct ones.
    values = np.arange(distribution.low, distribution.high + 1)
    return random.choice(values, count, replace=not distinct).astype(float)


def scale(name):
    """The length of a float's range: Optuna's density is per unit of it, ours per unit of [0, 1]."""
    definition, _ = PARAMETERS[name]
    if definition["kind"] != "float":
        return 0.0
    low, high = definition["low"], definition["high"]
    return math.log(math.log(high / low) if definition["log"] else high - low)


def external(name, internal):
    definition, _ = PARAMETERS[name]
    values = definition.get("values") or definition.get("choices")
    if values:
        return values[int(internal)]
    return int(internal) if definition["kind"] == "integer" else float(internal)


def density_case(names, count, seed):
    random = np.random.default_rng(seed)
    observed = {name: draw(name, random, count, len(names) > 1) for name in names}
    asked = {name: draw(name, random, 6, False) for name in names}
    estimator = _ParzenEstimator(observed, {name: PARAMETERS[name][1] for name in names}, SETTINGS)
    shift = sum(scale(name) for name in names)
    return {
        "space": {name: PARAMETERS[name][0] for name in names},
        "observations": [{name: external(name, observed[name][i]) for name in names} for i in range(count)],
        "settings": [{name: external(name, asked[name][i]) for name in names} for i in range(6)],
        "logDensities": [float(value) + shift for value in estimator.log_pdf(asked)],
    }


def split_case(direction, count, seed):
    random = np.random.default_rng(seed)
    study = optuna.create_study(direction=direction)
    for _ in range(count):
        state = [TrialState.COMPLETE, TrialState.PRUNED, TrialState.PRUNED, TrialState.RUNNING][random.integers(4)]
        reports = {epoch: float(random.integers(20)) + 0.5 for epoch in range(1, 1 + random.integers(5))}
        if state == TrialState.PRUNED and random.integers(4) == 0:
            reports = {}
        value = float(random.permutation(1000)[0]) if state == TrialState.COMPLETE else None
        study.add_trial(create_trial(state=state, value=value, intermediate_values=reports))
    trials = study.get_trials(deepcopy=False)
    ranked = sum(trial.state != TrialState.RUNNING for trial in trials)
    below, above = _split_trials(study, trials, default_gamma(ranked))
    names = {TrialState.COMPLETE: "complete", TrialState.PRUNED: "stopped", TrialState.RUNNING: "running"}
    return {
        "direction": direction,
        "trials": [
            {
                "number": trial.number,
                "state": names[trial.state],
                "value": trial.value,
                "intermediate": [{"epoch": e, "value": v} for e, v in trial.intermediate_values.items()],
            }
            for trial in trials
        ],
        "good": [trial.number for trial in below],
        "bad": [trial.number for trial in above],
    }


def write(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"optuna": optuna.__version__, **content}, separators=(",", ":")) + "\n")


optuna.logging.set_verbosity(optuna.logging.ERROR)
ALL = list(PARAMETERS)
SPLITS = [("minimize", 3), ("maximize", 10), ("minimize", 35), ("maximize", 90), ("minimize", 320)]
densities = [density_case([name], count, count) for name in ALL for count in (0, 1, 2, 5, 20)]
densities += [density_case([name], 60, 7) for name in ("float", "rate", "loss")]
densities += [density_case(ALL, count, count) for count in (0, 1, 2, 6)]
densities += [density_case(["float", "rate", "width", "loss"], count, count) for count in (24, 25, 26, 27, 120)]
write(
    SOURCE / "surrogate/tpe/fixtures/optuna-tpe.json",
    {
        "weights": {str(n): default_weights(n).tolist() for n in (0, 1, 24, 25, 26, 27, 40)},
        "densities": densities,
    },
)
write(
    SOURCE / "search/fixtures/optuna-split.json",
    {"cases": [split_case(d, n, n) for d, n in SPLITS]},
)
