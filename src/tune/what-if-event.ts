import type { Grade } from '../insight/grade.js';
import type { GuessScore } from '../insight/guess/scoreboard.js';
import type { Guess, GuessedEffect } from '../insight/guess.js';
import type { MetricName } from '../model/metric-name.js';
import type { Setting } from '../space/parameter.js';

export type Verdict = 'better' | 'worse' | 'no real difference' | 'cannot tell';

/** One step of a what-if against the study's best setting: measured on shared seeds and splits, or, without a check, as it was guessed. */
export interface WhatIfStep {
  /** All that differs from the best setting: `batch_size 64 → 256, learning_rate 0.01 → 0.02`. */
  readonly change: string;
  readonly setting: Setting;
  /**
   * Mean change of the metric in its own units against the best setting (for `minimize`, negative is better), over the pairs in which
   * neither blew up; NaN (`null` in JSON) when none is left.
   */
  readonly effect: number;
  /** 95 % interval of the effect, which holds however often one looked; of a guess the 90 % interval. */
  readonly interval: readonly [number, number];
  readonly verdict: Verdict;
  readonly grade: Grade;
  /** The same against the step before, which says whether adding this change helped. */
  readonly added: {
    readonly effect: number;
    readonly interval: readonly [number, number];
    readonly verdict: Verdict;
  };
  /** Mean score of this step's setting. */
  readonly score: number;
  /** Training seconds for an epoch of this step ÷ those of the best setting: the median over the pairs. */
  readonly timeRatio: number;
  readonly pairs: number;
  /** In how many of the pairs this step's training blew up. */
  readonly diverged: number;
  /** What was guessed of it before it was trained. */
  readonly guess?: Guess;
}

export type WhatIfEvent =
  | {
      readonly event: 'start';
      readonly study: string;
      /** Absent in a study that `tune` did not make. */
      readonly metric?: MetricName;
      /** Several targets; their scores are averaged, each relative to the best constant's. */
      readonly targets?: readonly string[];
      readonly base: Setting;
      readonly steps: readonly string[];
    }
  | {
      readonly event: 'guess';
      readonly steps: readonly Guess[];
      /** How many of the guesses of earlier what-ifs were right. */
      readonly guessesRight: GuessScore;
    }
  | {
      readonly event: 'pair';
      readonly pair: number;
      /** The base's and each step's; null for a training that blew up. */
      readonly scores: readonly (number | null)[];
      readonly elapsed: number;
    }
  | VerdictEvent;

export interface VerdictEvent {
  readonly event: 'verdict';
  readonly study: string;
  /** Absent in a study that `tune` did not make. */
  readonly metric?: MetricName;
  readonly targets?: readonly string[];
  readonly direction: 'minimize' | 'maximize';
  readonly baseScore: number;
  /** In how many of the pairs the best setting's own training blew up. */
  readonly baseDiverged: number;
  /** Epochs of each training, and of the study's own: fewer when the budget asked for it. */
  readonly epochs: number;
  readonly horizon: number;
  readonly seconds: number;
  readonly steps: readonly WhatIfStep[];
  /** The setting that steps are compared with. */
  readonly base?: Setting;
  /** The steps after the first are proposals, each for itself, rather than further changes. */
  readonly find?: true;
  /** Of a guess: the study was made by other training code, so nothing can be trained here. */
  readonly foreign?: true;
  /** How many guesses were right, of those that were given and then measured clearly, in all what-ifs of the study. */
  readonly guessesRight?: GuessScore;
}

/** A what-if as its study keeps it (facts, `what_if:` and the time): each guess with what was measured. */
export interface KeptWhatIf {
  readonly base: Setting;
  readonly baseScore: number;
  readonly steps: readonly (Pick<
    WhatIfStep,
    'change' | 'setting' | 'effect' | 'interval' | 'verdict' | 'pairs'
  > & { readonly guess: GuessedEffect & Pick<Guess, 'grade' | 'blowUp'> })[];
}
