import type { Setting } from '../space/parameter.js';

export type Verdict = 'better' | 'worse' | 'no real difference' | 'cannot tell';

/** Two settings that are to be compared by training both on shared seeds and splits: what insight proposes and never runs. */
export interface Contrast {
  /** Unlike those of the others that are measured with it. */
  readonly name: string;
  readonly from: Setting;
  readonly to: Setting;
  /** What it is about: default the score. */
  readonly about?: 'score' | 'time';
}

/** Slower by less than this says nothing: clocks differ that much. */
export const leastSlowdown = 1.03;

/** What trainings on shared seeds and splits said of a contrast; plain JSON, kept in the study. */
export interface Measured {
  readonly name: string;
  /** Mean change of the metric from `from` to `to`, in its own units, where neither blew up; NaN (`null` in JSON) when no such pair is left. */
  readonly effect: number;
  /** 95 %. */
  readonly interval: readonly [number, number];
  readonly verdict: Verdict;
  /** Mean scores of both. */
  readonly scores: readonly [from: number, to: number];
  /** Training seconds for an epoch of `to` ÷ those of `from`. */
  readonly timeRatio: number;
  /** 99 % interval of the median of that over pairs; absent where they are too few for one. */
  readonly timeInterval?: readonly [number, number];
  readonly pairs: number;
  /** In how many of them each blew up. */
  readonly diverged: readonly [from: number, to: number];
}
