import type { Setting, Space } from '../../../space/parameter.js';
import { growForest } from '../../../surrogate/forest/forest.js';
import type { Costed } from '../ped-anova/ped-anova.js';
import { optunaAxes } from './optuna-axes.js';
import { decompose, type Shares } from './shares.js';

/**
 * The share of each hyperparameter in the variance of 64 trees, by tree, as Optuna's `FanovaImportanceEvaluator` measures it (Hutter, Hoos and Leyton-Brown
 * 2014); equal to it within what its own seed changes. `decompose` on a domain is what this project says itself.
 */
export function optunaFanova(space: Space, trials: readonly Costed[], seed = 0): Record<string, Shares> {
  const { axes, columnsOf, point } = optunaAxes(
    space,
    trials.map(({ setting }): Setting => setting),
  );
  const points = trials.map(({ setting }) => point(setting));
  const columns = axes.map((_, axis) => Float64Array.from(points, (own) => own[axis]!));
  const values = Float64Array.from(trials, ({ cost }) => cost);
  const { trees } = growForest({ axes, columns, values }, { seed });
  const { main } = decompose(trees, axes);
  return Object.fromEntries(
    Object.entries(columnsOf).map(([name, own]) => [name, main(own).filter(Number.isFinite)]),
  );
}
