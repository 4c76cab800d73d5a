import type { Setting, Space } from '../../../space/parameter.js';
import { countValues } from '../../../space/values.js';
import type { MeasuredAxis } from '../domain.js';

// Optuna measures volume otherwise than this project does, which matters when its figures are to be compared with: numbers by their differences even where
// they are searched by ratios, the ends of whole numbers without half a step, a 0-or-1 column for each value of a list, and no hyperparameter
// that some trial is without.

export interface OptunaAxes {
  readonly axes: readonly MeasuredAxis[];
  /** The columns of each hyperparameter. */
  readonly columnsOf: Readonly<Record<string, readonly number[]>>;
  /** A setting's coordinates. */
  point(setting: Setting): Float64Array;
}

const plain: MeasuredAxis = {
  choices: 0,
  parent: -1,
  children: [],
  pieces: [{ from: 0, to: 1, exists: [] }],
  presence: 1,
};

/** The axes of the hyperparameters that all of the settings have. */
export function optunaAxes(space: Space, settings: readonly Setting[]): OptunaAxes {
  const columns: ((setting: Setting) => number)[] = [];
  const columnsOf: Record<string, number[]> = {};
  for (const [name, parameter] of Object.entries(space)) {
    if (countValues(parameter) < 2 || settings.some((setting) => setting[name] === undefined)) continue;
    const first = columns.length;
    if (parameter.kind === 'float' || parameter.kind === 'integer') {
      const { low, high } = parameter;
      columns.push((setting) => (Number(setting[name]) - low) / (high - low));
    } else {
      const values = parameter.kind === 'ordinal' ? parameter.values : parameter.choices;
      for (const value of values) columns.push((setting) => (setting[name] === value ? 1 : 0));
    }
    columnsOf[name] = Array.from({ length: columns.length - first }, (_, i) => first + i);
  }
  return {
    axes: columns.map(() => plain),
    columnsOf,
    point: (setting) => Float64Array.from(columns, (column) => column(setting)),
  };
}
