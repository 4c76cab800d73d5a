import { log } from '../../math/elementary.js';
import { cellIndex } from '../../space/encode.js';
import type { CategoricalParameter } from '../../space/parameter.js';
import type { Axis } from './axis.js';

// Kernels of categories (Optuna's `_calculate_categorical_distributions`): of n observations and c choices, an observation's kernel gives
//   (1 + 1/(n+1)) / (1 + c/(n+1)) to the choice observed and (1/(n+1)) / (1 + c/(n+1)) to each of the others;
// the wide kernel, and an observation in which it is inactive, give 1/c to all.

/** The axis of `places`, the observations' coordinates; NaN where the hyperparameter was inactive. */
export function categoricalAxis(parameter: CategoricalParameter, places: Float64Array): Axis {
  const choices = parameter.choices.length;
  const chosen = new Int32Array(places.length + 1).fill(-1);
  let observed = 0;
  places.forEach((place, kernel) => {
    if (Number.isNaN(place)) return;
    chosen[kernel] = cellIndex(place, choices);
    observed += 1;
  });
  const share = 1 / (observed + 1);
  const total = 1 + choices * share;
  const hit = log((1 + share) / total);
  const miss = log(share / total);
  const even = -log(choices);

  return {
    addLogDensities(unit, sums) {
      const index = cellIndex(unit, choices);
      for (let k = 0; k < chosen.length; k++)
        sums[k]! += chosen[k] === index ? hit : chosen[k]! >= 0 ? miss : even;
    },
    sample(kernel, stream) {
      const observes = chosen[kernel]! >= 0 && stream.uniform() < 1 / total;
      return ((observes ? chosen[kernel]! : stream.below(choices)) + 0.5) / choices;
    },
  };
}
