import { stream } from '../../math/random.js';
import { sobol } from '../../math/sobol.js';
import { isSameSetting } from '../../space/active.js';
import { isAllowed } from '../../space/constraint.js';
import { decode } from '../../space/encode.js';
import type { Setting, Space } from '../../space/parameter.js';
import { priorMode, samplePriorPoint } from '../../space/prior.js';
import { compareValues } from '../../study/direction.js';
import { valueAtEpoch } from '../../study/history.js';
import type { Trial } from '../../study/trial.js';
import { drawNew } from '../draw-new.js';
import { firstSetting } from '../first-setting.js';
import type { Progression } from '../strategy/strategy.js';
import { wasTried } from '../tried.js';

// What is looked at first where something is believed: the believed best itself, three settings of the Sobol' sequence, which knows nothing of the belief, then in turns one that is half as
// far from the believed best as a draw from the prior, and one of the sequence. As long as the believed best is worse than most of these, only the sequence goes on: a
// wrong belief costs one look. The settings of the sequence also say later how far the belief is to be trusted.

export const isBelieved = (space: Space): boolean =>
  Object.values(space).some(({ prior }) => prior !== undefined);

const purpose = 'search: joint gp, first';

export interface Look {
  readonly setting: Setting;
  /** What is to be kept with the trial: that its setting knew nothing of the belief. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

const factName = 'joint_gp_even';

/** A setting to look at before the process is asked; `rung` is how far the first look goes. */
export function firstLook(progression: Progression, rung: number): Look {
  const { space, trials, seed, number } = progression;
  if (!isBelieved(space)) return { setting: firstSetting(progression, purpose) };
  const draws = stream(seed, number, purpose);
  const mode = modeOf(progression);
  if (isAllowed(space, mode) && !wasTried(space, trials, mode)) return { setting: mode };
  const first = sobol(Object.keys(space).length, seed).point(number);
  const isEven = number <= evenFirst || number % 2 === 0 || !modeHolds(progression, mode, rung);
  let tries = 0;
  const setting = drawNew(space, trials, () => {
    const even = tries++ === 0 ? first : Float64Array.from(first, () => draws.uniform());
    return decode(space, isEven ? even : halfWay(space, samplePriorPoint(space, draws), even));
  });
  return isEven ? { setting, facts: { [factName]: true } } : { setting };
}

/** So many looks of the sequence come right after the mode. */
const evenFirst = 3;

/** Trials that knew nothing of the belief, and did not fail. */
export const evenLooks = (trials: readonly Trial[]): Trial[] =>
  trials.filter(({ facts, state }) => facts[factName] === true && state !== 'failed');

/** Whether the mode is no worse at the first rung than all but a third of the looks that knew nothing of it. */
function modeHolds(progression: Progression, mode: Setting, rung: number): boolean {
  const { space, trials, direction } = progression;
  const own = trials.find(({ setting }) => isSameSetting(space, setting, mode));
  if (own === undefined || own.state === 'diverged') return false;
  const there = (trial: Trial) => valueAtEpoch(trial, rung);
  const others = evenLooks(trials).filter(
    (trial) => trial.state === 'diverged' || there(trial) !== undefined,
  );
  if (there(own) === undefined || others.length === 0) return true;
  const beaten = others.filter(
    (other) => other.state === 'diverged' || compareValues(there(own), there(other), direction) < 0,
  );
  return beaten.length >= others.length * enough;
}

/** A mode holds as long as it beats so many of the settings that were looked at without the belief. */
export const enough = 1 / 3;

/** The setting that is believed in most; what has no prior is at a place that the seed decides. */
export function modeOf({ space, seed }: Pick<Progression, 'space' | 'seed'>): Setting {
  return decode(space, priorMode(space, sobol(Object.keys(space).length, seed).point(0)));
}

/** Numbers half as far from the mode as in `drawn`; what has no prior as in `even`. */
function halfWay(space: Space, drawn: Float64Array, even: Float64Array): Float64Array {
  const mode = priorMode(space, drawn);
  return Float64Array.from(Object.values(space), ({ kind, prior }, i) => {
    if (prior === undefined) return even[i]!;
    return kind === 'categorical' ? drawn[i]! : (drawn[i]! + mode[i]!) / 2;
  });
}

/**
 * How far a belief is trusted, from 0 to 1, by what is now expected of the ends: of the mode, and of settings that were looked at without the belief. None where it is no better
 * than half of them; and the share of them that it beats.
 */
export function trustIn(mode: number, others: ArrayLike<number>): { trust: number; beats: number } {
  let worse = 0;
  for (let i = 0; i < others.length; i++) worse += others[i]! > mode ? 1 : 0;
  const beats = others.length === 0 ? 1 : worse / others.length;
  return { trust: Math.max(0, 2 * beats - 1), beats };
}
