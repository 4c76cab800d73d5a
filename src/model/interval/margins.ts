import { effectiveRows } from '../effective-rows.js';
import type { Spread } from './spread.js';
import { spreadAt } from './spread.js';

/**
 * What is known of how far off a model's numbers are, by split conformal prediction (Vovk et al. 2005; Lei et al. 2018): scores
 * (truth − prediction) / spread of rows that the networks that predicted them had not learnt. Plain JSON.
 */
export interface Margins {
  /** Rows that the scores come from. */
  readonly rows: number;
  /** Ascending: the score of each row, or, of many rows, evenly spaced ones of them. */
  readonly scores: readonly number[];
  readonly spread: Spread;
  /** No target is below it: 0 when none of those seen is negative. */
  readonly floor?: number;
}

/** More scores than this tell quantiles apart no better. */
export const mostScores = 1999;

/** The levels that a report is about. */
export const levels = [0.5, 0.8, 0.9, 0.95] as const;
export const usualLevel = 0.9;

/**
 * Keeps all scores, or `mostScores` of them such that the j-th of m is still the (j + 1) / (m + 1) conformal quantile. With weights, quantiles of
 * the weight: as many as there are rows of equal weight that these are as good as, and a new row counts as much as one of those.
 */
export function keptScores(scores: Float64Array, weights?: Float64Array): number[] {
  return weights ? keptByWeight(scores, weights) : keptByRow(scores);
}

function keptByWeight(scores: Float64Array, weights: Float64Array): number[] {
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[a]! - scores[b]! || a - b);
  const worth = effectiveRows(weights);
  const all = weights.reduce((sum, weight) => sum + weight, 0) * (1 + 1 / worth);
  const count = Math.min(mostScores, Math.floor(worth + tiny));
  let place = 0;
  let below = weights[order[0]!]!;
  return Array.from({ length: count }, (_, j) => {
    const wanted = ((j + 1) / (count + 1)) * all * (1 - tiny);
    while (below < wanted && place < order.length - 1) below += weights[order[++place]!]!;
    return scores[order[place]!]!;
  });
}

/** Sums of equal weights may be a little off. */
const tiny = 1e-9;

function keptByRow(scores: Float64Array): number[] {
  const ascending = scores.slice().sort();
  const n = ascending.length;
  if (n <= mostScores) return Array.from(ascending);
  return Array.from(
    { length: mostScores },
    (_, j) => ascending[Math.min(n, Math.ceil(((j + 1) * (n + 1)) / (mostScores + 1))) - 1]!,
  );
}

/** Predictions with the bounds that hold the truth of a new row with a probability of `level` at least. */
export interface Bounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The fewest rows that a level needs: fewer have no score far enough out. */
export const rowsNeeded = (level: number) => Math.ceil(2 / (1 - level) - 1e-9) - 1;

/** The place of a bound's score, counted from either end; 0 when there is none far enough out. */
export const scoresBeyond = (scores: number, level: number) =>
  Math.floor(((scores + 1) * (1 - level)) / 2 + 1e-9);

export const supports = ({ scores }: Margins, level: number) => scores.length >= rowsNeeded(level);

/**
 * The bounds of each prediction: below and above it by quantiles of their own, (1 − level) / 2 of the scores beyond each, so that errors
 * may be lopsided. The ranks are those of a sample of n + 1, which is what makes the promise hold for any n.
 */
export function boundsOf(margins: Margins, predicted: ArrayLike<number>, level: number): Bounds {
  const { scores, spread, floor = Number.NEGATIVE_INFINITY } = margins;
  const beyond = scoresBeyond(scores.length, level);
  if (beyond < 1) throw new Error(`${scores.length} scores do not support a level of ${level}`);
  const [below, above] = [scores[beyond - 1]!, scores[scores.length - beyond]!];
  const low = new Float64Array(predicted.length);
  const high = new Float64Array(predicted.length);
  for (let i = 0; i < predicted.length; i++) {
    const size = spreadAt(spread, predicted[i]!);
    low[i] = Math.max(floor, predicted[i]! + below * size);
    high[i] = Math.max(floor, predicted[i]! + above * size);
  }
  return { low, high };
}
