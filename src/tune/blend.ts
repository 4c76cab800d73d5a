import { mean, standardDeviation } from '../math/statistics.js';
import { type Measure, measured } from '../model/measure.js';
import { asCost } from '../study/direction.js';
import type { Direction } from '../study/trial.js';
import type { Candidate, Confirmation } from './confirm.js';
import { joined, joinedWeights } from './part-score.js';
import type { EncodedPart } from './prepare.js';

/** How much of the final model each candidate's networks make up; shares add up to 1. */
export interface Blend {
  readonly shares: ReadonlyMap<Candidate, number>;
  /** Mean cost over the rounds of one network of each, and of the winner's alone, on rows that none was trained on. */
  readonly cost: number;
  readonly alone: number;
}

const mostSteps = 12;

/**
 * Which candidates to average with the winner: greedy selection with replacement (Caruana et al. 2004) on the validation rows of each
 * confirmed round, with one network of each candidate, none of which has seen those rows. The blend is taken only when it beats the
 * winner's network by more than one standard error of the paired differences over at least two rounds.
 */
export function blend(
  confirmed: readonly Confirmation[],
  winner: Candidate,
  direction: Direction,
  partOf: (id: number) => EncodedPart,
): Blend {
  const candidates = [...new Set(confirmed.map((each) => each.candidate))].filter((candidate) =>
    confirmed.every((each) => each.candidate !== candidate || Number.isFinite(each.value)),
  );
  const rounds = roundsOf(confirmed, candidates, partOf);
  const costOf = (round: Round, sums: Float64Array, count: number) =>
    asCost(scoreOf(round, sums, count), direction);

  let counts = new Map([[winner, 1]]);
  let sums = rounds.map((round) => round.predictions.get(winner)!.slice());
  const alone = rounds.map((round, i) => costOf(round, sums[i]!, 1));
  let best = { counts, costs: alone };
  for (let step = 2; step <= mostSteps + 1; step++) {
    const options = candidates.map((candidate) => {
      const added = rounds.map((round, i) => plus(sums[i]!, round.predictions.get(candidate)!));
      return { candidate, added, costs: rounds.map((round, i) => costOf(round, added[i]!, step)) };
    });
    const chosen = options.reduce((a, b) => (mean(b.costs) < mean(a.costs) ? b : a));
    sums = chosen.added;
    counts = new Map(counts).set(chosen.candidate, (counts.get(chosen.candidate) ?? 0) + 1);
    if (mean(chosen.costs) < mean(best.costs)) best = { counts, costs: chosen.costs };
  }
  const gains = alone.map((cost, round) => cost - best.costs[round]!);
  const isClear = gains.length > 1 && mean(gains) > standardDeviation(gains) / Math.sqrt(gains.length);
  const taken = isClear ? best : { counts: new Map([[winner, 1]]), costs: alone };
  const total = [...taken.counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    shares: new Map([...taken.counts].map(([candidate, count]) => [candidate, count / total])),
    cost: mean(taken.costs),
    alone: mean(alone),
  };
}

/** What each candidate's networks say of all validation rows of a round (one part, or every fold). */
interface Round {
  readonly measure: Measure;
  readonly truth: Float64Array;
  readonly weights?: Float64Array;
  readonly predictions: ReadonlyMap<Candidate, Float64Array>;
}

function roundsOf(
  confirmed: readonly Confirmation[],
  candidates: readonly Candidate[],
  partOf: (id: number) => EncodedPart,
): Round[] {
  const numbers = [...new Set(confirmed.map(({ round }) => round))];
  return numbers.map((number) => {
    const own = confirmed.filter(
      ({ round, candidate }) => round === number && candidates.includes(candidate),
    );
    const parts = own[0]!.trained.map(({ part }) => partOf(part).part);
    return {
      measure: parts[0]!.measure,
      truth: joined(parts.map(({ validationTruth }) => validationTruth)),
      weights: joinedWeights(parts),
      predictions: new Map(
        own.map(({ candidate, trained }) => [
          candidate,
          joined(trained.map(({ predictions }) => predictions)),
        ]),
      ),
    };
  });
}

const plus = (a: Float64Array, b: Float64Array) => a.map((value, i) => value + b[i]!);

const scoreOf = ({ measure, truth, weights }: Round, sums: Float64Array, count: number) =>
  measured(
    measure,
    truth,
    sums.map((sum) => sum / count),
    weights,
  );
