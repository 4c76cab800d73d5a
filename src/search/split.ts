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

/** The same of trials that rise by number, as their indices. */
export function splitIndices(
  trials: readonly Trial[],
  direction: Direction,
  { liar = true }: SplitOptions = {},
): Split<number> {
  const best = bestIndices(trials, direction);
  const good = new Set(best);
  const bad: number[] = [];
  trials.forEach((trial, i) => {
    const known = (liar && !isFinished(trial)) || trial.state === 'diverged' || isRanked(trial);
    if (known && !good.has(i)) bad.push(i);
  });
  return { good: best.sort((a, b) => a - b), bad };
}

/** The good ones, found in one pass: it is made for every proposal, of thousands of trials. */
function bestIndices(trials: readonly Trial[], direction: Direction): number[] {
  const most = goodCount(trials.reduce((count, trial) => count + (isRanked(trial) ? 1 : 0), 0));
  const best: number[] = [];
  trials.forEach((trial, i) => {
    if (most === 0 || !isRanked(trial)) return;
    const isBefore = (other: number) => compareTrials(trial, trials[other]!, direction) < 0;
    if (best.length === most && !isBefore(best.at(-1)!)) return;
    let place = best.length;
    while (place > 0 && isBefore(best[place - 1]!)) place -= 1;
    best.splice(place, 0, i);
    if (best.length > most) best.pop();
  });
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
