import type { Setting } from '../../space/parameter.js';
import type { History } from '../sampler.js';

/**
 * What a trial's training is counted in, and how much of it there is: epochs, rows, folds, or one single evaluation (`most` = 1). A report's
 * `epoch` is counted in it, and so is a trial's cost: going on with a paused trial costs only what is new.
 */
export interface Fidelity {
  readonly unit: 'epochs' | 'rows' | 'folds' | 'evaluation';
  /** The least that says anything; at least 1. */
  readonly least: number;
  /** A full training. */
  readonly most: number;
  /** Where trials can be paused, rising from `least` to `most`; absent: anywhere. */
  readonly rungs?: readonly number[];
}

/** All that a next step may depend on. */
export interface Progression extends History {
  readonly fidelity: Fidelity;
  /** How far each trial in progress is to be trained, by its number; a running trial that is not there goes to the end. */
  readonly targets?: ReadonlyMap<number, number>;
  /** What the study may cost altogether, in full trainings, where that is known. */
  readonly fullTrainings?: number;
}

/** What a free worker does next. Trials pause when they reach `until`, and are complete at the fidelity's `most`. */
export type Step =
  | {
      readonly kind: 'start';
      readonly setting: Setting;
      readonly until: number;
      readonly why?: string;
      /** To be kept with the trial's facts, where the strategy finds it again: what it has learnt so far, so that a resumed study goes on alike. */
      readonly facts?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'continue';
      readonly number: number;
      readonly until: number;
      readonly why?: string;
      /** As those of a start. */
      readonly facts?: Readonly<Record<string, unknown>>;
    }
  /** Nothing to do before a trial in progress reports. */
  | { readonly kind: 'wait' }
  /** Nothing is left to do, ever. */
  | { readonly kind: 'end'; readonly reason: string };

/**
 * Divides training among settings: which to begin, which to go on with, how far. A pure function of (history, seed), as a sampler is; where a
 * study's trials cannot be paused, a sampler with a stopping rule does instead.
 */
export interface Strategy {
  readonly name: string;
  next(progression: Progression): Step;
}
