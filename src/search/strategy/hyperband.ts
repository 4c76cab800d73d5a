import type { Setting } from '../../space/parameter.js';
import { bracketOf } from '../bracket.js';
import { random } from '../random.js';
import { ladder } from './ladder.js';
import { type Promotion, promotion } from './promotion.js';
import { atOneRung } from './seen.js';
import type { Progression, Step, Strategy } from './strategy.js';
import { checkEta, type HalvingStrategyOptions } from './successive-halving.js';

// Asynchronous Hyperband: every trial belongs to a bracket, which says at which rung it begins and with whom it is compared; each bracket is a
// successive halving of its own (Li et al. 2018, arXiv 1603.06560). With `tpe` for new settings it is like BOHB.

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
