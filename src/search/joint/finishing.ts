import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { Progression } from '../strategy/strategy.js';

/** How far a trial was trained, or is about to be. */
export const goalOf = (trial: Trial, { targets, fidelity }: Progression): number =>
  trial.state === 'running' ? (targets?.get(trial.number) ?? fidelity.most) : epochsTrained(trial);

/**
 * Looks are so cheap that an index alone looks for ever where little is to be gained, and where curves end is learnt from ends: after the first few full
 * trainings' worth, a share of the training belongs to trials that are trained to their end in one go, wherever most improvement is expected there.
 */
export function isTimeToFinish(
  progression: Progression,
  { finish, first }: { readonly finish: number; readonly first: number },
): boolean {
  const { trials, fidelity } = progression;
  const { most } = fidelity;
  const goals = trials.map((trial) => goalOf(trial, progression));
  const ends = trials.filter(({ state }, i) => state === 'complete' || goals[i]! >= most).length;
  const given = goals.reduce((sum, goal) => sum + goal, 0);
  return ends * most < finish * (given - first * most);
}
