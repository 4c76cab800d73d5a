import { compareValues } from '../study/direction.js';
import { isFinished, lastReport } from '../study/outcome.js';
import type { Direction, Trial } from '../study/trial.js';

/** A history in two parts, each in the order of trial numbers: those that a sampler wants to be like, and the others. */
export interface Split<Part = readonly Trial[]> {
  readonly good: Part;
  readonly bad: Part;
}

export interface SplitOptions {
  /** Whether trials that run or are paused are bad, so that others stay away from where they are ("constant liar"), or in neither part; default true. */
  readonly liar?: boolean;
}

/** How many of `n` scored or stopped trials are good: a tenth, at most 25 (Optuna's `default_gamma`). */
export const goodCount = (n: number): number => Math.min(25, Math.ceil(0.1 * n));

/** Whether a trial's result tells where it ranks: it was trained to its end, or stopped on the way. */
export const isRanked = (trial: Trial): boolean =>
  trial.state === 'stopped' || (trial.state === 'complete' && trial.value !== undefined);

/**
 * Good are the best complete trials and, when those are too few, stopped ones by (deepest epoch, value there), as in Optuna. Bad are all
 * others, the diverged among them, and those still running or paused. Failed trials are in neither.
 */
export function splitTrials(trials: readonly Trial[], direction: Direction, options?: SplitOptions): Split {
  const inOrder = [...trials].sort((a, b) => a.number - b.number);
  const { good, bad } = splitIndices(inOrder, direction, options);
  return { good: Array.from(good, (i) => inOrder[i]!), bad: Array.from(bad, (i) => inOrder[i]!) };
}

/** The same of trials that rise by number, as their indices; `ranked`: how many are, where that is known. It is made for every proposal, of thousands of trials. */
export function splitIndices(
  trials: readonly Trial[],
  direction: Direction,
  { liar = true }: SplitOptions = {},
  ranked = countRanked(trials),
): Split<Int32Array> {
  const good = new Int32Array(bestIndices(trials, direction, goodCount(ranked))).sort();
  const bad = new Int32Array(trials.length - good.length);
  let count = 0;
  let next = 0;
  for (let i = 0; i < trials.length; i++) {
    const trial = trials[i]!;
    if (i === good[next]) next += 1;
    else if ((liar && !isFinished(trial)) || trial.state === 'diverged' || isRanked(trial)) bad[count++] = i;
  }
  return { good, bad: bad.subarray(0, count) };
}

export function countRanked(trials: readonly Trial[]): number {
  let count = 0;
  for (let i = 0; i < trials.length; i++) if (isRanked(trials[i]!)) count += 1;
  return count;
}

/** The `most` best ones, in one pass: from the newest on, for the newest are often good and most others are soon passed over then. */
function bestIndices(trials: readonly Trial[], direction: Direction, most: number): number[] {
  const best: number[] = [];
  for (let i = trials.length - 1; i >= 0 && most > 0; i--) {
    const trial = trials[i]!;
    if (!isRanked(trial)) continue;
    let place = best.length;
    if (place === most && isWorse(trial, trials[best[place - 1]!]!, direction)) continue;
    while (place > 0 && compareTrials(trial, trials[best[place - 1]!]!, direction) < 0) place -= 1;
    if (place === most) continue;
    best.splice(place, 0, i);
    if (best.length > most) best.pop();
  }
  return best;
}

/** Soon told of most trials: both were trained to their end, and the value of the first is worse. */
function isWorse(a: Trial, b: Trial, direction: Direction): boolean {
  if (a.state !== 'complete' || b.state !== 'complete') return false;
  return direction === 'minimize' ? a.value! > b.value! : a.value! < b.value!;
}

/** From best to worst: complete ones by value, then stopped ones by how far they came and their value there. */
export function compareTrials(a: Trial, b: Trial, direction: Direction): number {
  if (a.state !== b.state) return a.state === 'complete' ? -1 : 1;
  if (a.state === 'complete') return compareValues(a.value, b.value, direction) || a.number - b.number;
  const [first, second] = [lastReport(a), lastReport(b)];
  return (
    (second?.epoch ?? -1) - (first?.epoch ?? -1) ||
    compareValues(first?.value, second?.value, direction) ||
    a.number - b.number
  );
}
