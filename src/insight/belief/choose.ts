import type { Evidence, Score } from '../evidence.js';

/**
 * The scores that are learnt from, by number: all, or of many the best half of `most`, and of the others as many, evenly by rank, those trained to their end before
 * those that were not.
 */
export function chooseScores(
  { complete, scores }: Pick<Evidence, 'complete' | 'scores'>,
  most: number,
): Score[] {
  if (scores.length <= most) return [...scores];
  const enough = complete.length >= most ? complete : scores;
  const ranked = rankedOf(enough);
  const good = Math.floor(most / 2);
  const rest = ranked.length - good;
  const even = Array.from(
    { length: most - good },
    (_, i) => ranked[good + Math.floor((i * rest) / (most - good))]!,
  );
  return [...ranked.subarray(0, good), ...even]
    .map((place) => enough[place]!)
    .sort((a, b) => a.number - b.number);
}

/** The places of scores, the least cost first, then by number: numbers are sorted faster than what holds them. */
function rankedOf(scores: readonly Score[]): Uint32Array {
  const costs = Float64Array.from(scores, ({ cost }) => cost);
  return Uint32Array.from(costs.keys()).sort(
    (a, b) => costs[a]! - costs[b]! || scores[a]!.number - scores[b]!.number,
  );
}
