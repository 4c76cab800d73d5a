import { bestSoFar } from '../study/history.js';
import type { Direction, Trial } from '../study/trial.js';

/** So many trials without a better one, and at least half of all of them, mean that there is little left to gain. */
const patience = 300;

/** Why searching on is not worth it, when it is not. */
export function nothingLeft(trials: readonly Trial[], direction: Direction): string | undefined {
  const tried = trials.filter(
    ({ state }) => state === 'complete' || state === 'stopped' || state === 'paused',
  );
  if (tried.length < patience) return undefined;
  const best = bestSoFar(tried, direction).at(-1);
  const found = tried.find((trial) => trial.state === 'complete' && trial.value === best);
  if (found === undefined) return undefined;
  const since = tried.length - 1 - tried.indexOf(found);
  if (since < Math.max(patience, tried.length / 2)) return undefined;
  return `the last ${since} trials brought nothing better`;
}
