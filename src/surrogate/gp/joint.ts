import { exp, log } from '../../math/elementary.js';
import type { Covariance } from './covariance.js';
import type { MaternShape } from './matern.js';
import type { Points } from './points.js';
import { type KernelPrior, leastNoise } from './prior.js';
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
  const alone = workspace.take(8);
  const sums = workspace.take(columns);
  const settings = part(workspace, most);
  const curves = part(workspace, most);
  const course = part(workspace, most);
  const weighted = workspace.takeMatrix(most, most);
  const rowSlopes = workspace.take(most);
  const levels = workspace.take(most);
  const theta = new Float64Array(groupCount + fromMatern);
  let [s, w, tau, m, rho] = [1, 0.5, 1, 1, 1];
  let lastPoints: Points | undefined;
  let lastPoint: Room | undefined;
  let lastRow: Points | undefined;

  /** The Matérn covariance over u alone. */
  function overTraining(points: Points, relevance: number, to: Part): void {
    alone.numbers()[0] = relevance;
    const u = points.at + columns * points.stride;
    const { at, stride } = to.values;
    kernels.maternMatrix(
      points.count,
      u,
      points.stride,
      points.count,
      u,
      points.stride,
      1,
      1,
      alone.at,
      1,
      at,
      to.slopes.at,
      stride,
      true,
    );
  }

  /** M between `a` (rows) and `b`. */
  function overSettings(a: Points, b: Points, to: Matrix): void {
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
      0,
      to.stride,
      false,
    );
  }

  return {
    size: theta.length,
    set(given) {
      for (let i = 0; i < theta.length; i++) theta[i] = given[i]!;
      const numbers = relevances.numbers();
      groups.forEach((group, c) => {
        numbers[c] = exp(theta[group]!);
      });
      const odds = exp(theta[groupCount + 1]!);
      [s, w] = [exp(theta[groupCount]!), odds / (1 + odds)];
      [tau, m, rho] = [exp(theta[groupCount + 2]!), exp(theta[groupCount + 3]!), exp(theta[groupCount + 4]!)];
      return s + m;
    },
    matrix(points, to) {
      lastPoints = points;
      const { count, at, stride } = points;
      const { values, slopes } = settings;
      kernels.maternMatrix(
        count,
        at,
        stride,
        count,
        at,
        stride,
        numeric,
        columns,
        relevances.at,
        1,
        values.at,
        slopes.at,
        values.stride,
        true,
      );
      overTraining(points, tau, curves);
      overTraining(points, rho, course);
      const [a, t, r, k] = [values.numbers(), curves.values.numbers(), course.values.numbers(), to.numbers()];
      const step = to.stride / 8;
      for (let i = 0; i < count; i++)
        for (let p = i * step; p <= i * step + i; p++) k[p] = s * a[p]! * (w + (1 - w) * t[p]!) + m * r[p]!;
    },
    pull(g) {
      const points = lastPoints!;
      const { count } = points;
      const gradient = new Float64Array(theta.length);
      const [gs, a, t, r] = [
        g.numbers(),
        settings.values.numbers(),
        curves.values.numbers(),
        course.values.numbers(),
      ];
      const [dt, dr] = [curves.slopes.numbers(), course.slopes.numbers()];
      const f = weighted.numbers();
      const u = column(points, columns);
      const step = g.stride / 8;
      for (let i = 0; i < count; i++)
        for (let j = 0; j <= i; j++) {
          const p = i * step + j;
          const half = i === j ? 0.5 * gs[p]! : gs[p]!;
          const far = (u[i]! - u[j]!) * (u[i]! - u[j]!);
          const level = w + (1 - w) * t[p]!;
          const byScale = half * s * a[p]!;
          f[p] = gs[p]! * s * level;
          gradient[groupCount]! += byScale * level;
          gradient[groupCount + 1]! += byScale * (1 - t[p]!) * w * (1 - w);
          gradient[groupCount + 2]! += byScale * (1 - w) * dt[p]! * tau * far;
          gradient[groupCount + 3]! += half * m * r[p]!;
          gradient[groupCount + 4]! += half * m * dr[p]! * rho * far;
        }
      const { at, stride } = points;
      kernels.maternPull(
        count,
        at,
        stride,
        numeric,
        columns,
        weighted.at,
        settings.slopes.at,
        g.stride,
        sums.at,
      );
      const totals = sums.numbers();
      const numbers = relevances.numbers();
      groups.forEach((group, c) => {
        gradient[group]! += numbers[c]! * totals[c]!;
      });
      return gradient;
    },
    cross(a, b, to) {
      overSettings(a, b, to);
      const numbers = to.numbers();
      const step = to.stride / 8;
      const [us, vs] = [column(a, columns), column(b, columns)];
      for (let i = 0; i < a.count; i++) {
        let [level, shared, at] = [0, 0, Number.NaN];
        for (let j = 0; j < b.count; j++) {
          if (vs[j] !== at) {
            at = vs[j]!;
            const far = (us[i]! - at) * (us[i]! - at);
            level = s * (w + (1 - w) * matern52(tau * far));
            shared = m * matern52(rho * far);
          }
          numbers[i * step + j] = level * numbers[i * step + j]! + shared;
        }
      }
    },
    row(point, points, to) {
      const { count, at, stride } = points;
      lastRow = points;
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
      const here = point.numbers();
      const us = column(points, columns);
      const [numbers, level] = [to.numbers(), levels.numbers()];
      lastPoint = point;
      for (let j = 0; j < count; j++) {
        const far = (us[j]! - here[columns]!) * (us[j]! - here[columns]!);
        level[j] = s * (w + (1 - w) * matern52(tau * far));
        numbers[j] = level[j]! * numbers[j]! + m * matern52(rho * far);
      }
    },
    gradient(factors) {
      const { count, at, stride } = lastRow!;
      const [numbers, level] = [factors.numbers(), levels.numbers()];
      for (let j = 0; j < count; j++) numbers[j]! *= level[j]!;
      kernels.maternGradient(
        lastPoint!.at,
        count,
        at,
        stride,
        numeric,
        relevances.at,
        factors.at,
        rowSlopes.at,
        sums.at,
      );
      const gradient = new Float64Array(columns + 1);
      gradient.set(sums.numbers().subarray(0, numeric));
      return gradient;
    },
  };
}

interface Part {
  readonly values: Matrix;
  readonly slopes: Matrix;
}

const part = (workspace: Workspace, most: number): Part => ({
  values: workspace.takeMatrix(most, most),
  slopes: workspace.takeMatrix(most, most),
});

const column = (points: Points, c: number): Float64Array =>
  points.numbers().subarray((c * points.stride) / 8);

/** 1 at 0, over r². */
function matern52(squared: number): number {
  const r = Math.sqrt(5 * squared);
  return (1 + r + (r * r) / 3) * exp(-r);
}

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
