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
}
