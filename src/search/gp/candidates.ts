import { exp } from '../../math/elementary.js';
import type { Stream } from '../../math/random.js';
import { sobol } from '../../math/sobol.js';
import type { Cube } from './cube.js';
import type { Region } from './region.js';

// Where local searches may begin: points of a scrambled Sobol' sequence in the region, and points near good ones, a few coordinates of which are
// moved (random axis-aligned subspace perturbations; Regis and Shoemaker 2013).

export interface CandidateOptions {
  readonly spread: number;
  readonly near: number;
}

/** Full points that keep the constraints. */
export function drawCandidates(
  cube: Cube,
  region: Region,
  good: readonly Float64Array[],
  draws: Stream,
  { spread, near }: CandidateOptions,
): Float64Array[] {
  const { dimensions } = cube;
  const sequence = sobol(dimensions, draws.uint32());
  const point = new Float64Array(dimensions);
  const even = Array.from({ length: spread }, (_, n) => {
    sequence.point(n, point);
    for (let i = 0; i < dimensions; i++)
      point[i] = region.low[i]! + point[i]! * (region.high[i]! - region.low[i]!);
    return cube.snap(point);
  });
  const close = Array.from({ length: good.length > 0 ? near : 0 }, (_, n) =>
    perturb(cube, region, good[n % good.length]!, draws),
  );
  return [...even, ...close].filter((full) => cube.allows(cube.see(full)));
}

/** Moves each coordinate with a chance of a third, in many dimensions of about 7/d, at least one; floats and orders by normal steps of a random size. */
function perturb(cube: Cube, region: Region, from: Float64Array, draws: Stream): Float64Array {
  const { dimensions } = cube;
  const chance = Math.min(1 / 3, 7 / dimensions);
  const size = 0.3 * exp(-4 * draws.uniform());
  const moved = Float64Array.from(from);
  const always = draws.below(dimensions);
  for (let i = 0; i < dimensions; i++) {
    if (i !== always && draws.uniform() >= chance) continue;
    const grid = cube.grids[i];
    if (grid !== undefined && !grid.ordered) moved[i] = grid.place(draws.below(grid.count));
    else moved[i] = Math.min(region.high[i]!, Math.max(region.low[i]!, from[i]! + size * draws.normal()));
  }
  return cube.snap(moved);
}
