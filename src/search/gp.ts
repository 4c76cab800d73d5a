import { stream } from '../math/random.js';
import type { Space } from '../space/parameter.js';
import { samplePrior } from '../space/prior.js';
import { drawNew } from './draw-new.js';
import { firstSetting } from './first-setting.js';
import { acquire } from './gp/acquisition.js';
import type { ExpenseOptions } from './gp/expense.js';
import { maximise } from './gp/maximise.js';
import { rememberedModel } from './gp/model.js';
import { observed } from './gp/observed.js';
import type { History, Sampler } from './sampler.js';
import { isRanked } from './split.js';
import { wasTried } from './tried.js';

// Bayesian optimisation with a Gaussian process, after Optuna 5's GPSampler (`samplers/_gp`): the process, its priors, the log of expected
// improvement and the search for its maximum. Differences from Optuna:
//   · a covariance for conditional hyperparameters (surrogate/gp/features.ts); Optuna draws these at random;
//   · the incumbent is the observed setting of which most is expected, not the one that was lucky;
//   · stopped trials count as half known, diverged ones in a process of their own; Optuna passes over both;
//   · declared priors: the first trials are drawn from them, and they steer improvement with a weight of β/n (πBO, Hvarfner et al. 2022);
//   · parameters are fitted on a ladder of numbers of trials, from where the last fit ended (surrogate/gp/learner.ts), so that a proposal depends
//     on the history alone, and is cheap; candidates are valued only as far as a bound does not rule them out;
//   · in more than 20 dimensions a box around the incumbent is searched (TuRBO, Eriksson et al. 2019);
//   · a setting that was tried is not proposed again while another is to be had.

export interface GpOptions {
  /**
   * Trials that ended before the process is asked; until then settings come from a Sobol' sequence, or the priors where there are some.
   * Default 8, of one or two hyperparameters 4.
   */
  readonly startup?: number;
  /** Points at which a search begins to look; default 512. */
  readonly candidates?: number;
  /** How many local searches; default 4. */
  readonly searches?: number;
  /** β: the prior counts β/n times as much as the improvement, n being the trials with a value; default 10. */
  readonly belief?: number;
  /** Looks for improvement for what it takes rather than for a trial; `{}`: a second. Default: for a trial. */
  readonly expense?: ExpenseOptions;
}

/** Proposes where a Gaussian process expects most improvement. */
export function gp(options: GpOptions = {}): Sampler {
  const modelOf = rememberedModel();
  return {
    name: 'gp',
    propose(history) {
      const settings = {
        candidates: 512,
        searches: 4,
        belief: 10,
        startup: startupOf(history.space),
        ...options,
      };
      const model = modelOf(history.space);
      const known = observed(history.trials, history.direction, model.cube, model.features);
      if (countEnded(history) < settings.startup || known.points.length < 2)
        return firstSetting(history, 'search: gp, first');
      const draws = stream(history.seed, history.number, 'search: gp');
      const { terrain, good } = acquire(history, model, known, settings, draws);
      for (const { seen } of maximise(terrain, good, settings, draws)) {
        const setting = model.cube.settingAt(seen);
        if (!wasTried(history.space, history.trials, setting)) return setting;
      }
      return drawNew(history.space, history.trials, () => samplePrior(history.space, draws));
    },
  };
}

/** Numbers of points of which a Sobol' sequence lies most evenly: after 8 it found better places than after 7 (ARCHITECTURE.md). */
const startupOf = (space: Space): number => (Object.keys(space).length < 3 ? 4 : 8);

const countEnded = ({ trials }: History): number =>
  trials.filter((trial) => isRanked(trial) || trial.state === 'diverged').length;
