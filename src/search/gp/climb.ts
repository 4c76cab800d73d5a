import { minimize } from '../../math/lbfgs.js';
import type { Features } from '../../surrogate/gp/features.js';
import type { Cube, Grid } from './cube.js';
import type { Region } from './region.js';
import { type Batch, greatest, type Term } from './term.js';

// Local search over mixed points, after Optuna's (`_gp/optim_mixed.py`): gradient steps in the floats, in units of the lengths over which the
// objective changes; then, one discrete coordinate after the other and for as long as one is better, its best change, to any of up to sixteen values or
// of a category, else to those 1, 2, 4, 8 … values away; both again until neither finds anything.

export interface Terrain {
  readonly cube: Cube;
  readonly features: Features;
  readonly score: Required<Term>;
  readonly region: Region;
  /** For each coordinate the length over which the objective changes. */
  readonly lengths: readonly number[];
}

export interface Summit {
  readonly full: Float64Array;
  readonly value: number;
}

const rounds = 6;
const mostChanges = 8;
const fewValues = 16;
const leastGain = 1e-6;

/** Climbs from a full point that the region holds; every point that was valued is shown to `visit`, seen, with its value. */
export function climb(
  terrain: Terrain,
  start: Summit,
  visit: (seen: Float64Array, value: number) => void,
): Summit {
  let here = start;
  for (let round = 0; round < rounds; round++) {
    const before = here.value;
    here = climbFloats(terrain, here, visit);
    const changed = climbGrids(terrain, here, visit);
    if (changed.value - before <= leastGain || changed === here) return changed;
    here = changed;
  }
  return here;
}

function climbFloats(
  terrain: Terrain,
  start: Summit,
  visit: (seen: Float64Array, value: number) => void,
): Summit {
  const { cube, features, score, region, lengths } = terrain;
  const seenStart = cube.see(start.full);
  const floats = Array.from(cube.grids.keys()).filter(
    (i) => cube.grids[i] === undefined && !Number.isNaN(seenStart[i]!),
  );
  if (floats.length === 0) return start;
  const fullAt = (z: Float64Array) => {
    const full = Float64Array.from(start.full);
    floats.forEach((i, f) => {
      full[i] = Math.min(1, Math.max(0, z[f]! * lengths[i]!));
    });
    return full;
  };
  const inUnits = (point: Float64Array) => Float64Array.from(floats, (i) => point[i]! / lengths[i]!);
  const loss = (z: Float64Array) => {
    const seen = cube.see(fullAt(z));
    if (!cube.allows(seen)) return undefined;
    const { value, gradient } = score.at(seen, features.of(seen));
    if (!Number.isFinite(value)) return undefined;
    return { value: -value, gradient: Float64Array.from(floats, (i) => -gradient[i]! * lengths[i]!) };
  };
  if (loss(inUnits(start.full)) === undefined) return start;
  const found = minimize(loss, inUnits(start.full), {
    bounds: { low: inUnits(region.low), high: inUnits(region.high) },
    gradientTolerance: 1e-2,
    valueTolerance: 1e-5,
    firstStep: 0.3,
    steps: 40,
    calls: 60,
  });
  if (!(-found.value > start.value)) return start;
  const full = fullAt(found.x);
  visit(cube.see(full), -found.value);
  return { full, value: -found.value };
}

function climbGrids(
  terrain: Terrain,
  start: Summit,
  visit: (seen: Float64Array, value: number) => void,
): Summit {
  const discrete = Array.from(terrain.cube.grids.keys()).filter(
    (i) => (terrain.cube.grids[i]?.count ?? 1) > 1,
  );
  let here = start;
  // As many in a row found nothing; all of them: it is the best around.
  let vain = 0;
  for (let change = 0; change < mostChanges * discrete.length && vain < discrete.length; change++) {
    const better = bestChange(terrain, here, discrete[change % discrete.length]!, visit);
    vain = better === undefined ? vain + 1 : 0;
    here = better ?? here;
  }
  return here;
}

/** The best of the changes of one coordinate that are better than `here`. */
function bestChange(
  terrain: Terrain,
  here: Summit,
  coordinate: number,
  visit: (seen: Float64Array, value: number) => void,
): Summit | undefined {
  const fulls = neighbours(terrain, here.full, coordinate);
  if (fulls.length === 0) return undefined;
  const points = fulls.map((full) => terrain.cube.see(full));
  const batch: Batch = { points, features: points.map((point) => terrain.features.of(point)) };
  const best = greatest(terrain.score, batch, 1, here.value + leastGain)[0];
  if (best === undefined) return undefined;
  visit(points[best.index]!, best.value);
  return { full: fulls[best.index]!, value: best.value };
}

/** Full points that differ from one in a discrete coordinate, if it exists there, keep the constraints and lie in the region. */
export function neighbours(
  { cube, region }: Pick<Terrain, 'cube' | 'region'>,
  full: Float64Array,
  coordinate: number,
): Float64Array[] {
  const grid = cube.grids[coordinate];
  if (grid === undefined || Number.isNaN(cube.see(full)[coordinate]!)) return [];
  const found: Float64Array[] = [];
  for (const index of indicesAround(grid.indexAt(full[coordinate]!), grid)) {
    const place = grid.place(index);
    if (grid.ordered && (place < region.low[coordinate]! || place > region.high[coordinate]!)) continue;
    const changed = Float64Array.from(full);
    changed[coordinate] = place;
    if (cube.allows(cube.see(changed))) found.push(changed);
  }
  return found;
}

function indicesAround(here: number, { count, ordered }: Grid): number[] {
  const found: number[] = [];
  if (ordered && count > fewValues) {
    for (let distance = 1; distance < count; distance *= 2) {
      if (here >= distance) found.push(here - distance);
      if (here + distance < count) found.push(here + distance);
    }
    return found;
  }
  for (let index = 0; index < count; index++) if (index !== here) found.push(index);
  return found;
}
