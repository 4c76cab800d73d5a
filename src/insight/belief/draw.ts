import type { Stream } from '../../math/random.js';
import type { Together } from '../../surrogate/gp/together.js';

/** Draws of a normal vector, its deviations multiplied by `width`: L·z with L·Lᵀ the covariance, by Cholesky with zeros where nothing is left. */
export function drawTogether(
  { mean, covariance }: Together,
  width: number,
  draws: Stream,
  count: number,
): Float64Array[] {
  const n = mean.length;
  const lower = choleskyOf(covariance);
  const z = new Float64Array(n);
  return Array.from({ length: count }, () => {
    for (let i = 0; i < n; i++) z[i] = draws.normal();
    const drawn = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const row = lower[i]!;
      let off = 0;
      for (let j = 0; j <= i; j++) off += row[j]! * z[j]!;
      drawn[i] = mean[i]! + width * off;
    }
    return drawn;
  });
}

function choleskyOf(matrix: readonly Float64Array[]): Float64Array[] {
  const n = matrix.length;
  const lower = matrix.map(() => new Float64Array(n));
  const least = 1e-10 * matrix.reduce((most, row, i) => Math.max(most, row[i]!), 0);
  for (let j = 0; j < n; j++) {
    let left = matrix[j]![j]!;
    const own = lower[j]!;
    for (let k = 0; k < j; k++) left -= own[k]! * own[k]!;
    if (!(left > least)) continue;
    const root = Math.sqrt(left);
    own[j] = root;
    for (let i = j + 1; i < n; i++) {
      const row = lower[i]!;
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= row[k]! * own[k]!;
      row[j] = rest / root;
    }
  }
  return lower;
}
