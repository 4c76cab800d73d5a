"""Writes what Optuna says of the importance of hyperparameters, for the tests of src/insight/importance to compare with.

    python3 -m venv .venv && .venv/bin/pip install optuna==5.0.0 scikit-learn
    .venv/bin/python scripts/reference/importance_fixtures.py
"""

import json
import math
import pathlib
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import FanovaImportanceEvaluator, PedAnovaImportanceEvaluator
from optuna.trial import TrialState, create_trial

TARGET = pathlib.Path(__file__).resolve().parents[2] / "src/insight/importance/fixtures/optuna-importance.json"
FOREST_SEEDS = range(12)
PED_OPTIONS = [
    {},
    {"target_quantile": 0.2},
    {"target_quantile": 0.1, "region_quantile": 0.5},
    {"target_quantile": 0.1, "evaluate_on_local": False},
]

# Our definition of each hyperparameter; an ordinal is a category of numbers to Optuna.
STUDIES = {
    "numbers": {
        "x": {"kind": "float", "low": -1, "high": 1, "log": False},
        "y": {"kind": "float", "low": 0, "high": 10, "log": False},
        "z": {"kind": "float", "low": 0, "high": 1, "log": False},
    },
    "mixed": {
        "learning_rate": {"kind": "float", "low": 1e-5, "high": 1, "log": True},
        "dropout": {"kind": "float", "low": 0, "high": 0.5, "log": False, "step": 0.05},
        "layers": {"kind": "integer", "low": 1, "high": 6, "log": False},
        "width": {"kind": "integer", "low": 4, "high": 512, "log": True},
        "steps": {"kind": "integer", "low": 0, "high": 200, "log": False},
        "batch_size": {"kind": "ordinal", "values": [16, 32, 64, 128]},
        "loss": {"kind": "categorical", "choices": ["squared", "absolute", "huber"]},
    },
    "conditional": {
        "optimiser": {"kind": "categorical", "choices": ["adam", "sgd"]},
        "learning_rate": {"kind": "float", "low": 1e-4, "high": 1, "log": True},
        "momentum": {
            "kind": "float", "low": 0, "high": 1, "log": False,
            "when": {"parameter": "optimiser", "values": ["sgd"]},
        },
    },
}


def value(name, s, noise):
    if name == "numbers":
        return 3 * s["x"] ** 2 + 0.15 * s["y"] * (1 + s["x"]) + 0.1 * noise
    if name == "mixed":
        log_rate = math.log10(s["learning_rate"])
        return (
            (log_rate + 2.5) ** 2 * 0.3 + s["dropout"] * 0.5 + abs(s["layers"] - 3) * 0.2 - 0.05 * math.log2(s["width"])
            + {"squared": 0.4, "absolute": 0.1, "huber": 0.0}[s["loss"]] + 0.1 * (math.log2(s["batch_size"]) - 5) ** 2
            + 0.1 * noise
        )
    rate = math.log10(s["learning_rate"])
    if s["optimiser"] == "adam":
        return (rate + 3) ** 2 * 0.3 + 0.2 + 0.1 * noise
    return (rate + 1) ** 2 * 0.3 + 2 * (s["momentum"] - 0.9) ** 2 + 0.1 * noise


def distribution(parameter):
    if parameter["kind"] == "float":
        return FloatDistribution(parameter["low"], parameter["high"], log=parameter["log"], step=parameter.get("step"))
    if parameter["kind"] == "integer":
        return IntDistribution(parameter["low"], parameter["high"], log=parameter["log"])
    return CategoricalDistribution(parameter.get("choices") or parameter["values"])


def drawn(parameter, random):
    low, high = parameter.get("low"), parameter.get("high")
    if parameter["kind"] in ("ordinal", "categorical"):
        values = parameter.get("choices") or parameter["values"]
        return values[int(random.integers(len(values)))]
    if parameter["kind"] == "integer":
        if parameter["log"]:
            return int(min(high, max(low, round(math.exp(random.uniform(math.log(low), math.log(high)))))))
        return int(random.integers(low, high + 1))
    if "step" in parameter:
        count = round((high - low) / parameter["step"])
        return round(low + int(random.integers(count + 1)) * parameter["step"], 12)
    if parameter["log"]:
        return float(f"{math.exp(random.uniform(math.log(low), math.log(high))):.6g}")
    return round(random.uniform(low, high), 6)


def setting_of(space, random):
    setting = {}
    for name, parameter in space.items():
        when = parameter.get("when")
        if when is None or setting.get(when["parameter"]) in when["values"]:
            setting[name] = drawn(parameter, random)
    return setting


def study_of(name, direction, trials, seed):
    space = STUDIES[name]
    random = np.random.default_rng(seed)
    settings = [setting_of(space, random) for _ in range(trials)]
    sign = 1 if direction == "minimize" else -1
    values = [round(sign * value(name, s, random.normal()), 6) for s in settings]
    study = optuna.create_study(direction=direction)
    study.add_trials(
        [
            create_trial(
                state=TrialState.COMPLETE,
                params=setting,
                distributions={key: distribution(space[key]) for key in setting},
                value=each,
            )
            for setting, each in zip(settings, values)
        ]
    )
    return study, settings, values


def fanova(study):
    runs = [FanovaImportanceEvaluator(seed=seed).evaluate(study) for seed in FOREST_SEEDS]
    return {
        key: {"mean": float(np.mean([run[key] for run in runs])), "sd": float(np.std([run[key] for run in runs], ddof=1))}
        for key in runs[0]
    }


def main():
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    cases = []
    for name, direction, trials, seed in [
        ("numbers", "minimize", 100, 1),
        ("mixed", "maximize", 120, 2),
        ("conditional", "minimize", 80, 3),
    ]:
        study, settings, values = study_of(name, direction, trials, seed)
        cases.append(
            {
                "name": name,
                "direction": direction,
                "space": STUDIES[name],
                "trials": [[list(setting.values()), each] for setting, each in zip(settings, values)],
                "fanova": fanova(study),
                "pedAnova": [
                    {"options": options, "importance": PedAnovaImportanceEvaluator(**options).evaluate(study)}
                    for options in PED_OPTIONS
                ],
            }
        )
    TARGET.write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
