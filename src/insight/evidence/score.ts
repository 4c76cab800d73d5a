import type { Setting } from '../../space/parameter.js';

/** What one trial says about the cost of training its setting to the end. */
export interface Score {
  /** The trial's number. */
  readonly number: number;
  readonly setting: Setting;
  /** The setting in the unit cube, in the space's order; NaN where a hyperparameter does not exist in it. */
  readonly point: Float64Array;
  /** The cost at the end: told, or forecast from how far it was trained. */
  readonly cost: number;
  /** Standard deviation of the forecast of `cost`; 0 for a trial that was trained to its end. */
  readonly deviation: number;
  /** How far it was trained, of what a whole training of it would be: above 0, at most 1. */
  readonly trained: number;
  /** What it was foreseen to come to at each point on its way at which trials ended, and at last `cost` itself: by how far it was trained. */
  readonly looks: readonly Look[];
}

/** What a trial's end is expected to be after a part of its training. */
export interface Look {
  readonly cost: number;
  /** The part, above 0; at most 1. */
  readonly trained: number;
}
