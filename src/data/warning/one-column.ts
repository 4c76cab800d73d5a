import { mean, sum } from '../../math/statistics.js';
import type { Cells } from './cells.js';

// How much of a target one column alone explains on rows that it was not fitted on. Two simple models are tried and the better one counts:
// means (or majorities) of bins, which bear noise, and a walk between neighbouring values, which follows any curve.

/** One column and the target in the same rows. */
export interface Pair {
  readonly cells: Cells;
  readonly targets: Float64Array;
  /** Class count; 0 for numbers. */
  readonly classes: number;
}

type Predict = (x: number) => number;

/** Explained on the places `judged` after fitting on the places `fitted`: R² for numbers, the share of the majority's mistakes that is avoided for classes. */
export function explained(pair: Pair, fitted: readonly number[], judged: readonly number[]): number {
  const models = pair.cells.ordered ? [binned(pair, fitted), walk(pair, fitted)] : [byLevel(pair, fitted)];
  return Math.max(...models.map((predict) => score(pair, fitted, judged, predict)));
}

function score(
  { cells, targets, classes }: Pair,
  fitted: readonly number[],
  judged: readonly number[],
  predict: Predict,
) {
  const loss = classes > 0 ? wrong : squared;
  const base = typical(
    fitted.map((i) => targets[i]!),
    classes,
  );
  const ours = sum(judged.map((i) => loss(targets[i]!, predict(cells.values[i]!))));
  const theirs = sum(judged.map((i) => loss(targets[i]!, base)));
  return theirs === 0 ? 0 : 1 - ours / theirs;
}

const wrong = (y: number, said: number) => (y === said ? 0 : 1);
const squared = (y: number, said: number) => (y - said) * (y - said);

/** The mean of numbers, the most frequent of classes. */
function typical(targets: readonly number[], classes: number): number {
  if (classes === 0) return mean(targets);
  const counts = new Uint32Array(classes);
  for (const code of targets) counts[code]! += 1;
  return counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
}

/** Targets gathered by a key, with what is typical of each. */
function typicalBy(pair: Pair, fitted: readonly number[], keyOf: (x: number) => number): Predict {
  const gathered = new Map<number, number[]>();
  for (const i of fitted) {
    const key = keyOf(pair.cells.values[i]!);
    if (gathered.has(key)) gathered.get(key)!.push(pair.targets[i]!);
    else gathered.set(key, [pair.targets[i]!]);
  }
  const known = new Map([...gathered].map(([key, targets]) => [key, typical(targets, pair.classes)]));
  const otherwise = typical(
    fitted.map((i) => pair.targets[i]!),
    pair.classes,
  );
  return (x) => known.get(keyOf(x)) ?? otherwise;
}

/** NaN is a key of a Map as any other: being missing may say it all. */
const byLevel = (pair: Pair, fitted: readonly number[]) => typicalBy(pair, fitted, (x) => x);

const mostBins = 64;
const rowsForBin = 10;

function binned(pair: Pair, fitted: readonly number[]): Predict {
  const ascending = Float64Array.from(fitted, (i) => pair.cells.values[i]!).sort();
  const bins = Math.max(1, Math.min(mostBins, Math.floor(fitted.length / rowsForBin)));
  const edges = Float64Array.from(
    { length: bins - 1 },
    (_, k) => ascending[Math.floor(((k + 1) * ascending.length) / bins)]!,
  );
  return typicalBy(pair, fitted, (x) => (Number.isNaN(x) ? Number.NaN : upperBound(edges, x)));
}

/** From each value's typical target to the next one's: in a straight line for numbers, the nearer one's for classes. */
function walk(pair: Pair, fitted: readonly number[]): Predict {
  const at = byLevel(pair, fitted);
  const places = [...new Set(fitted.map((i) => pair.cells.values[i]!))].filter((x) => !Number.isNaN(x));
  const xs = Float64Array.from(places).sort();
  return (x) => {
    if (Number.isNaN(x) || xs.length === 0) return at(x);
    const above = Math.min(xs.length - 1, upperBound(xs, x));
    const below = Math.max(0, above - 1);
    const [low, high] = [xs[below]!, xs[above]!];
    const way = high > low ? Math.min(1, Math.max(0, (x - low) / (high - low))) : 0;
    if (pair.classes > 0) return at(way < 0.5 ? low : high);
    return (1 - way) * at(low) + way * at(high);
  };
}

/** How many of the ascending values are at most x. */
function upperBound(ascending: Float64Array, x: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
