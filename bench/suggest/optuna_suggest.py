"""Times how long Optuna takes to suggest: reads one question a line, {"space", "sampler", "history", "rounds", "seed"}, and answers with one line of JSON.

A history of random settings is added and one trial asked for, then `rounds` trials are asked for and told; the time of `ask` alone counts.
"""

import json
import math
import sys
import time
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.trial import create_trial

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
SAMPLERS = {
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed),
    "cma-es": lambda seed: optuna.samplers.CmaEsSampler(seed=seed),
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}


def distribution(definition):
    if definition["kind"] == "categorical":
        return CategoricalDistribution(definition["choices"])
    kind = FloatDistribution if definition["kind"] == "float" else IntDistribution
    return kind(definition["low"], definition["high"], log=definition["log"])


def place(definition, value):
    if definition["kind"] == "categorical":
        return definition["choices"].index(value) / len(definition["choices"])
    low, high = definition["low"], definition["high"]
    if definition["log"]:
        return math.log(value / low) / math.log(high / low)
    return (value - low) / (high - low)


def answer(question):
    space, seed = question["space"], question["seed"]
    distributions = {name: distribution(definition) for name, definition in space.items()}

    def objective(params):
        places = (place(space[name], value) for name, value in params.items())
        return sum((x - (i * 0.37) % 1) ** 2 for i, x in enumerate(places))

    filler = optuna.create_study(sampler=SAMPLERS["random"](seed))
    trials = []
    for _ in range(question["history"]):
        params = filler.ask(distributions).params
        trials.append(create_trial(params=params, distributions=distributions, value=objective(params)))
    study = optuna.create_study(sampler=SAMPLERS[question["sampler"]](seed))
    study.add_trials(trials)
    if question["history"] > 0:
        first = study.ask(distributions)
        study.tell(first, objective(first.params))
    spent, used = 0.0, 0.0
    for _ in range(question["rounds"]):
        start, cpu = time.perf_counter(), time.process_time()
        trial = study.ask(distributions)
        spent += time.perf_counter() - start
        used += time.process_time() - cpu
        study.tell(trial, objective(trial.params))
    return {"seconds": spent / question["rounds"], "cpu": used / question["rounds"], "optuna": optuna.__version__}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
