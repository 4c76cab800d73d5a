import type { Stream } from '../../math/random.js';
import type { Together } from '../../surrogate/gp/together.js';

/**
 * Draws of a normal vector, its deviations multiplied by `width`: L·z with L·Lᵀ the covariance, by Cholesky with zeros where nothing is left. Sums of four rows
 * go on side by side, each in its own order, since one alone waits for every addition.
 */
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
    let i = 0;
    for (; i + 3 < n; i += 4) timesFourRows(lower, n, i, z, drawn);
    for (; i < n; i++) drawn[i] = along(lower, i * n, z, i + 1);
    for (let k = 0; k < n; k++) drawn[k] = mean[k]! + width * drawn[k]!;
    return drawn;
  });
}

/** Rows i … i + 3 of L·z. */
function timesFourRows(lower: Float64Array, n: number, i: number, z: Float64Array, to: Float64Array) {
  const a = i * n;
  const b = a + n;
  const c = b + n;
  const d = c + n;
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  for (let j = 0; j <= i; j++) {
    const own = z[j]!;
    s += lower[a + j]! * own;
    t += lower[b + j]! * own;
    u += lower[c + j]! * own;
    v += lower[d + j]! * own;
  }
  to[i] = s;
  to[i + 1] = t + lower[b + i + 1]! * z[i + 1]!;
  to[i + 2] = u + lower[c + i + 1]! * z[i + 1]! + lower[c + i + 2]! * z[i + 2]!;
  to[i + 3] =
    v + lower[d + i + 1]! * z[i + 1]! + lower[d + i + 2]! * z[i + 2]! + lower[d + i + 3]! * z[i + 3]!;
}

function along(lower: Float64Array, row: number, z: Float64Array, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += lower[row + j]! * z[j]!;
  return sum;
}

/** L row by row, n numbers each. */
function choleskyOf(matrix: readonly Float64Array[]): Float64Array {
  const n = matrix.length;
  const lower = new Float64Array(n * n);
  const least = 1e-10 * matrix.reduce((most, row, i) => Math.max(most, row[i]!), 0);
  for (let j = 0; j < n; j++) {
    const left = rest(lower, j * n, j * n, j, matrix[j]![j]!);
    if (!(left > least)) continue;
    const root = Math.sqrt(left);
    lower[j * n + j] = root;
    // By symmetry the column of the matrix is its row.
    const column = matrix[j]!;
    let i = j + 1;
    for (; i + 3 < n; i += 4) fourOfColumn(lower, n, i, j, column, root);
    for (; i < n; i++) lower[i * n + j] = rest(lower, i * n, j * n, j, column[i]!) / root;
  }
  return lower;
}

/** A number less the products of two rows over their first `count` numbers. */
function rest(lower: Float64Array, a: number, b: number, count: number, from: number): number {
  let left = from;
  for (let k = 0; k < count; k++) left -= lower[a + k]! * lower[b + k]!;
  return left;
}

/** Rows i … i + 3 of column j. */
function fourOfColumn(
  lower: Float64Array,
  n: number,
  i: number,
  j: number,
  column: Float64Array,
  root: number,
) {
  const own = j * n;
  const a = i * n;
  const b = a + n;
  const c = b + n;
  const d = c + n;
  let s = column[i]!;
  let t = column[i + 1]!;
  let u = column[i + 2]!;
  let v = column[i + 3]!;
  for (let k = 0; k < j; k++) {
    const factor = lower[own + k]!;
    s -= lower[a + k]! * factor;
    t -= lower[b + k]! * factor;
    u -= lower[c + k]! * factor;
    v -= lower[d + k]! * factor;
  }
  lower[a + j] = s / root;
  lower[b + j] = t / root;
  lower[c + j] = u / root;
  lower[d + j] = v / root;
}
