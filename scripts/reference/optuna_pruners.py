"""Writes src/search/stopping/fixtures/optuna-pruners.json: which trials Optuna 5's pruners end, and when, in made-up studies.

Four trials run at a time and report in turns; the next begin when all four have ended. `curves` holds every trial's reports (null is NaN),
`stopped` the number of reports after which each case's pruner ended each trial (null: never).
"""
import json
import math
import warnings

import numpy as np
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")
WORKERS, TRIALS, REPORTS = 4, 40, 30


def curves(seed, nan_share):
    draws = np.random.default_rng(seed)
    ends, rates = draws.uniform(0, 1, TRIALS), draws.uniform(0.05, 0.6, TRIALS)
    steps = np.arange(1, REPORTS + 1)
    values = ends[:, None] + np.exp(-rates[:, None] * steps) + draws.normal(0, 0.05, (TRIALS, REPORTS))
    values = np.round(values, 3)
    values[draws.uniform(size=values.shape) < nan_share] = np.nan
    values[5] = np.where(nan_share > 0, np.nan, values[5])
    return values


def run(pruner, values, direction):
    study = optuna.create_study(direction=direction, pruner=pruner, study_name="reference")
    stopped = [None] * TRIALS
    for first in range(0, TRIALS, WORKERS):
        going = {number: study.ask() for number in range(first, first + WORKERS)}
        for report in range(REPORTS):
            for number, trial in list(going.items()):
                trial.report(float(values[number, report]), report + 1)
                if trial.should_prune():
                    study.tell(trial, state=optuna.trial.TrialState.PRUNED)
                    stopped[number] = report + 1
                    del going[number]
        for number, trial in going.items():
            last = values[number, -1]
            study.tell(trial, 1e9 if math.isnan(last) else float(last))
    return study, stopped


pruners = optuna.pruners
cases = [
    ("median", {}, lambda: pruners.MedianPruner()),
    ("median", {"startup": 8, "warmUp": 3, "interval": 4}, lambda: pruners.MedianPruner(8, 3, 4)),
    ("median", {"startup": 0, "leastTrials": 6}, lambda: pruners.MedianPruner(0, n_min_trials=6)),
    ("percentile", {"keep": 25}, lambda: pruners.PercentilePruner(25.0)),
    ("percentile", {"keep": 70, "warmUp": 5}, lambda: pruners.PercentilePruner(70.0, n_warmup_steps=5)),
    ("threshold", {"upper": 1.6}, lambda: pruners.ThresholdPruner(upper=1.6)),
    ("threshold", {"lower": 0.1, "upper": 1.5, "warmUp": 4, "interval": 3},
     lambda: pruners.ThresholdPruner(0.1, 1.5, n_warmup_steps=4, interval_steps=3)),
    ("patience", {"reports": 3}, lambda: pruners.PatientPruner(None, 3)),
    ("patience", {"reports": 1, "minDelta": 0.02}, lambda: pruners.PatientPruner(None, 1, 0.02)),
    ("patient median", {"reports": 2}, lambda: pruners.PatientPruner(pruners.MedianPruner(), 2)),
    ("halving", {"rungs": [1, 4, 16], "eta": 4}, lambda: pruners.SuccessiveHalvingPruner(1, 4)),
    ("halving", {"rungs": [6, 18], "eta": 3}, lambda: pruners.SuccessiveHalvingPruner(2, 3, 1)),
    ("halving", {"rungs": [1, 2, 4, 8, 16], "eta": 2, "bootstrap": 5},
     lambda: pruners.SuccessiveHalvingPruner(1, 2, 0, 5)),
    ("hyperband", {"least": 1, "most": 30, "eta": 3}, lambda: pruners.HyperbandPruner(1, 30, 3)),
    ("hyperband", {"least": 2, "most": 30, "eta": 4, "bootstrap": 2}, lambda: pruners.HyperbandPruner(2, 30, 4, 2)),
    ("wilcoxon", {"leastFolds": 2}, lambda: pruners.WilcoxonPruner()),
    ("wilcoxon", {"p": 0.02, "leastFolds": 8}, lambda: pruners.WilcoxonPruner(p_threshold=0.02, n_startup_steps=8)),
]

out = []
for seed, nan_share in ((1, 0.0), (2, 0.1)):
    values = curves(seed, nan_share)
    studies = []
    for rule, options, make in cases:
        for direction in ("minimize", "maximize"):
            study, stopped = run(make(), values, direction)
            case = {"rule": rule, "options": options, "direction": direction, "stopped": stopped}
            if rule == "hyperband":
                case["brackets"] = [study.pruner._get_bracket_id(study, trial) for trial in study.trials]
            studies.append(case)
    out.append({
        "curves": [[None if math.isnan(v) else float(v) for v in row] for row in values],
        "cases": studies,
    })
with open("src/search/stopping/fixtures/optuna-pruners.json", "w") as file:
    json.dump(out, file)
for study in out:
    for case in study["cases"]:
        print(case["rule"], case["options"], case["direction"], sum(s is not None for s in case["stopped"]))
