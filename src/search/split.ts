import { compareValues } from '../study/direction.js';
import { isFinished, lastReport } from '../study/outcome.js';
import type { Direction, Trial } from '../study/trial.js';

/** A history in two parts, each in the order of trial numbers: those that a sampler wants to be like, and the others. */
export interface Split<T = Trial> {
  readonly good: readonly T[];
  readonly bad: readonly T[];
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
  return { good: good.map((i) => inOrder[i]!), bad: bad.map((i) => inOrder[i]!) };
}

/** The same of trials that rise by number, as their indices; `ranked`: how many are, where that is known. It is made for every proposal, of thousands of trials. */
export function splitIndices(
  trials: readonly Trial[],
  direction: Direction,
  { liar = true }: SplitOptions = {},
  ranked = countRanked(trials),
): Split<number> {
  const good = bestIndices(trials, direction, goodCount(ranked)).sort((a, b) => a - b);
  const bad: number[] = [];
  let next = 0;
  for (let i = 0; i < trials.length; i++) {
    const trial = trials[i]!;
    if (i === good[next]) next += 1;
    else if ((liar && !isFinished(trial)) || trial.state === 'diverged' || isRanked(trial)) bad.push(i);
  }
  return { good, bad };
}

export function countRanked(trials: readonly Trial[]): number {
  let count = 0;
  for (let i = 0; i < trials.length; i++) if (isRanked(trials[i]!)) count += 1;
  return count;
}

/** The `most` best ones, in one pass. */
function bestIndices(trials: readonly Trial[], direction: Direction, most: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < trials.length && most > 0; i++) {
    const trial = trials[i]!;
    if (!isRanked(trial)) continue;
    let place = best.length;
    while (place > 0 && compareTrials(trial, trials[best[place - 1]!]!, direction) < 0) place -= 1;
    if (place === most) continue;
    best.splice(place, 0, i);
    if (best.length > most) best.pop();
  }
  return best;
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
