// Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, section 8.5): slower
// than the methods for large matrices, and as precise as any; for some tens of rows.

const mostSweeps = 60;

export interface Eigen {
  /** In no order. */
  readonly values: Float64Array;
  /** n × n, by rows: column i is the vector of value i. */
  readonly vectors: Float64Array;
}

/** Of an n × n matrix, by rows, which is left as it is. */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const a = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < mostSweeps && isUneven(a, n); sweep++)
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors };
}

/** Whether something off the diagonal is more than rounding beside the diagonal. */
function isUneven(a: Float64Array, n: number): boolean {
  let off = 0;
  let on = 0;
  for (let i = 0; i < n; i++) {
    on += a[i * n + i]! * a[i * n + i]!;
    for (let j = i + 1; j < n; j++) off += a[i * n + j]! * a[i * n + j]!;
  }
  return off > 1e-32 * on;
}

/** Makes a[p][q] zero. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number) {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const tau = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let k = 0; k < n; k++) mix(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) mix(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) mix(vectors, k * n + p, k * n + q, c, s);
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}

function mix(numbers: Float64Array, first: number, second: number, c: number, s: number) {
  const x = numbers[first]!;
  const y = numbers[second]!;
  numbers[first] = c * x - s * y;
  numbers[second] = s * x + c * y;
}
