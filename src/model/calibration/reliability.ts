import { stream } from '../../math/random.js';
import { quantile } from '../../math/statistics.js';
import { likeliest } from '../metric/metric.js';

/** How far probabilities are from what happened. */
export interface Reliability {
  /** Mean distance between the probability said and the share seen, over ten groups of rows (expected calibration error). */
  readonly gap: number;
  /** What that distance stays below in 95 of 100 test parts of this size when every probability is right. */
  readonly chance: number;
}

const groupsAtMost = 10;
const fewestInGroup = 10;
const draws = 400;

/**
 * The expected calibration error (Naeini et al. 2015) with groups of as many rows each: of two classes for the second, of more for each row's
 * likeliest. A few rows always differ from what was said, so it comes with what chance alone gives.
 */
export function reliabilityOf(
  probabilities: Float64Array,
  actual: ArrayLike<number>,
  classes: number,
): Reliability {
  const { said, happened } = claimsOf(probabilities, actual, classes);
  const order = Uint32Array.from(said, (_, i) => i).sort((a, b) => said[a]! - said[b]! || a - b);
  const groups = Math.max(1, Math.min(groupsAtMost, Math.floor(order.length / fewestInGroup)));
  const random = stream(0, 0, 'reliability');
  const drawn = new Uint8Array(said.length);
  const byChance = Array.from({ length: draws }, () => {
    for (let i = 0; i < said.length; i++) drawn[i] = random.uniform() < said[i]! ? 1 : 0;
    return gapOf(said, drawn, order, groups);
  });
  return { gap: gapOf(said, happened, order, groups), chance: quantile(byChance, 0.95) };
}

function claimsOf(probabilities: Float64Array, actual: ArrayLike<number>, classes: number) {
  const said = new Float64Array(actual.length);
  const happened = new Uint8Array(actual.length);
  for (let row = 0; row < said.length; row++) {
    const claim = classes === 2 ? 1 : likeliest(probabilities, row, classes);
    said[row] = probabilities[row * classes + claim]!;
    happened[row] = actual[row] === claim ? 1 : 0;
  }
  return { said, happened };
}

function gapOf(said: Float64Array, happened: Uint8Array, order: Uint32Array, groups: number): number {
  let gap = 0;
  for (let group = 0; group < groups; group++) {
    const from = Math.floor((group * order.length) / groups);
    const to = Math.floor(((group + 1) * order.length) / groups);
    let difference = 0;
    for (let i = from; i < to; i++) difference += said[order[i]!]! - happened[order[i]!]!;
    gap += Math.abs(difference) / order.length;
  }
  return gap;
}
