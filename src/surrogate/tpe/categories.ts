import { log } from '../../math/elementary.js';
import { cellIndex } from '../../space/encode.js';
import type { CategoricalParameter } from '../../space/parameter.js';
import { priorLogDensity, samplePriorUnit } from '../../space/prior.js';
import { type Axis, type AxisData, kernelCount } from './axis.js';

// Kernels of categories (Optuna's `_calculate_categorical_distributions`): of n observations and c choices, an observation's kernel gives
//   (1 + 1/(n+1)) / (1 + c/(n+1)) to the choice observed and (1/(n+1)) / (1 + c/(n+1)) to each of the others;
// the wide kernel, and an observation in which it is inactive, give 1/c to all.

export function categoricalAxis(parameter: CategoricalParameter, data: AxisData): Axis {
  const count = kernelCount(data);
  const choices = parameter.choices.length;
  const chosen = new Int32Array(count).fill(-1);
  data.places.forEach((place, kernel) => {
    if (!Number.isNaN(place)) chosen[kernel] = cellIndex(place, choices);
  });
  const observed = chosen.reduce((sum, index) => sum + (index >= 0 ? 1 : 0), 0);
  const share = 1 / (observed + 1);
  const total = 1 + choices * share;
  const hit = log((1 + share) / total);
  const miss = log(share / total);
  const even = -log(choices);
  const prior = data.withPrior && parameter.prior !== undefined ? count - 1 : -1;

  return {
    addLogDensities(unit, sums) {
      const index = cellIndex(unit, choices);
      for (let k = 0; k < count; k++) {
        if (k === prior) sums[k]! += priorLogDensity(parameter, unit);
        else sums[k]! += chosen[k] === index ? hit : chosen[k]! >= 0 ? miss : even;
      }
    },
    sample(kernel, stream) {
      if (kernel === prior) return samplePriorUnit(parameter, stream);
      const observes = chosen[kernel]! >= 0 && stream.uniform() < 1 / total;
      return ((observes ? chosen[kernel]! : stream.below(choices)) + 0.5) / choices;
    },
  };
}
