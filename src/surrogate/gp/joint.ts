import { exp, log } from '../../math/elementary.js';
import type { Covariance } from './covariance.js';
import type { MaternShape } from './matern.js';
import type { Points } from './points.js';
import { type KernelPrior, leastNoise } from './prior.js';
import { differentTrainings, type Table, type Trainings, trainingFactors } from './training-factors.js';
import type { Matrix, Room, Workspace } from './workspace.js';

// The covariance of learning curves: of what settings x reach after training up to u, the logarithm of the training on a scale from 0 (the least) to 1
// (a full one). As in freeze-thaw and multi-fidelity processes (Swersky et al. 2014, arXiv 1406.3896; Kandasamy et al. 2017, arXiv 1703.06240):
//   k((x, u), (y, v))  s·M(x, y)·(w + (1 − w)·T(u, v)) + m·R(u, v)
//   M      Matérn 5/2 with automatic relevance determination over the settings, with variance 1
//   T      Matérn 5/2 over u with relevance τ: how a setting's curve leaves its own level, a share w of which stays for the whole training
//   R      Matérn 5/2 over u with relevance ρ: the course that all curves share
//   θ      log v of each group of columns, then log s, log w/(1 − w), log τ, log m, log ρ
// The last column of a point is u.

const fromMatern = 5;

/** The covariance over points whose columns but the last have this shape; `most` is how many points a matrix may have. */
export function joint(workspace: Workspace, { numeric, groups }: MaternShape, most: number): Covariance {
  const { kernels } = workspace;
  const columns = groups.length;
  const groupCount = groups.reduce((count, group) => Math.max(count, group + 1), 0);
  const relevances = workspace.take(columns + 1);
  const sums = workspace.take(columns);
  const values = workspace.takeMatrix(most, most);
  const slopes = workspace.takeMatrix(most, most);
  const weighted = workspace.takeMatrix(most, most);
  const rowSlopes = workspace.take(most);
  const theta = new Float64Array(groupCount + fromMatern);
  const factors = trainingFactors();
  let last: { points: Points; trainings: Trainings; table: Table } | undefined;
  let lastRow: { point: Room; points: Points; levels: Float64Array } | undefined;

  /** M between `a` (rows) and `b`; of one set of points with itself (`lower`) up to the diagonal. Slopes are written where `sloped`. */
  function overSettings(a: Points, b: Points, to: Matrix, lower: boolean, sloped: boolean): void {
    kernels.maternMatrix(
      a.count,
      a.at,
      a.stride,
      b.count,
      b.at,
      b.stride,
      numeric,
      columns,
      relevances.at,
      1,
      to.at,
      sloped ? slopes.at : 0,
      to.stride,
      lower,
    );
  }

  const trainingsOf = (points: Points) =>
    last?.points === points ? last.trainings : differentTrainings(column(points, columns), points.count);

  return {
    size: theta.length,
    set(given) {
      for (let i = 0; i < theta.length; i++) theta[i] = given[i]!;
      const numbers = relevances.numbers();
      groups.forEach((group, c) => {
        numbers[c] = exp(theta[group]!);
      });
      const odds = exp(theta[groupCount + 1]!);
      const strengths = {
        s: exp(theta[groupCount]!),
        w: odds / (1 + odds),
        tau: exp(theta[groupCount + 2]!),
        m: exp(theta[groupCount + 3]!),
        rho: exp(theta[groupCount + 4]!),
      };
      factors.set(strengths);
      return strengths.s + strengths.m;
    },
    matrix(points, to) {
      const trainings = trainingsOf(points);
      const table = factors.between(trainings.us);
      last = { points, trainings, table };
      overSettings(points, points, values, true, true);
      const [a, k] = [values.numbers(), to.numbers()];
      const { of, us } = trainings;
      const { level, shared } = table;
      const step = to.stride / 8;
      for (let i = 0; i < points.count; i++) {
        const here = of[i]! * us.length;
        for (let j = 0, p = i * step; j <= i; j++, p++) {
          const pair = here + of[j]!;
          k[p] = level[pair]! * a[p]! + shared[pair]!;
        }
      }
    },
    pull(g) {
      const { points, trainings, table } = last!;
      const { of, us } = trainings;
      const { level } = table;
      const gradient = new Float64Array(theta.length);
      const [gs, a, f] = [g.numbers(), values.numbers(), weighted.numbers()];
      // Of each pair of trainings: Σ g·M and Σ g.
      const own = new Float64Array(us.length * us.length);
      const all = new Float64Array(us.length * us.length);
      const step = g.stride / 8;
      for (let i = 0; i < points.count; i++) {
        const here = of[i]! * us.length;
        for (let j = 0, p = i * step; j <= i; j++, p++) {
          const pair = here + of[j]!;
          const half = i === j ? 0.5 * gs[p]! : gs[p]!;
          f[p] = gs[p]! * level[pair]!;
          own[pair]! += half * a[p]!;
          all[pair]! += half;
        }
      }
      gradient.set(factors.pull(us, table, own, all), groupCount);
      const { count, at, stride } = points;
      kernels.maternPull(count, at, stride, numeric, columns, weighted.at, slopes.at, g.stride, sums.at);
      const totals = sums.numbers();
      const numbers = relevances.numbers();
      groups.forEach((group, c) => {
        gradient[group]! += numbers[c]! * totals[c]!;
      });
      return gradient;
    },
    cross(a, b, to, lower = false) {
      overSettings(a, b, to, lower, false);
      const numbers = to.numbers();
      const step = to.stride / 8;
      const [of, asked] = [trainingsOf(a), differentTrainings(column(b, columns), b.count)];
      const { level, shared } = factors.between(of.us, asked.us);
      for (let i = 0; i < a.count; i++) {
        const here = of.of[i]! * asked.us.length;
        // Mostly one training is asked for, and its factors are the same for the whole row.
        let [own, common] = [level[here]!, shared[here]!];
        for (let j = 0, p = i * step; j < (lower ? i + 1 : b.count); j++, p++) {
          if (asked.us.length > 1) {
            own = level[here + asked.of[j]!]!;
            common = shared[here + asked.of[j]!]!;
          }
          numbers[p] = own * numbers[p]! + common;
        }
      }
    },
    row(point, points, to) {
      const { count, at, stride } = points;
      kernels.maternRow(
        point.at,
        8,
        count,
        at,
        stride,
        numeric,
        columns,
        relevances.at,
        1,
        to.at,
        rowSlopes.at,
      );
      const { of, us } = trainingsOf(points);
      const { level, shared } = factors.between(us, point.numbers().subarray(columns, columns + 1));
      const numbers = to.numbers();
      const levels = lastRow?.points === points ? lastRow.levels : new Float64Array(count);
      for (let j = 0; j < count; j++) {
        levels[j] = level[of[j]!]!;
        numbers[j] = levels[j]! * numbers[j]! + shared[of[j]!]!;
      }
      lastRow = { point, points, levels };
    },
    gradient(given) {
      const { point, points, levels } = lastRow!;
      const { count, at, stride } = points;
      const numbers = given.numbers();
      for (let j = 0; j < count; j++) numbers[j]! *= levels[j]!;
      kernels.maternGradient(
        point.at,
        count,
        at,
        stride,
        numeric,
        relevances.at,
        given.at,
        rowSlopes.at,
        sums.at,
      );
      const gradient = new Float64Array(columns + 1);
      gradient.set(sums.numbers().subarray(0, numeric));
      return gradient;
    },
  };
}

const column = (points: Points, c: number): Float64Array =>
  points.numbers().subarray((c * points.stride) / 8);

/** Normal beliefs about the logs: mean and standard deviation. */
const beliefs = {
  relevance: [0, 1.5],
  scale: [0, 1.5],
  share: [0, 1.5],
  leaving: [1.5, 1.5],
  course: [-1.5, 1.5],
  turning: [1.5, 1.5],
  noise: [-9, 2],
} as const;

/** Where a fit of `joint` begins: the middles of what is believed. */
export const jointStart = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => beliefAt(i, size)[0]);

/** Normal densities of θ, and of the log of the noise's free part. */
export const jointPrior: KernelPrior = {
  add(theta, noise, gradient) {
    const size = theta.length + 1;
    const free = Math.max(leastFree, noise - leastNoise);
    let value = 0;
    for (let i = 0; i < size; i++) {
      const [mean, deviation] = beliefAt(i, size);
      const z = ((i < theta.length ? theta[i]! : log(free)) - mean) / deviation;
      value -= 0.5 * z * z;
      gradient[i]! -= z / deviation;
    }
    return value;
  },
};

const leastFree = 1e-12;

/** Of number i of `size`, the noise being the last. */
function beliefAt(i: number, size: number): readonly [mean: number, deviation: number] {
  const names = ['scale', 'share', 'leaving', 'course', 'turning', 'noise'] as const;
  return beliefs[names[i - (size - names.length)] ?? 'relevance'];
}
