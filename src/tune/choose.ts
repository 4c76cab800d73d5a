import { mean, standardDeviation } from '../math/statistics.js';
import { asCost } from '../study/direction.js';
import type { Direction } from '../study/trial.js';
import type { Candidate, Confirmation } from './confirm.js';

export interface Choice {
  readonly winner: Candidate;
  /** The one with the best mean, when a simpler one tied with it and was chosen. */
  readonly tiedWith?: Candidate;
  /** Mean and standard error of (other − winner) for each other candidate, in the metric's units as costs. */
  readonly differences: ReadonlyMap<Candidate, { readonly mean: number; readonly error: number }>;
}

/**
 * The candidate with the best mean over the rounds, or the simplest (fewest parameters) of those whose paired difference from it is
 * within one standard error: the one-standard-error rule (Breiman et al. 1984) on paired differences. One round tells nothing of
 * the noise, so the best is then taken as it is.
 */
export function choose(confirmed: readonly Confirmation[], direction: Direction): Choice {
  const candidates = [...new Set(confirmed.map((each) => each.candidate))];
  const costs = new Map(candidates.map((candidate) => [candidate, costsOf(confirmed, candidate, direction)]));
  const usable = candidates.filter((candidate) => costs.get(candidate)!.every(Number.isFinite));
  const byMean = [...usable].sort((a, b) => mean(costs.get(a)!) - mean(costs.get(b)!));
  // Nothing that was confirmed kept its loss in bounds: the simplest stands for it, and loses to the constant.
  const best = byMean[0] ?? candidates.reduce((a, b) => (b.parameters < a.parameters ? b : a));
  const tied =
    byMean.length === 0
      ? [best]
      : byMean.filter((candidate) => candidate === best || ties(costs.get(candidate)!, costs.get(best)!));
  const winner = tied.reduce(
    (simplest, each) => (each.parameters < simplest.parameters ? each : simplest),
    best,
  );
  return {
    winner,
    tiedWith: winner === best ? undefined : best,
    differences: new Map(
      usable
        .filter((candidate) => candidate !== winner)
        .map((candidate) => [candidate, difference(costs.get(candidate)!, costs.get(winner)!)]),
    ),
  };
}

const costsOf = (confirmed: readonly Confirmation[], candidate: Candidate, direction: Direction) =>
  confirmed
    .filter((each) => each.candidate === candidate)
    .sort((a, b) => a.round - b.round)
    .map((each) => asCost(each.value, direction));

function ties(costs: readonly number[], best: readonly number[]): boolean {
  const { mean: gap, error } = difference(costs, best);
  return costs.length > 1 && gap <= error;
}

function difference(costs: readonly number[], others: readonly number[]) {
  const differences = costs.map((cost, round) => cost - others[round]!);
  return { mean: mean(differences), error: standardDeviation(differences) / Math.sqrt(differences.length) };
}
