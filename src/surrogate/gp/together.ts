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

/** What each observation would have been expected to be, had it not been seen. */
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
    covariance.cross(laid, laid, among);
    const n = points.count;
    const [from, to] = [
      (i: number) => cross.at + i * cross.stride,
      (i: number) => white.at + i * white.stride,
    ];
    rows.forEach((_, i) => {
      kernels.timesLower(n, inverse.at, inverse.stride, from(i), to(i));
    });
    const prior = among.numbers();
    return {
      mean: Float64Array.from(rows, (_, i) => kernels.dot64(n, from(i), alpha.at)),
      covariance: rows.map((_, i) =>
        Float64Array.from(
          rows,
          (_, j) => prior[(i * among.stride) / 8 + j]! - kernels.dot64(n, to(i), to(j)),
        ),
      ),
    };
  };
}

/** Each observation of a process without pending points, expected from all the others at the same θ. */
export function leaveOneOut({ observations, inverse, alpha }: Conditioned): LeftOut {
  const { values, points } = observations;
  const n = points.count;
  const step = inverse.stride / 8;
  const [w, a] = [inverse.numbers(), alpha.numbers()];
  const precision = new Float64Array(n);
  for (let k = 0; k < n; k++)
    for (let i = 0; i <= k; i++) precision[i]! += w[k * step + i]! * w[k * step + i]!;
  return {
    mean: precision.map((each, i) => values[i]! - a[i]! / each),
    variance: precision.map((each) => 1 / each),
  };
}
