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
): { own: Float64Array[]; other: Float64Array[] } {
  const points = blocks.flat();
  const drawn = belief.draws(points, count, purpose);
  const positive = drawn.every((costs) => costs.every((cost) => cost > 0));
  const logs = positive ? drawn.map((costs) => costs.map((cost) => log(cost))) : drawn;
  const ends: number[] = [];
  for (const block of blocks) ends.push((ends.at(-1) ?? 0) + block.length);
  const over = (rows: readonly Float64Array[]) =>
    rows.map((row) => Float64Array.from(ends, (end, b) => mean(row.subarray(end - blocks[b]!.length, end))));
  return belief.isLog ? { own: over(logs), other: over(drawn) } : { own: over(drawn), other: over(logs) };
}
