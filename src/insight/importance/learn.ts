import { stream } from '../../math/random.js';
import { quantile } from '../../math/statistics.js';
import { growBags } from '../../surrogate/forest/bags.js';
import { type Forest, growForest, unseenFit } from '../../surrogate/forest/forest.js';
import type { Rows } from '../../surrogate/forest/rows.js';
import type { Evidence, Score } from '../evidence.js';
import { columnsOf, type Domain, domainOf } from './domain.js';

/** More trials than this are drawn from: figures have settled long before, and intervals say what the draw leaves open. */
export const mostTrials = 500;

/** What forests have learnt of a study. */
export interface Learnt {
  readonly domain: Domain;
  /** The trials learnt from: all of the study's, or a draw of them. */
  readonly scores: readonly Score[];
  readonly rows: Rows;
  /** Costs above are drawn in to it: no matter how bad, bad is bad. */
  readonly ceiling: number;
  readonly forest: Forest;
  /** For errors: trees in bags. */
  readonly bags: Forest;
}

/** The trials that will be learnt from. */
export function drawScores({ scores }: Evidence, seed: number): readonly Score[] {
  if (scores.length <= mostTrials) return scores;
  const chosen = stream(seed, 0, 'importance trials').permutation(scores.length).subarray(0, mostTrials);
  return Array.from(chosen.sort(), (at) => scores[at]!);
}

export interface LearnOptions {
  /** The share of trials whose costs are taken as they are; default ½. */
  readonly share?: number;
  /** The ceiling is no lower than this cost. */
  readonly atLeast?: number;
  readonly leastLeaf?: number;
  readonly seed: number;
}

/** Forests of the costs of some trials. What a trial that was stopped early would have cost is uncertain: each tree learns another guess. */
export function learn(evidence: Evidence, scores: readonly Score[], options: LearnOptions): Learnt {
  const { share = 0.5, atLeast = Number.NEGATIVE_INFINITY, seed, leastLeaf = 1 } = options;
  const points = scores.map(({ point }) => point);
  const domain = domainOf(evidence.space, points);
  const costs = Float64Array.from(scores, ({ cost }) => cost);
  const ceiling = Math.max(atLeast, quantile(costs, share));
  const values = costs.map((cost) => Math.min(ceiling, cost));
  const rows = { axes: domain.axes, columns: columnsOf(domain, points), values };
  const isSure = scores.every(({ deviation }) => !(deviation > 0));
  const guesses = (purpose: string) =>
    isSure ? {} : { valuesOf: (tree: number) => guessed(scores, ceiling, stream(seed, tree, purpose)) };
  const grown = { seed, leastLeaf };
  const forest = growForest(rows, { ...grown, ...guesses('importance guesses') });
  const bags = growBags(rows, { ...grown, ...guesses('importance guesses of bags') });
  return { domain, scores, rows, ceiling, forest, bags };
}

/** The share of the spread that the forest foretells of trials it has not seen; 0 or below, or NaN: it knows nothing. */
export const fitOf = ({ forest, rows }: Learnt): number => unseenFit(forest, rows);

/** A trial that was stopped for being behind is not guessed to have come out best: guesses reach half-way to the best at one deviation. */
function guessed(scores: readonly Score[], ceiling: number, random: { normal(): number }): Float64Array {
  const best = scores.reduce((least, { cost }) => Math.min(least, cost), Number.POSITIVE_INFINITY);
  return Float64Array.from(scores, ({ cost, deviation }) =>
    Math.min(ceiling, deviation > 0 ? cost + Math.min(deviation, (cost - best) / 2) * random.normal() : cost),
  );
}
