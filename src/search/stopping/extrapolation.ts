import { usageError } from '../../error.js';
import { asCost } from '../../study/direction.js';
import { bestTrial } from '../../study/history.js';
import type { Direction, Trial } from '../../study/trial.js';
import { type CurveModel, curveModel } from '../../surrogate/curve/curve-model.js';
import { costsOf } from '../costs.js';
import { checkDue, checkWhole, type DueOptions, isDue } from './due.js';
import type { StoppingRule } from './rule.js';
import { short } from './words.js';

// Stops what its own curve says will not beat the incumbent (Domhan et al. 2015, "Speeding up automatic hyperparameter optimization of deep neural networks
// by extrapolation of learning curves"), with the closed-form curves of surrogate/curve in place of a Markov chain. Their intervals have
// been widened to what the study's own past asks for, so that the chance is meant as it is said.

export interface ExtrapolationOptions extends DueOptions {
  /** The last epoch of a trial. */
  readonly most: number;
  /** Stops below this chance of ending better than the incumbent; default 0.05. */
  readonly chance?: number;
  /** Complete trials before anything is stopped; default 3. */
  readonly startup?: number;
}

/** Stops a trial that is unlikely to end better than the incumbent. Throws when an option is out of range. */
export function extrapolation(options: ExtrapolationOptions): StoppingRule {
  checkOptions(options);
  const { most, chance = 0.05, startup = 3 } = options;
  const due = { ...options, warmUp: options.warmUp ?? Math.min(3, most) };
  let latest: { readonly key: string; readonly model: CurveModel } | undefined; // saves time only
  const modelOf = (trials: readonly Trial[], direction: Direction) => {
    const key = `${direction} ${JSON.stringify(trials.map(({ number, intermediate }) => [number, intermediate]))}`;
    if (latest?.key !== key)
      latest = {
        key,
        model: curveModel(
          trials.map((trial) => costsOf(trial.intermediate, direction)),
          most,
        ),
      };
    return latest.model;
  };
  return {
    name: 'extrapolation',
    rungs: 'every',
    decide({ number, intermediate }, trials, direction) {
      const complete = trials.filter((trial) => trial.state === 'complete' && trial.number !== number);
      const incumbent = bestTrial(complete, direction);
      if (incumbent === undefined || complete.length < startup || !isDue(intermediate, due))
        return { stop: false };
      const best = asCost(incumbent.value, direction);
      const own = costsOf(intermediate, direction);
      if (own.some(({ value }) => value < best)) return { stop: false };
      const better = modelOf(complete, direction).extrapolate(own, most).below(best);
      if (!(better < chance)) return { stop: false };
      return {
        stop: true,
        reason: `a ${short(100 * better)} % chance to end better than #${incumbent.number} at epoch ${most}`,
      };
    },
  };
}

function checkOptions({ most, chance = 0.05, startup = 3, ...due }: ExtrapolationOptions): void {
  checkWhole('extrapolation', 'most', most, 1);
  checkWhole('extrapolation', 'startup', startup, 1);
  if (!(chance >= 0 && chance <= 1))
    throw usageError(`extrapolation with chance = ${chance}: it is a probability, from 0 to 1`);
  checkDue('extrapolation', due);
}
