import { stream } from '../../math/random.js';
import { mean, studentQuantile } from '../../math/statistics.js';
import { drawRows, type Forest, type ForestOptions, growForest } from './forest.js';
import type { Rows } from './rows.js';

// How far a forest's figures would move with other rows: the bootstrap of little bags (Sexton and Laake 2009; Athey, Tibshirani and Wager 2019, section 4).
// Trees are grown in bags, each bag on a half of the rows; figures of bags differ as those of forests on other rows of the full number would.

const bags = 16;
const treesPerBag = 4;

/** A forest whose trees are in bags. It is for errors alone: its trees have seen half of the rows each. */
export function growBags(rows: Rows, options: Omit<ForestOptions, 'trees' | 'draw'> = {}): Forest {
  const { seed = 0 } = options;
  const count = rows.values.length;
  const halves = Array.from({ length: bags }, (_, bag) =>
    stream(seed, bag, 'forest bags')
      .permutation(count)
      .subarray(0, Math.ceil(count / 2)),
  );
  return growForest(rows, {
    ...options,
    trees: bags * treesPerBag,
    draw: (tree) =>
      drawRows(count, stream(seed, tree, 'forest rows of bags'), halves[Math.floor(tree / treesPerBag)]),
  });
}

/**
 * Half the width of the interval round a forest's figure that is a mean over its trees, from the figures of the trees in bags: variance between bags less
 * what few trees add, and what is left of that with 64. NaN figures are passed over.
 */
export function halfWidth(byTree: ArrayLike<number>, confidence = 0.9): number {
  const groups: number[][] = [];
  for (let tree = 0; tree < byTree.length; tree++) {
    const figure = byTree[tree]!;
    if (!Number.isNaN(figure)) (groups[Math.floor(tree / treesPerBag)] ??= []).push(figure);
  }
  const full = groups.filter((group) => group !== undefined && group.length > 1);
  if (full.length < 3) return Number.POSITIVE_INFINITY;
  const between = variance(full.map(mean));
  const within = mean(full.map(variance));
  const left = Math.max(0, between - within / treesPerBag) + within / (bags * treesPerBag);
  return quantileOf(0.5 + confidence / 2, full.length - 1) * Math.sqrt(left);
}

/** The last one that was asked for: mostly all are the same, and each takes thousands of terms. */
let last = { share: Number.NaN, freedom: Number.NaN, quantile: Number.NaN };

function quantileOf(share: number, freedom: number): number {
  if (last.share !== share || last.freedom !== freedom)
    last = { share, freedom, quantile: studentQuantile(share, freedom) };
  return last.quantile;
}

function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) * (values[i]! - centre);
  return squares / (values.length - 1);
}
