import { log } from '../../math/elementary.js';
import { mean, quantile } from '../../math/statistics.js';
import type { Belief } from '../belief.js';

/** What is believed of a difference between settings: from draws, so that doubt about one point that is also doubt about another falls out. */
export interface Believed {
  /** In units of the cost, or as a log of a factor where the belief is on logs. */
  readonly effect: number;
  /** Nominal 90 %. */
  readonly interval: readonly [number, number];
  /** The chance that it has the sign of `effect`. */
  readonly sure: number;
}

/** What draws of a number make one believe of it. */
export function believed(draws: ArrayLike<number>): Believed {
  const effect = mean(draws);
  let same = 0;
  for (let i = 0; i < draws.length; i++) same += Number(effect < 0 === draws[i]! < 0);
  return {
    effect,
    interval: [quantile(draws, 0.05), quantile(draws, 0.95)],
    sure: same / draws.length,
  };
}

/** Draws for a claim; a first look is content with fewer. */
export const drawCounts = { look: 100, claim: 400 } as const;

/**
 * Draws of averages over blocks of points: `blocks[b]` are the points whose mean is the b-th number of each draw, on the belief's own scale and, where costs are
 * positive, on the other one too.
 */
export function averages(
  belief: Belief,
  blocks: readonly (readonly Float64Array[])[],
  purpose: string,
  count: number = drawCounts.claim,
): { own: Float64Array[]; other: () => Float64Array[] } {
  const drawn = belief.draws(blocks.flat(), count, purpose);
  const sizes = Int32Array.from(blocks, ({ length }) => length);
  const plain = () => drawn.map((costs) => meansOver(costs, sizes));
  const logs = () =>
    drawn.every(arePositive) ? drawn.map((costs) => meansOver(logsOf(costs), sizes)) : plain();
  return belief.isLog ? { own: logs(), other: plain } : { own: plain(), other: logs };
}

/** The means of numbers that stand side by side, so many of each block. */
function meansOver(numbers: Float64Array, sizes: Int32Array): Float64Array {
  const means = new Float64Array(sizes.length);
  let at = 0;
  for (let block = 0; block < sizes.length; block++) {
    const size = sizes[block]!;
    let sum = 0;
    for (let i = 0; i < size; i++) sum += numbers[at + i]!;
    means[block] = sum / size;
    at += size;
  }
  return means;
}

function arePositive(numbers: Float64Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!(numbers[i]! > 0)) return false;
  return true;
}

function logsOf(numbers: Float64Array): Float64Array {
  const logs = new Float64Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) logs[i] = log(numbers[i]!);
  return logs;
}
