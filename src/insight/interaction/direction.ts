import { countValues } from '../../space/values.js';
import type { Belief } from '../belief.js';
import { averages, type Believed, believed } from './contrast.js';
import { movedTo, standpoints } from './standpoints.js';

/** Which way a numeric hyperparameter pulls, all others being anywhere in the space where it exists. */
export interface Direction {
  readonly name: string;
  /** The cost at four fifths of its range against that at one fifth. */
  readonly rise: Believed;
  /** The cost in the middle against the mean of a tenth and nine tenths: below zero when the best is inside. */
  readonly middle: Believed;
  /** What of it is claimed: raising lowers the cost, raises it, the best is inside, or nothing. */
  readonly claim?: 'falls' | 'rises' | 'inside';
}

const levels = [0.1, 0.2, 0.5, 0.8, 0.9] as const;
const places = 12;
/** A claim is made from this chance on that it has the right sign. */
export const sureEnough = 0.98;

/** The directions of all numeric hyperparameters that vary; none where the belief is silent. */
export function directionsOf(belief: Belief): Direction[] {
  if (belief.silence !== undefined) return [];
  return numericNames(belief).map((name) => directionOf(belief, name));
}

export const numericNames = ({ evidence: { space } }: Belief): string[] =>
  Object.keys(space).filter((name) => space[name]!.kind !== 'categorical' && countValues(space[name]!) > 1);

function directionOf(belief: Belief, name: string): Direction {
  const { space } = belief.evidence;
  const stands = standpoints(belief, [name], places);
  const blocks = levels.map((level) => stands.map((point) => movedTo(space, point, { [name]: level })));
  const { own } = averages(belief, blocks, `direction of ${name}`);
  const rise = believed(own.map(([, low, , high]) => high! - low!));
  const middle = believed(own.map(([least, , centre, , most]) => centre! - (least! + most!) / 2));
  return { name, rise, middle, ...claimOf(rise, middle) };
}

/** A slope, where there is one; where both ends are worse than the middle by more than one end is than the other, the middle. */
function claimOf(rise: Believed, middle: Believed): Pick<Direction, 'claim'> {
  const inside = middle.effect < 0 && middle.sure >= sureEnough;
  if (inside && Math.abs(middle.effect) > Math.abs(rise.effect) / 2) return { claim: 'inside' };
  if (rise.sure >= sureEnough) return { claim: rise.effect < 0 ? 'falls' : 'rises' };
  return inside ? { claim: 'inside' } : {};
}
