import { exp } from '../../math/elementary.js';
import type { Covariance } from './covariance.js';
import type { Points } from './points.js';
import type { Matrix, Room, Workspace } from './workspace.js';

// The Matérn covariance with smoothness 5/2 and automatic relevance determination, with the parameters of Optuna's GPSampler (`_gp/gp.py`):
//   r²   Σ v·d², d being a difference of numbers, or 1 for categories that differ
//   k    s·(1 + √5·r + 5/3·r²)·e^(−√5·r)
//   v    a relevance, 1/length²; columns of one group share theirs
//   θ    log v of each group, then log s

export interface MaternShape {
  /** How many of the columns, the first ones, are numbers; the others are categories, alike or not. */
  readonly numeric: number;
  /** The group of each column, 0 … groups − 1. */
  readonly groups: readonly number[];
}

/** The covariance over points whose columns have this shape; `most` is how many points a matrix may have. */
export function matern(workspace: Workspace, { numeric, groups }: MaternShape, most: number): Covariance {
  const { kernels } = workspace;
  const columns = groups.length;
  const groupCount = groups.reduce((count, group) => Math.max(count, group + 1), 0);
  const weights = workspace.take(columns);
  const sums = workspace.take(columns);
  const rowSlopes = workspace.take(most);
  let slopes: Matrix | undefined;
  let scale = 1;
  let lastMatrix: { points: Points; values: Matrix } | undefined;
  let lastRow: { point: Room; points: Points } | undefined;
  const shape = [numeric, columns, weights.at] as const;

  return {
    size: groupCount + 1,
    set(theta) {
      const numbers = weights.numbers();
      groups.forEach((group, c) => {
        numbers[c] = exp(theta[group]!);
      });
      scale = exp(theta[groupCount]!);
      return scale;
    },
    matrix(points, to) {
      slopes ??= workspace.takeMatrix(most, most);
      lastMatrix = { points, values: to };
      const { at, stride, count } = points;
      kernels.maternMatrix(
        count,
        at,
        stride,
        count,
        at,
        stride,
        ...shape,
        scale,
        to.at,
        slopes.at,
        to.stride,
        true,
      );
    },
    pull(g) {
      const { points, values } = lastMatrix!;
      const { count, at, stride } = points;
      const gradient = new Float64Array(groupCount + 1);
      gradient[groupCount] = scalePull(count, g, values);
      kernels.maternPull(count, at, stride, numeric, columns, g.at, slopes!.at, g.stride, sums.at);
      const totals = sums.numbers();
      const relevances = weights.numbers();
      groups.forEach((group, c) => {
        gradient[group]! += relevances[c]! * totals[c]!;
      });
      return gradient;
    },
    cross(a, b, to, lower = false) {
      kernels.maternMatrix(
        a.count,
        a.at,
        a.stride,
        b.count,
        b.at,
        b.stride,
        ...shape,
        scale,
        to.at,
        0,
        to.stride,
        lower,
      );
    },
    row(point, points, to) {
      lastRow = { point, points };
      kernels.maternRow(
        point.at,
        8,
        points.count,
        points.at,
        points.stride,
        ...shape,
        scale,
        to.at,
        rowSlopes.at,
      );
    },
    gradient(factors) {
      const { point, points } = lastRow!;
      kernels.maternGradient(
        point.at,
        points.count,
        points.at,
        points.stride,
        numeric,
        weights.at,
        factors.at,
        rowSlopes.at,
        sums.at,
      );
      const gradient = new Float64Array(columns);
      gradient.set(sums.numbers().subarray(0, numeric));
      return gradient;
    },
  };

  /** ∂k/∂log s is k itself. */
  function scalePull(count: number, g: Matrix, values: Matrix): number {
    const diagonal = g.numbers();
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += kernels.dot64(i, g.at + i * g.stride, values.at + i * values.stride);
      sum += 0.5 * diagonal[i * (g.stride / 8) + i]! * scale;
    }
    return sum;
  }
}
