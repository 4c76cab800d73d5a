import type { Parameter, Space } from '../../space/parameter.js';
import { asCost } from '../../study/direction.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { Progression } from '../strategy/strategy.js';
import type { Curves } from './curves.js';

// A process that has found a valley stays in it: there it expects most, and elsewhere little is known. Where there are several, thirty full trainings may bring nothing. So a search that
// has found no better for long begins anew, knowing nothing of how good what came before was, only where it blew up: a round. Which round a trial belongs to is kept with its facts.

const factName = 'joint_gp_round';

export interface Round {
  readonly number: number;
  /** The study as this round sees it: its own trials, and nothing believed after the first. */
  readonly progression: Progression;
}

const roundOf = ({ facts }: Trial): number => Number(facts[factName] ?? 0);

/** What a trial of a round is to be known by. */
export const asRound = ({ number }: Round): Record<string, unknown> =>
  number > 0 ? { [factName]: number } : {};

export function lastRound(progression: Progression): Round {
  const number = progression.trials.reduce((last, trial) => Math.max(last, roundOf(trial)), 0);
  if (number === 0) return { number, progression };
  const trials = progression.trials.filter((trial) => roundOf(trial) === number);
  return { number, progression: { ...progression, space: unbelieved(progression.space), trials } };
}

export const nextRound = ({ number, progression }: Round): Round => ({
  number: number + 1,
  progression: { ...progression, space: unbelieved(progression.space), trials: [] },
});

/** Beliefs have had their turn in the first round. */
function unbelieved(space: Space): Space {
  const entries = Object.entries(space).map(([name, { prior: _, ...parameter }]) => [name, parameter]);
  return Object.fromEntries(entries) as Record<string, Parameter>;
}

/** Costs that differ by less than this share of what lies between the best and the median are about as good. */
const near = 0.01;

/** Epochs trained of trials that were begun after one that is about as good as the best. */
export function withoutBetter({ trials, direction }: Progression, { costs, best }: Curves): number {
  const sorted = Float64Array.from(costs).sort();
  const enough = best + near * (sorted[sorted.length >> 1]! - best);
  const isGood = ({ state, intermediate }: Trial) =>
    state !== 'diverged' &&
    state !== 'failed' &&
    intermediate.some(({ value }) => asCost(value, direction) <= enough);
  const first = trials.filter(isGood).reduce((least, { number }) => Math.min(least, number), Infinity);
  return trials.reduce((sum, trial) => sum + (trial.number > first ? epochsTrained(trial) : 0), 0);
}
