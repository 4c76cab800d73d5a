import { type Stream, stream } from '../math/random.js';
import { isAllowed } from '../space/constraint.js';
import { decode, encoder } from '../space/encode.js';
import type { Setting } from '../space/parameter.js';
import { samplePrior } from '../space/prior.js';
import { parzen } from '../surrogate/tpe/parzen.js';
import { drawNew } from './draw-new.js';
import type { History, Sampler } from './sampler.js';
import { isRanked, splitTrials } from './split.js';
import { wasTried } from './tried.js';

// Multivariate tree-structured Parzen estimator as in Optuna 5 (`samplers/_tpe`): of candidates drawn from l, the density of the good
// trials, the one with the greatest l/g is proposed, g being the density of the others. Differences from Optuna:
//   · ordinals are ordered and conditional hyperparameters take part in the one joint density (see surrogate/tpe/parzen.ts);
//   · declared priors: the first trials are drawn from them; then the wide kernel of l, and of l only, is the prior with a weight that
//     falls as startup/n, n being the trials ranked, so that unseen places count as much as they are believed in, ever less;
//   · diverged trials are bad ones rather than left out;
//   · a setting that was tried is not proposed again while another is to be had;
//   · candidates that break a constraint of the space are left out.

export interface TpeOptions {
  /** Ranked trials before the densities are used; until then proposals come from the prior. Default 10. */
  readonly startup?: number;
  /** Candidates drawn for each proposal; default 24. */
  readonly candidates?: number;
}

/** Proposes by multivariate TPE. */
export function tpe({ startup = 10, candidates = 24 }: TpeOptions = {}): Sampler {
  return {
    name: 'tpe',
    propose(history) {
      const draws = stream(history.seed, history.number, 'search: tpe');
      const ranked = history.trials.filter(isRanked).length;
      if (ranked < Math.max(1, startup))
        return drawNew(history.space, history.trials, () => samplePrior(history.space, draws));
      return proposeByDensities(history, candidates, startup / ranked, draws);
    },
  };
}

function proposeByDensities(
  history: History,
  candidates: number,
  priorShare: number,
  draws: Stream,
): Setting {
  const { space, trials, direction } = history;
  const encode = encoder(space);
  const { good, bad } = splitTrials(trials, direction);
  const l = parzen(
    space,
    good.map((trial) => encode(trial.setting)),
    { priorShare },
  );
  const g = parzen(
    space,
    bad.map((trial) => encode(trial.setting)),
  );
  const draw = () => decode(space, l.sample(draws));
  const score = (setting: Setting) => {
    const point = encode(setting);
    return l.logDensity(point) - g.logDensity(point);
  };
  const untried = Array.from({ length: candidates }, draw).filter(
    (setting) => isAllowed(space, setting) && !wasTried(space, trials, setting),
  );
  return untried.length > 0 ? greatest(untried, score) : drawElsewhere(history, draw, draws);
}

/** Where the densities give nothing that is new and allowed, the prior may. */
function drawElsewhere({ space, trials }: History, draw: () => Setting, draws: Stream): Setting {
  let count = 0;
  return drawNew(space, trials, () => (count++ % 2 === 0 ? draw() : samplePrior(space, draws)));
}

function greatest(settings: readonly Setting[], score: (setting: Setting) => number): Setting {
  const scores = settings.map(score);
  return settings[scores.reduce((best, value, i) => (value > scores[best]! ? i : best), 0)]!;
}
