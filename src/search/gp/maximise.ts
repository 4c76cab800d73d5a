import { log } from '../../math/elementary.js';
import type { Stream } from '../../math/random.js';
import { drawCandidates } from './candidates.js';
import { climb, type Terrain } from './climb.js';
import { greatest } from './term.js';

export interface MaximiseOptions {
  /** Points of a Sobol' sequence at which is looked first; a quarter as many more lie near good ones. */
  readonly candidates: number;
  /** How many local searches. */
  readonly searches: number;
}

export interface Valued {
  /** A seen point of the cube. */
  readonly seen: Float64Array;
  readonly value: number;
}

/** Points of high score, best first: local searches from the best candidate and from others drawn by their scores. `good` are full points. */
export function maximise(
  terrain: Terrain,
  good: readonly Float64Array[],
  { candidates, searches }: MaximiseOptions,
  draws: Stream,
): Valued[] {
  const { cube, features, score, region } = terrain;
  const sizes = { spread: candidates, near: Math.ceil(candidates / 4) };
  const fulls = [...good, ...drawCandidates(cube, region, good, draws, sizes)];
  const points = fulls.map((full) => cube.see(full));
  const batch = { points, features: points.map((point) => features.of(point)) };
  const valued = greatest(score, batch, 4 * searches);
  const found: Valued[] = valued.map(({ index, value }) => ({ seen: points[index]!, value }));
  const visit = (seen: Float64Array, value: number) => found.push({ seen, value });
  for (const { index, value } of startsAmong(valued, searches, draws))
    climb(terrain, { full: fulls[index]!, value }, visit);
  return found.sort((a, b) => b.value - a.value);
}

/** The first, and others drawn with chances that go with e^value, as Optuna's roulette, by Gumbel's trick. */
function startsAmong<T extends { value: number }>(valued: readonly T[], most: number, draws: Stream): T[] {
  const keyed = valued.slice(1).map((one) => ({ one, key: one.value - log(-log(1 - draws.uniform())) }));
  const drawn = keyed.sort((a, b) => b.key - a.key).slice(0, most - 1);
  return [...valued.slice(0, 1), ...drawn.map(({ one }) => one)];
}
