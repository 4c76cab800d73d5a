import { type Stream, stream } from '../math/random.js';
import { settingKey } from '../space/active.js';
import { decode, encode } from '../space/encode.js';
import type { Setting, Space } from '../space/parameter.js';
import { samplePrior } from '../space/prior.js';
import type { Trial } from '../study/trial.js';
import { type Parzen, parzen } from '../surrogate/tpe/parzen.js';
import { drawNew, triedSettings } from './draw-new.js';
import type { History, Sampler } from './sampler.js';
import { isRanked, splitTrials } from './split.js';

// Multivariate tree-structured Parzen estimator as in Optuna 5 (`samplers/_tpe`): of candidates drawn from l, the density of the good
// trials, the one with the greatest l/g is proposed, g being the density of the others. Differences from Optuna:
//   · ordinals are ordered and conditional hyperparameters take part in the one joint density (see surrogate/tpe/parzen.ts);
//   · declared priors: the first trials are drawn from them; then the wide kernel of l, and of l only, is the prior with a weight that
//     falls as startup/n, n being the trials ranked, so that unseen places count as much as they are believed in, ever less;
//   · diverged trials are bad ones rather than left out;
//   · a setting that was tried is not proposed again while another is to be had.

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
  const { good, bad } = splitTrials(trials, direction);
  const l = parzen(space, pointsOf(space, good), { priorShare });
  const g = parzen(space, pointsOf(space, bad));
  const tried = triedSettings(space, trials);
  const best = bestCandidate(space, l, g, candidates, tried, draws);
  return best ?? drawNew(space, trials, () => snap(space, l.sample(draws)));
}

/** The untried candidate with the greatest l/g; undefined when all were tried. */
function bestCandidate(
  space: Space,
  l: Parzen,
  g: Parzen,
  candidates: number,
  tried: ReadonlySet<string>,
  draws: Stream,
): Setting | undefined {
  let best: Setting | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < candidates; i++) {
    const setting = snap(space, l.sample(draws));
    if (tried.has(settingKey(space, setting))) continue;
    const point = encode(space, setting);
    const score = l.logDensity(point) - g.logDensity(point);
    if (best === undefined || score > most) [best, most] = [setting, score];
  }
  return best;
}

const snap = (space: Space, point: Float64Array): Setting => decode(space, point);

const pointsOf = (space: Space, trials: readonly Trial[]): Float64Array[] =>
  trials.map((trial) => encode(space, trial.setting));
