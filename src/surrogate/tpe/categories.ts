import { log } from '../../math/elementary.js';
import { cellIndex } from '../../space/encode.js';
import type { CategoricalParameter } from '../../space/parameter.js';
import type { Axis } from './axis.js';

// Kernels of categories (Optuna's `_calculate_categorical_distributions`): of n observations and c choices, an observation's kernel gives
//   (1 + 1/(n+1)) / (1 + c/(n+1)) to the choice observed and (1/(n+1)) / (1 + c/(n+1)) to each of the others;
// the wide kernel, and an observation in which it is inactive, give 1/c to all.
// A kernel's kind is 1 + the index of the choice observed, or 0.

export function categoricalAxis({ choices: { length: choices } }: CategoricalParameter): Axis {
  const observed: number[] = [];
  return {
    add: (place) => observed.push(Number.isNaN(place) ? 0 : 1 + cellIndex(place, choices)),
    keepFirst(count) {
      observed.length = count;
    },
    choose({ chosen, whole, count }) {
      const kinds = new Int32Array(count + 1);
      let active = 0;
      for (let k = 0; k < chosen.length; k++) {
        const observation = chosen[k]!;
        if ((kinds[whole ? observation : k] = observed[observation]!) > 0) active += 1;
      }
      return kernelsOf(kinds, choices, active);
    },
  };
}

function kernelsOf(kinds: Int32Array, choices: number, active: number) {
  const share = 1 / (active + 1);
  const total = 1 + choices * share;
  const even = -log(choices);
  const hit = log((1 + share) / total);
  const miss = log(share / total);
  return {
    kinds: choices + 1,
    addLogDensities(j, rows) {
      const { points } = rows;
      const columns = new Float64Array(points.length * (choices + 1));
      const columnOf = new Int32Array(points.length);
      for (let row = 0; row < points.length; row++) {
        const unit = points[row]![j]!;
        columnOf[row] = Number.isNaN(unit) ? -1 : row;
        if (columnOf[row] === -1) continue;
        const at = row * (choices + 1);
        columns.fill(miss, at, at + choices + 1);
        columns[at] = even;
        columns[at + 1 + cellIndex(unit, choices)] = hit;
      }
      rows.addKinds(kinds, columns, columnOf);
    },
    sample(kernel, stream) {
      const observes = kinds[kernel]! > 0 && stream.uniform() < 1 / total;
      return ((observes ? kinds[kernel]! - 1 : stream.below(choices)) + 0.5) / choices;
    },
  } satisfies ReturnType<Axis['choose']>;
}
