import { mean, standardDeviation } from '../math/statistics.js';
import { asCost } from '../study/direction.js';
import type { Direction } from '../study/trial.js';
import type { Choice } from './choose.js';
import type { Candidate, Confirmation } from './confirm.js';

/**
 * What a difference has to exceed to mean anything: the pooled standard deviation of the candidates' paired differences from the winner
 * over the rounds (the root of the mean of their variances); the standard deviation of the winner's own score when there is no other
 * candidate; 1 % of its score when it was trained in one round alone.
 */
export function noiseOf(confirmed: readonly Confirmation[], choice: Choice, direction: Direction): number {
  const own = costsByRound(confirmed, choice.winner, direction);
  if (own.size < 2) return 0.01 * Math.abs([...own.values()][0] ?? Number.NaN);
  const variances = [...choice.differences.keys()]
    .map((other) => differences(costsByRound(confirmed, other, direction), own))
    .filter((each) => each.length > 1)
    .map((each) => standardDeviation(each) * standardDeviation(each));
  return variances.length > 0 ? Math.sqrt(mean(variances)) : standardDeviation([...own.values()]);
}

const costsByRound = (confirmed: readonly Confirmation[], candidate: Candidate, direction: Direction) =>
  new Map(
    confirmed
      .filter((each) => each.candidate === candidate && Number.isFinite(each.value))
      .map((each) => [each.round, asCost(each.value, direction)]),
  );

/** In the rounds that both were trained in. */
const differences = (costs: ReadonlyMap<number, number>, own: ReadonlyMap<number, number>) =>
  [...costs].filter(([round]) => own.has(round)).map(([round, cost]) => cost - own.get(round)!);
