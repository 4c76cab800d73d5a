import type { Trial } from '../../study/trial.js';
import { feasibility } from '../gp/acquisition.js';
import type { Model } from '../gp/model.js';

/** How likely settings are to come to their end, by the trials of all rounds. */
export const feasibilityIn = (model: Model, tried: readonly Trial[]) =>
  feasibility({ trials: tried.map(asEnded) }, { ...model, endings: model.borders });

/** A paused trial has not blown up. */
const asEnded = (trial: Trial): Trial => (trial.state === 'paused' ? { ...trial, state: 'stopped' } : trial);
