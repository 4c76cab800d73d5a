"""What Optuna sees in a study, as JSON on stdout; scripts/check-optuna.mjs compares it with what we see.

    python optuna_study.py dump STORAGE STUDY       every trial
    python optuna_study.py continue STORAGE STUDY   adds one trial as Optuna's user would, then every trial
    python optuna_study.py make STORAGE STUDY       makes the study, with what only Optuna writes, then every trial
"""

import datetime
import json
import math
import sys

import optuna
from optuna.distributions import distribution_to_json

optuna.logging.set_verbosity(optuna.logging.ERROR)


def milliseconds(moment):
    """Optuna gives local times without a zone."""
    if moment is None:
        return None
    return math.floor(moment.astimezone(datetime.timezone.utc).timestamp() * 1000)


def describe(trial):
    return {
        "number": trial.number,
        "state": trial.state.name,
        "values": trial.values,
        "params": trial.params,
        "distributions": {name: json.loads(distribution_to_json(d)) for name, d in trial.distributions.items()},
        "intermediate": [[step, value] for step, value in sorted(trial.intermediate_values.items())],
        "start": milliseconds(trial.datetime_start),
        "complete": milliseconds(trial.datetime_complete),
    }


def add_trial(study):
    """One trial over the distributions that the widest trial had."""
    widest = max(study.trials, key=lambda trial: len(trial.distributions))
    trial = study.ask(widest.distributions)
    trial.report(0.5, 1)
    trial.report(float("inf"), 2)
    trial.set_user_attr("who", "Optuna")
    study.tell(trial, 0.123456789)


def objective(trial):
    rate = trial.suggest_float("rate", 1e-5, 1, log=True)
    trial.suggest_float("momentum", 0, 1, step=0.1)
    trial.suggest_int("width", 8, 64, step=8)
    trial.suggest_int("depth", 1, 100, log=True)
    mode = trial.suggest_categorical("mode", ["a", None, True, 2, 1.5])
    if mode == "a":
        trial.suggest_float("only_a", -1 - trial.number, 1)
    last = [1.5, float("nan"), float("inf"), float("-inf")][trial.number % 4]
    for step, value in enumerate([3.25, float("nan"), last]):
        trial.report(value, step)
    trial.set_user_attr("list", [1, "x", float("nan")])
    if trial.number % 3 == 1:
        raise optuna.TrialPruned
    if trial.number % 5 == 3:
        raise ValueError("on purpose")
    return float("inf") if trial.number == 5 else rate


def make_study():
    study = optuna.create_study(study_name=name, storage=storage, direction="maximize")
    study.set_user_attr("note", {"from": "Optuna"})
    study.optimize(objective, n_trials=16, catch=[ValueError])
    study.ask()
    study.enqueue_trial({"rate": 0.1})


command, storage, name = sys.argv[1:]
if command == "make":
    make_study()
study = optuna.load_study(study_name=name, storage=storage, sampler=optuna.samplers.TPESampler(seed=1))
if command == "continue":
    add_trial(study)
complete = [trial for trial in study.trials if trial.state == optuna.trial.TrialState.COMPLETE]
print(
    json.dumps(
        {
            "optuna": optuna.__version__,
            "direction": study.direction.name,
            "metricNames": study.metric_names,
            "best": study.best_trial.number if complete else None,
            "trials": [describe(trial) for trial in study.trials],
        }
    )
)
