import { layPoints, takePoints } from './points.js';
import type { Conditioned, Regression } from './regression.js';
import type { Workspace } from './workspace.js';

// Several points of f at once, given the observations (Rasmussen and Williams 2006, equation 2.24), and each observation given all others (their
// equations 5.10 to 5.12):
//   mean          K*·α
//   covariance    K** − T·Tᵀ, T = K*·Wᵀ
//   without one   yᵢ − αᵢ/(C⁻¹)ᵢᵢ, variance 1/(C⁻¹)ᵢᵢ with its noise, where (C⁻¹)ᵢᵢ = Σₖ Wₖᵢ²

/** f at some points: a normal vector. */
export interface Together {
  readonly mean: Float64Array;
  /** By rows, as many as points. */
  readonly covariance: readonly Float64Array[];
}

/** What observations would have been expected to be, had they not been seen. */
export interface LeftOut {
  readonly mean: Float64Array;
  /** Of the observation, its noise included. */
  readonly variance: Float64Array;
}

/** Room to ask a regression's processes about at most `most` points at once, `observed` being the most observations. */
export function togetherness(
  workspace: Workspace,
  { covariance }: Regression,
  columns: number,
  observed: number,
  most: number,
) {
  const { kernels } = workspace;
  const asked = takePoints(workspace, columns, most);
  const cross = workspace.takeMatrix(most, observed);
  const white = workspace.takeMatrix(most, observed);
  const among = workspace.takeMatrix(most, most);

  return (
    { observations: { points }, inverse, alpha }: Conditioned,
    rows: readonly ArrayLike<number>[],
  ): Together => {
    const laid = layPoints(asked, rows);
    covariance.cross(laid, points, cross);
    covariance.cross(laid, laid, among, true);
    const n = points.count;
    const { at, stride } = inverse;
    kernels.timesLowerRows(rows.length, n, at, stride, cross.at, cross.stride, white.at, white.stride);
    kernels.takeProducts(rows.length, n, white.at, white.stride, among.at, among.stride);
    return {
      mean: Float64Array.from(rows, (_, i) => kernels.dot64(n, cross.at + i * cross.stride, alpha.at)),
      covariance: symmetric(among.numbers(), among.stride / 8, rows.length),
    };
  };
}

/** A matrix by rows, of which the lower half is given. */
function symmetric(numbers: Float64Array, step: number, count: number): Float64Array[] {
  const rows = Array.from({ length: count }, () => new Float64Array(count));
  for (let i = 0; i < count; i++) mirror(numbers, i * step, rows, i);
  return rows;
}

function mirror(numbers: Float64Array, from: number, rows: readonly Float64Array[], i: number) {
  const own = rows[i]!;
  for (let j = 0; j <= i; j++) {
    own[j] = numbers[from + j]!;
    rows[j]![i] = numbers[from + j]!;
  }
}

/** Each observation of a process without pending points, expected from all the others at the same θ. */
export const leaveOneOut = (conditioned: Conditioned): LeftOut =>
  leaveOut(
    conditioned,
    Array.from({ length: conditioned.observations.points.count }, (_, i) => [i]),
  );

/**
 * The last observation of each group, expected from all that are not in the group at the same θ: of a group B, y − ((C⁻¹)_BB)⁻¹·α_B with covariance
 * ((C⁻¹)_BB)⁻¹. The process has no pending points.
 */
export function leaveOut(
  { observations: { values, points }, inverse, alpha }: Conditioned,
  groups: readonly (readonly number[])[],
): LeftOut {
  const n = points.count;
  const step = inverse.stride / 8;
  const [w, a] = [inverse.numbers(), alpha.numbers()];
  const precision = (i: number, j: number) => {
    let sum = 0;
    for (let k = Math.max(i, j); k < n; k++) sum += w[k * step + i]! * w[k * step + j]!;
    return sum;
  };
  const found = groups.map((group) => lastOf(group, precision, a));
  return {
    mean: Float64Array.from(found, ({ off }, g) => values[groups[g]!.at(-1)!]! - off),
    variance: Float64Array.from(found, ({ variance }) => variance),
  };
}

/** The last row of P⁻¹·α and the last number of P⁻¹, P being a group's precision: by elimination from the first to the last. */
function lastOf(
  group: readonly number[],
  precision: (i: number, j: number) => number,
  alpha: ArrayLike<number>,
): { off: number; variance: number } {
  const rows = group.map((i) => [...group.map((j) => precision(i, j)), alpha[i]!]);
  const m = rows.length;
  for (let p = 0; p < m; p++)
    for (let i = p + 1; i < m; i++) {
      const factor = rows[i]![p]! / rows[p]![p]!;
      for (let j = p; j <= m; j++) rows[i]![j]! -= factor * rows[p]![j]!;
    }
  const [pivot, rest] = [rows[m - 1]![m - 1]!, rows[m - 1]![m]!];
  return { off: rest / pivot, variance: 1 / pivot };
}
