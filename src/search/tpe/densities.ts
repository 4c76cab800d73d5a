import type { Stream } from '../../math/random.js';
import type { Observations } from '../../surrogate/tpe/observations.js';
import { parzenOf } from '../../surrogate/tpe/parzen.js';
import type { Split } from '../split.js';

/** Draws a block of hyperparameters beside those of a point that are chosen already. */
export interface BlockDraw {
  /** From the density of good trials, into the point; what does not exist there is NaN. */
  sample(stream: Stream, point: Float64Array): Float64Array;
  /** From the most promising on: by how much likelier points are among good trials than among the others. */
  rank(points: readonly Float64Array[]): Float64Array[];
}

/** The block's densities are those of trials in which it exists, or of all when it is the whole space. */
export function blockDraw(
  seen: Observations,
  { good, bad }: Split<Int32Array>,
  block: readonly number[],
  priorShare: number,
): BlockDraw {
  const l = parzenOf(seen, withBlock(seen, block, good), { priorShare, over: block });
  const g = parzenOf(seen, withBlock(seen, block, bad), { over: block });
  return {
    sample: (stream, point) => seen.leaveOut(l.sample(stream, point)),
    rank: (points) => ranked(points, l.logDensities(points), g.logDensities(points)),
  };
}

/** Trials that have the first hyperparameter of a block, and so all of them; those of a whole space exist in some trials and not in others. */
function withBlock({ points, axes }: Observations, block: readonly number[], trials: Int32Array): Int32Array {
  if (block.length === axes.length) return trials;
  return trials.filter((trial) => !Number.isNaN(points[trial]![block[0]!]!));
}

function ranked(points: readonly Float64Array[], l: Float64Array, g: Float64Array): Float64Array[] {
  const scores = l.map((log, i) => (log === g[i] ? 0 : log - g[i]!));
  const order = points.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return order.map((i) => points[i]!);
}
