"""scikit-learn's MLPRegressor and MLPClassifier: one `partial_fit` is an epoch over the rows given."""

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

from speak import examples, speak


def prepare(workload):
    rows = min(workload["measured"], 50 * workload["batchSize"])
    x, y = examples(workload, rows)
    regression = workload["outputs"] == 1
    options = {"hidden_layer_sizes": workload["hidden"], "batch_size": workload["batchSize"], "alpha": 0.0}
    model = (MLPRegressor if regression else MLPClassifier)(**options)
    # It wants to be told the classes the first time.
    model.partial_fit(x, y, **({} if regression else {"classes": numpy.arange(workload["outputs"])}))
    return lambda: model.partial_fit(x, y), rows / workload["rows"]


speak(f"scikit-learn {sklearn.__version__}", prepare)
