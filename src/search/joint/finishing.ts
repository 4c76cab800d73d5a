import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { Progression } from '../strategy/strategy.js';

/** How far a trial was trained, or is about to be. */
export const goalOf = (trial: Trial, { targets, fidelity }: Progression): number =>
  trial.state === 'running' ? (targets?.get(trial.number) ?? fidelity.most) : epochsTrained(trial);

export interface Finishing {
  /** The share of training that belongs to trials that are meant for their end. */
  readonly finish: number;
  /** After how many full trainings' worth that begins. */
  readonly first: number;
  /** From so much training on a trial counts as meant for its end; default a full one. */
  readonly meant?: number;
}

/**
 * Looks are so cheap that an index alone looks for ever where little is to be gained, and where curves end is learnt from ends: after the first few full
 * trainings' worth, a share of the training belongs to trials that are meant for their end, wherever most improvement is expected there.
 */
export function isTimeToFinish(progression: Progression, { finish, first, meant }: Finishing): boolean {
  const { trials, fidelity } = progression;
  const { most } = fidelity;
  const goals = trials.map((trial) => (trial.state === 'complete' ? most : goalOf(trial, progression)));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return sum(goals.filter((goal) => goal >= (meant ?? most))) < finish * (sum(goals) - first * most);
}
