import { normalCdf } from './normal.js';

// Wilcoxon's signed-rank test, one-sided: are differences greater than 0 on the whole? R is the sum of the ranks of |d| with d > 0; equal ones share
// their ranks, and differences of 0 are ranked and give half their rank ("zsplit"). Under the null hypothesis every sign is a fair coin:
//   up to 50 differences   P(R* ≥ R) exactly, by counting the sums of signs (twice the ranks are whole numbers), ties and zeros included
//   more                   normal, mean n(n+1)/4, variance (n(n+1)(2n+1) − Σ(t³−t)/2)/24, t being how many share a rank
// As `scipy.stats.wilcoxon(d, alternative='greater', zero_method='zsplit')`, which for 14 to 50 differences with ties takes the normal one.

const mostExact = 50;

/** The chance of differences as great as these, were their signs those of fair coins; NaN for no differences. */
export function signedRankP(differences: readonly number[]): number {
  if (differences.length === 0) return Number.NaN;
  const ranks = twiceRanks(differences.map(Math.abs));
  return differences.length <= mostExact ? exactP(differences, ranks) : normalP(differences, ranks);
}

function exactP(differences: readonly number[], ranks: readonly number[]): number {
  const signed = ranks.filter((_, i) => differences[i] !== 0);
  const least = signedSum(differences, ranks);
  let ways = Float64Array.of(1);
  for (const rank of signed) ways = oneMore(ways, rank);
  return ways.reduce((sum, share, total) => (total >= least ? sum + share : sum), 0);
}

/** The distribution of a sum when `rank` is added to it by a fair coin. */
function oneMore(ways: Float64Array, rank: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(ways.length + rank);
  ways.forEach((share, total) => {
    next[total]! += share / 2;
    next[total + rank]! += share / 2;
  });
  return next;
}

function normalP(differences: readonly number[], ranks: readonly number[]): number {
  const n = differences.length;
  const zeros = ranks.reduce((sum, rank, i) => (differences[i] === 0 ? sum + rank : sum), 0);
  const statistic = signedSum(differences, ranks) / 2 + zeros / 4;
  const tied = [...countOf(ranks).values()].reduce((sum, t) => sum + (t * t * t - t), 0);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1) - tied / 2) / 24);
  return normalCdf(-(statistic - (n * (n + 1)) / 4) / deviation);
}

/** Twice the sum of the ranks of what is greater than 0. */
const signedSum = (differences: readonly number[], ranks: readonly number[]) =>
  ranks.reduce((sum, rank, i) => (differences[i]! > 0 ? sum + rank : sum), 0);

/** Twice the rank of each value from 1; equal values share the mean of theirs. */
function twiceRanks(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return values.map((value) => sorted.indexOf(value) + 1 + (sorted.lastIndexOf(value) + 1));
}

function countOf(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
