import { log } from '../../math/elementary.js';
import type { Look, Score } from '../evidence.js';

// What a process learns from: of each trial its last look, and the ones before it, which say how far what is foreseen early on is to be trusted.

export interface Looks {
  /** By trial, each trial's by how far it was trained. */
  readonly looks: readonly Look[];
  /** The score of each. */
  readonly scores: readonly Score[];
  /** The places of each score's looks. */
  readonly groups: readonly (readonly number[])[];
  /** Whether some trial was looked at before its end. */
  readonly inTraining: boolean;
  /** A training's place between the earliest look (0) and a whole one (1), on a logarithm. */
  placeOf(trained: number): number;
}

/** At most `most` looks, but the last one of every score: of those before, of the trials that were trained furthest. */
export function looksOf(scores: readonly Score[], most: number): Looks {
  const isKept = earlierKept(scores, most - scores.length);
  const own = scores.map((score) =>
    score.looks.filter((look) => look === score.looks.at(-1) || isKept(score)),
  );
  const looks = own.flat();
  const least = looks.reduce((min, { trained }) => Math.min(min, trained), 1);
  let place = 0;
  return {
    looks,
    scores: own.flatMap((each, i) => each.map(() => scores[i]!)),
    groups: own.map((each) => each.map(() => place++)),
    inTraining: least < 1,
    placeOf: (trained) => (least < 1 ? 1 - log(trained) / log(least) : 1),
  };
}

/** Whether a score's earlier looks are among the first `room`, those trained furthest first. */
function earlierKept(scores: readonly Score[], room: number): (score: Score) => boolean {
  const kept = new Set<Score>();
  let left = room;
  for (const score of [...scores].sort((a, b) => b.trained - a.trained || a.number - b.number)) {
    left -= score.looks.length - 1;
    if (left >= 0) kept.add(score);
  }
  return (score) => kept.has(score);
}
