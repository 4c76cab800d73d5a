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
  const ranked = [...enough].sort((a, b) => a.cost - b.cost || a.number - b.number);
  const good = Math.floor(most / 2);
  const rest = ranked.length - good;
  const even = Array.from(
    { length: most - good },
    (_, i) => ranked[good + Math.floor((i * rest) / (most - good))]!,
  );
  return [...ranked.slice(0, good), ...even].sort((a, b) => a.number - b.number);
}
