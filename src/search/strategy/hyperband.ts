import { pow } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import type { Setting } from '../../space/parameter.js';
import { random } from '../random.js';
import { ladder } from './ladder.js';
import { type Promotion, promotion } from './promotion.js';
import { atOneRung } from './seen.js';
import type { Progression, Step, Strategy } from './strategy.js';
import { checkEta, type HalvingStrategyOptions } from './successive-halving.js';

// Asynchronous Hyperband: every trial belongs to a bracket, which says at which rung it begins and with whom it is compared; each bracket is a
// successive halving of its own. A trial's bracket is drawn from (seed, number), so nothing has to be remembered. Bracket s, which begins at rung
// s of K, has the probability that its share of trials has in one round of Hyperband: ∝ η^(K−s) (K+1)/(K−s+1) (Li et al. 2018,
// arXiv 1603.06560; NePS, `utils/brackets.py`). With `tpe` for new settings it is like BOHB.

/** Successive halving from several lowest rungs at once, in case early results mislead; never ends. Throws when eta is below 2. */
export function hyperband({ eta = 3, sampler = random() }: HalvingStrategyOptions = {}): Strategy {
  checkEta('hyperband', eta);
  return {
    name: `hyperband of ${sampler.name}`,
    next: (progression) =>
      nextOfBrackets(progression, eta, (history, rungs) => sampler.propose(atOneRung(history, rungs))),
  };
}

/** A hyperband's next step, given how it proposes new settings that begin at a rung. */
export function nextOfBrackets(
  progression: Progression,
  eta: number,
  propose: (progression: Progression, rungs: readonly number[], level: number) => Setting,
): Step {
  const rungs = ladder(progression.fidelity, eta);
  const promoted = bestPromotion(progression, rungs, eta);
  if (promoted !== undefined) {
    const { number, until, why } = promoted;
    return { kind: 'continue', number, until, why };
  }
  const level = bracketOf(progression.seed, progression.number, rungs.length, eta);
  return { kind: 'start', setting: propose(progression, rungs, level), until: rungs[level]! };
}

/** Among the brackets' promotions the one from the highest rung. */
function bestPromotion(
  progression: Progression,
  rungs: readonly number[],
  eta: number,
): Promotion | undefined {
  const { trials, direction, seed } = progression;
  const brackets = trials.map((trial) => bracketOf(seed, trial.number, rungs.length, eta));
  const found = rungs.slice(0, -1).flatMap((_, start) => {
    const own = trials.filter((_, i) => brackets[i] === start);
    const promoted = promotion(rungs.slice(start), own, direction, eta);
    return promoted === undefined ? [] : [{ ...promoted, level: promoted.level + start }];
  });
  return found.reduce<Promotion | undefined>(
    (best, next) => (best && best.level >= next.level ? best : next),
    undefined,
  );
}

/** The rung, from 0, at which the trial of this number begins. */
export function bracketOf(seed: number, number: number, rungs: number, eta: number): number {
  const top = rungs - 1;
  const weights = Array.from({ length: rungs }, (_, s) => (pow(eta, top - s) * rungs) / (rungs - s));
  let place =
    stream(seed, number, 'strategy: bracket').uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (place -= weight) < 0),
  );
}
