import type { MetricName } from '../model/metric-name.js';
import type { Setting } from '../space/parameter.js';

export type Verdict = 'better' | 'worse' | 'no real difference' | 'cannot tell';

/** One step of a what-if, measured against the study's best setting on shared seeds and splits. */
export interface WhatIfStep {
  /** All that differs from the best setting: `batch_size 64 → 256, learning_rate 0.01 → 0.02`. */
  readonly change: string;
  readonly setting: Setting;
  /** Mean change of the metric in its own units against the best setting (for `minimize`, negative is better). */
  readonly effect: number;
  /** 95 % interval of the effect. */
  readonly interval: readonly [number, number];
  readonly verdict: Verdict;
  readonly grade: 'measured';
  /** The same against the step before, which says whether adding this change helped. */
  readonly added: {
    readonly effect: number;
    readonly interval: readonly [number, number];
    readonly verdict: Verdict;
  };
  /** Mean score of this step's setting. */
  readonly score: number;
  /** Training seconds of this step ÷ those of the best setting. */
  readonly timeRatio: number;
  readonly pairs: number;
}

export type WhatIfEvent =
  | {
      readonly event: 'start';
      readonly study: string;
      readonly metric: MetricName;
      readonly base: Setting;
      readonly steps: readonly string[];
    }
  | {
      readonly event: 'pair';
      readonly pair: number;
      readonly scores: readonly (number | null)[];
      readonly elapsed: number;
    }
  | {
      readonly event: 'verdict';
      readonly study: string;
      readonly metric: MetricName;
      readonly direction: 'minimize' | 'maximize';
      readonly baseScore: number;
      /** Epochs of each training, and of the study's own: fewer when the budget asked for it. */
      readonly epochs: number;
      readonly horizon: number;
      readonly seconds: number;
      readonly steps: readonly WhatIfStep[];
    };
