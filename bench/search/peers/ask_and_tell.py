"""One Optuna study on a task that the other side evaluates: reads {"method", "space", "direction", "seed", "least", "most"}, then, line for line, writes
a setting and gets its values by epoch, writes how many of them it trained; ends with the input."""

import json
import logging
import sys
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(logging.ERROR)


def answer(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def distribution(parameter):
    kind = parameter["kind"]
    if kind == "float":
        return optuna.distributions.FloatDistribution(parameter["low"], parameter["high"], log=parameter["log"])
    if kind == "integer":
        return optuna.distributions.IntDistribution(parameter["low"], parameter["high"], log=parameter["log"])
    if kind == "ordinal":
        # An index keeps the order, which a categorical would lose.
        return optuna.distributions.IntDistribution(0, len(parameter["values"]) - 1)
    return optuna.distributions.CategoricalDistribution(parameter["choices"])


def sampler_of(method, seed):
    samplers = optuna.samplers
    return {
        "optuna-tpe": lambda: samplers.TPESampler(seed=seed),
        "optuna-tpe-hyperband": lambda: samplers.TPESampler(seed=seed),
        "optuna-gp": lambda: samplers.GPSampler(seed=seed),
        "optuna-cma-es": lambda: samplers.CmaEsSampler(seed=seed),
        "optuna-random": lambda: samplers.RandomSampler(seed=seed),
    }[method]()


def main():
    job = json.loads(sys.stdin.readline())
    distributions = {name: distribution(p) for name, p in job["space"].items()}
    pruner = optuna.pruners.NopPruner()
    if job["method"].endswith("hyperband"):
        pruner = optuna.pruners.HyperbandPruner(job["least"], job["most"], 3)
    study = optuna.create_study(
        study_name=f"seed {job['seed']}",
        direction=job["direction"],
        sampler=sampler_of(job["method"], job["seed"]),
        pruner=pruner,
    )
    best = max if job["direction"] == "maximize" else min
    while True:
        trial = study.ask(distributions)
        setting = {
            name: job["space"][name]["values"][value] if job["space"][name]["kind"] == "ordinal" else value
            for name, value in trial.params.items()
        }
        answer(setting)
        line = sys.stdin.readline()
        if not line:
            return
        values = json.loads(line)
        used = len(values)
        for epoch, value in enumerate(values, start=1):
            trial.report(value, epoch)
            if trial.should_prune():
                used = epoch
                break
        if used < len(values):
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
        else:
            study.tell(trial, best(values))
        answer({"used": used})


main()
