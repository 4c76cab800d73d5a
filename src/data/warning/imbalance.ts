import { percent } from '../../math/numeral.js';
import { listOf } from '../table.js';
import { classCounts } from './class-counts.js';
import type { Check } from './warning.js';

/** Always naming a class of this share is hard to beat in accuracy. */
const most = 0.9;
/** Of K classes, one below 1 / (10 K) is easily given up. */
const below = 10;
const seesBothSides = ['balanced_accuracy', 'auc', 'f1'];

export const imbalance: Check = (seen) => {
  const { task, targets, rows: all, metric, heeded } = seen;
  if (task === 'regression' || heeded.classWeights) return [];
  const counts = classCounts(seen);
  const [largest, smallest] = [counts[0]!, counts.at(-1)!];
  const share = (rows: number) => rows / all.length;
  const small = counts.filter(({ rows }) => share(rows) < 1 / (below * counts.length));
  if (share(largest.rows) < most && small.length === 0) return [];
  const suits = task === 'binary' ? 'auc' : 'balanced_accuracy';
  const evidence =
    share(largest.rows) >= most
      ? `${percent(share(largest.rows))} of the rows are "${largest.name}": always saying so is right as often, and accuracy says little`
      : `${listOf(
          small.map(({ name }) => name),
          4,
        )} ${small.length === 1 ? 'has' : 'have'} ${percent(share(small.reduce((sum, { rows }) => sum + rows, 0)))} of the rows together, "${largest.name}" ${percent(share(largest.rows))}: a network may give the small ones up`;
  return [
    {
      kind: 'imbalance',
      about: targets[0]!.name,
      text: `${evidence}; if the rare matter as much as the many, weigh them up, or measure what counts them alike`,
      flags: ['--class-weights balanced', ...(seesBothSides.includes(metric) ? [] : [`--metric ${suits}`])],
      evidence: {
        largest: largest.name,
        largestShare: share(largest.rows),
        smallest: smallest.name,
        smallestShare: share(smallest.rows),
      },
      trust: false,
    },
  ];
};
