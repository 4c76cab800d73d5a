"""The actor's side of the conversation in Python; speak.mjs says what is asked and answered."""

import json
import sys
import time


def speak(version, prepare):
    prepared = {}
    say({"version": version})
    for line in sys.stdin:
        request = json.loads(line)
        workload = request["workload"]
        name = workload["name"]
        try:
            if name not in prepared:
                prepared[name] = prepare(workload)
                timed(prepared[name][0], 0.3)
            unit, share = prepared[name]
            say({"milliseconds": timed(unit, request["seconds"]) / share})
        except Exception as error:
            say({"error": str(error)})


def say(answer):
    print(json.dumps(answer), flush=True)


def timed(unit, seconds):
    """CPU milliseconds of one call, averaged over at least `seconds` of calls."""
    start = time.process_time()
    calls = 0
    while True:
        unit()
        calls += 1
        spent = time.process_time() - start
        if spent > seconds:
            return spent * 1000 / calls


def examples(workload, rows):
    """Rows between -1 and 1; targets likewise, or the indices of classes."""
    import numpy

    random = numpy.random.default_rng(1)
    inputs = random.uniform(-1, 1, (rows, workload["inputs"])).astype("float32")
    if workload["outputs"] == 1:
        return inputs, random.uniform(-1, 1, rows).astype("float32")
    return inputs, random.integers(0, workload["outputs"], rows)
