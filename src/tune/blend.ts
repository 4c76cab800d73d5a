import { mean, standardDeviation } from '../math/statistics.js';
import { score } from '../model/metrics.js';
import { asCost } from '../study/direction.js';
import type { Direction } from '../study/trial.js';
import type { Candidate, Confirmation } from './confirm.js';
import type { EncodedPart } from './prepare.js';

/** How much of the final model each candidate's networks make up; shares add up to 1. */
export interface Blend {
  readonly shares: ReadonlyMap<Candidate, number>;
  /** Mean cost of the blend and of the winner alone over the rounds, on rows that neither was trained on. */
  readonly cost: number;
  readonly alone: number;
}

const mostSteps = 12;

/**
 * Which candidates to average with the winner: greedy selection with replacement (Caruana et al. 2004) on the validation rows of each
 * confirmed part, which none of the part's networks has seen. The blend is taken only when it beats the winner alone by more than
 * one standard error of the paired differences over the parts.
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
  const parts = predictionsByPart(confirmed, candidates);
  const costsOf = (counts: ReadonlyMap<Candidate, number>) =>
    parts.map(({ id, predictions }) => asCost(scoreOf(partOf(id), average(predictions, counts)), direction));

  const alone = costsOf(new Map([[winner, 1]]));
  let counts = new Map([[winner, 1]]);
  let costs = alone;
  let best = { counts, costs };
  for (let step = 0; step < mostSteps; step++) {
    const options = candidates.map((candidate) => {
      const next = new Map(counts).set(candidate, (counts.get(candidate) ?? 0) + 1);
      return { counts: next, costs: costsOf(next) };
    });
    const chosen = options.reduce((a, b) => (mean(b.costs) < mean(a.costs) ? b : a));
    ({ counts, costs } = chosen);
    if (mean(costs) < mean(best.costs)) best = chosen;
  }
  const gains = alone.map((cost, part) => cost - best.costs[part]!);
  const error = gains.length > 1 ? standardDeviation(gains) / Math.sqrt(gains.length) : 0;
  const taken = mean(gains) > error ? best : { counts: new Map([[winner, 1]]), costs: alone };
  const total = [...taken.counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    shares: new Map([...taken.counts].map(([candidate, count]) => [candidate, count / total])),
    cost: mean(taken.costs),
    alone: mean(alone),
  };
}

interface PartPredictions {
  readonly id: number;
  readonly predictions: ReadonlyMap<Candidate, Float64Array>;
}

function predictionsByPart(
  confirmed: readonly Confirmation[],
  candidates: readonly Candidate[],
): PartPredictions[] {
  const parts = new Map<number, Map<Candidate, Float64Array>>();
  for (const { candidate, trained } of confirmed) {
    if (!candidates.includes(candidate)) continue;
    for (const { part, predictions } of trained) {
      if (!parts.has(part)) parts.set(part, new Map());
      parts.get(part)!.set(candidate, predictions);
    }
  }
  return [...parts].map(([id, predictions]) => ({ id, predictions }));
}

function average(predictions: PartPredictions['predictions'], counts: ReadonlyMap<Candidate, number>) {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let mixed: Float64Array | undefined;
  for (const [candidate, count] of counts) {
    const own = predictions.get(candidate)!;
    mixed ??= new Float64Array(own.length);
    for (let i = 0; i < own.length; i++) mixed[i]! += (count / total) * own[i]!;
  }
  return mixed!;
}

const scoreOf = ({ part }: EncodedPart, predictions: Float64Array) =>
  score(part.metric, part.validationTruth, predictions, Math.max(1, part.classes));
