import { exp } from '../../math/elementary.js';
import type { Stream } from '../../math/random.js';
import { symmetricEigen } from '../../math/symmetric-eigen.js';
import type { Features } from '../../surrogate/gp/features.js';
import { fitKernel, startOf } from '../../surrogate/gp/fit.js';
import { joint, jointStart } from '../../surrogate/gp/joint.js';
import { matern } from '../../surrogate/gp/matern.js';
import { layPoints, takePoints } from '../../surrogate/gp/points.js';
import { type Conditioned, makeRegression, type Regression } from '../../surrogate/gp/regression.js';
import { withSharedLuck } from '../../surrogate/gp/shared-luck.js';
import { type LeftOut, leaveOut, type Together, togetherness } from '../../surrogate/gp/together.js';
import { makeWorkspace } from '../../surrogate/gp/workspace.js';
import { insightJointPrior, insightPrior } from './prior.js';

// A process and the doubt about its own parameters. With some tens of trials the likelihood leaves the relevances open by factors, and intervals at the best ones
// alone are too narrow: so a few sets of parameters are drawn from the normal approximation at the maximum (Laplace), and weighted by how likely they are.

export interface Sample {
  /** The columns of each observation (surrogate/gp/features.ts), and the place in training behind them where `inTraining`. */
  readonly rows: readonly Float64Array[];
  /** Whether the last column is how far it was trained (surrogate/gp/joint.ts). */
  readonly inTraining: boolean;
  /** Observations that are left out together, the last of each group being the one that is foreseen; by their places. */
  readonly groups: readonly (readonly number[])[];
  readonly values: ArrayLike<number>;
  /** Known noise variances, on top of the fitted one. */
  readonly extraNoise: ArrayLike<number>;
}

/** One set of parameters, conditioned on the sample. */
export interface Member {
  readonly weight: number;
  readonly noise: number;
  readonly leftOut: LeftOut;
  together(rows: readonly Float64Array[]): Together;
}

export interface ProcessOptions {
  /** How many sets of parameters; default 8. */
  readonly members?: number;
  /** The most points asked about at once; default 64. */
  readonly mostAsked?: number;
}

/** No set of parameters may count for more than this many times the best one: the approximation is rough far from it. */
const mostWeight = 3;

/** Processes that explain a sample of at least two, their weights summing to 1; the first one is the most likely. */
export function explain(
  features: Features,
  sample: Sample,
  draws: Stream,
  { members = 8, mostAsked = 64 }: ProcessOptions = {},
): Member[] {
  const first = makeRoom(features, sample, mostAsked);
  const best = fitKernel(first.regression, first.observations, startsOf(first.regression, features, sample));
  const around = spreadAround(first, best.raw);
  const others = Array.from({ length: members - 1 }, () => {
    const { raw, logDensity } = around(draws);
    const found = first.regression.logPosterior(first.observations, raw);
    if (found === undefined) return undefined;
    return { raw, weight: Math.min(mostWeight, exp(found.value - best.logPosterior - logDensity)) };
  }).filter((each) => each !== undefined && each.weight > 1e-3);
  const chosen = [{ raw: best.raw, weight: 1 }, ...others] as { raw: Float64Array; weight: number }[];
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);
  return chosen.flatMap(({ raw, weight }, i) => {
    const room = i === 0 ? first : makeRoom(features, sample, mostAsked);
    const conditioned = room.regression.condition(room.observations, raw);
    return conditioned === undefined ? [] : [memberOf(room, sample, conditioned, weight / total)];
  });
}

type Room = ReturnType<typeof makeRoom>;

function makeRoom(
  features: Features,
  { rows, inTraining, groups, values, extraNoise }: Sample,
  mostAsked: number,
) {
  const workspace = makeWorkspace();
  const columns = features.columns + Number(inTraining);
  const most = Math.max(rows.length, mostAsked);
  const covariance = inTraining
    ? withSharedLuck(joint(workspace, features, most), groups)
    : matern(workspace, features, most);
  const prior = inTraining ? insightJointPrior : insightPrior;
  const regression = makeRegression(workspace, covariance, prior, columns, most);
  const points = layPoints(takePoints(workspace, columns, most), rows);
  const together = togetherness(workspace, regression, columns, most, mostAsked);
  return { regression, observations: { points, values, extraNoise }, together };
}

const memberOf = ({ together }: Room, sample: Sample, conditioned: Conditioned, weight: number): Member => ({
  weight,
  noise: conditioned.noise + (sample.inTraining ? exp(conditioned.raw.at(-2)!) : 0),
  leftOut: leaveOut(conditioned, sample.groups),
  together: (rows) => together(conditioned, rows),
});

/** Where a fit begins, and another start: nothing matters much, all is noise; where that is as good an explanation the first start does not find it. */
function startsOf(
  regression: Regression,
  { groupCount }: Features,
  { inTraining }: Sample,
): [Float64Array, Float64Array] {
  const { size } = regression;
  const start = startOf(regression);
  if (inTraining) {
    start.set(jointStart(size - 1).subarray(groupCount), groupCount);
    start.fill(-6, size - 2);
  }
  const quiet = Float64Array.from(start).fill(-2, 0, groupCount);
  quiet.fill(-2, size - (inTraining ? 2 : 1));
  return [start, quiet];
}

const step = 0.05;
/** Curvatures below this leave a parameter to its prior's width at most. */
const leastCurvature = 0.4;

/** Draws from the normal approximation at a maximum, each with the log of its density over that at the maximum. */
function spreadAround({ regression, observations }: Room, centre: Float64Array) {
  const n = centre.length;
  const gradientAt = (p: number, by: number) => {
    const moved = Float64Array.from(centre);
    moved[p]! += by;
    return regression.logPosterior(observations, moved)?.gradient;
  };
  const hessian = new Float64Array(n * n);
  for (let p = 0; p < n; p++) {
    const [above, below] = [gradientAt(p, step), gradientAt(p, -step)];
    for (let q = 0; q < n; q++) {
      const slope = above && below ? (below[q]! - above[q]!) / (2 * step) : Number(p === q);
      hessian[p * n + q]! += slope / 2;
      hessian[q * n + p]! += slope / 2;
    }
  }
  const { values, vectors } = symmetricEigen(hessian, n);
  return (draws: Stream) => {
    const raw = Float64Array.from(centre);
    let logDensity = 0;
    for (let i = 0; i < n; i++) {
      const z = draws.normal();
      logDensity -= 0.5 * z * z;
      const length = z / Math.sqrt(Math.max(leastCurvature, values[i]!));
      for (let p = 0; p < n; p++) raw[p]! += length * vectors[p * n + i]!;
    }
    return { raw, logDensity };
  };
}
