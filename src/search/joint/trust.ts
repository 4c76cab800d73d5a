import { isSameSetting } from '../../space/active.js';
import type { Trial } from '../../study/trial.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import { enough, evenLooks, isBelieved, modeOf, trustIn } from './believed.js';
import { withTraining } from './curves.js';
import { goalOf } from './finishing.js';
import type { Scene } from './scene.js';

/** Where a belief is trusted, looking around is so much shorter before trials are trained to their end. */
const sooner = 0.35;

/** What is done for a belief, as far as it is trusted. */
export interface Believed {
  /** What the priors count beside the index. */
  readonly weight: number;
  /** After how many full trainings' worth trials are trained to their end. */
  readonly first: number;
  /** The trial of the priors' mode as long as that is worth training to its end: leg by leg, for it may turn out not to be. */
  readonly worthAnEnd: Trial | undefined;
}

export function beliefIn({ progression, model, settled }: Scene, posterior: Posterior): Believed {
  const { space, trials, fidelity } = progression;
  if (!isBelieved(space)) return { weight: 0, first: settled.first, worthAnEnd: undefined };
  const mode = modeOf(progression);
  const even = evenLooks(trials).filter(({ state }) => state !== 'diverged');
  const expected = (asked: readonly Pick<Trial, 'setting'>[]) =>
    posterior.predict(
      asked.map(({ setting }) =>
        withTraining(model.features.of(model.cube.see(model.cube.pointOf(setting))), 1),
      ),
    ).mean;
  const { trust, beats } = trustIn(expected([{ setting: mode }])[0]!, expected(even));
  const anyEnd = trials.some(
    (trial) => trial.state === 'complete' || goalOf(trial, progression) >= fidelity.most,
  );
  return {
    weight: (settled.belief / trials.length) * trust,
    first: settled.first * (1 - sooner * trust),
    worthAnEnd:
      anyEnd || beats < enough
        ? undefined
        : trials.find(({ state, setting }) => state === 'paused' && isSameSetting(space, setting, mode)),
  };
}
