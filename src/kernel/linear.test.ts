import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { instantiateKernels } from './kernel.js';

const kernels = instantiateKernels();
kernels.memory.grow(200);

let next = kernels.roomAt();
function take(length: number) {
  const room = new Float64Array(kernels.memory.buffer, next, length);
  next += Math.ceil(length / 8) * 64;
  return room.fill(Number.NaN);
}

const strideOf = (n: number) => Math.ceil(n / 8) * 8;
const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 31, 64, 75];

/** A positive matrix, M·Mᵀ + n/2 on the diagonal, row by row with our stride; above the diagonal NaN. */
function makePositive(n: number) {
  const draws = stream(n, 0, 'positive');
  const m = Array.from({ length: n }, () => Array.from({ length: n }, () => draws.normal()));
  const full = m.map((row, i) =>
    m.map((other, j) => row.reduce((sum, value, k) => sum + value * other[k]!, 0) + (i === j ? n / 2 : 0)),
  );
  const stride = strideOf(n);
  const a = take(stride * stride);
  full.forEach((row, i) => {
    for (let j = 0; j <= i; j++) a[i * stride + j] = row[j]!;
  });
  return { a, full, stride };
}

/** The textbook's factor. */
function reference(full: number[][]): number[][] {
  const l = full.map((row) => row.map(() => 0));
  full.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  });
  return l;
}

const close = (a: number, b: number, scale = 1) => expect(Math.abs(a - b)).toBeLessThan(1e-10 * scale);

describe.each(sizes)('of %i rows', (n) => {
  const { a, full, stride } = makePositive(n);
  const bytes = stride * 8;
  const original = a.slice();
  const l = reference(full);

  test('the factor is the textbook’s', () => {
    expect(kernels.factor(n, a.byteOffset, bytes)).not.toBe(0);
    l.forEach((row, i) => {
      for (let j = 0; j <= i; j++) close(a[i * stride + j]!, row[j]!, n);
    });
  });

  test('a row added to a factor gives the factor of all', () => {
    const grown = take(stride * stride);
    grown.set(original);
    if (n > 1) kernels.factor(n - 1, grown.byteOffset, bytes);
    expect(kernels.factorRow(n - 1, grown.byteOffset, bytes)).not.toBe(0);
    for (let j = 0; j < n; j++) close(grown[(n - 1) * stride + j]!, a[(n - 1) * stride + j]!, n);
  });

  test('solutions put back give the right-hand sides', () => {
    const columns = 16;
    const draws = stream(n, 1, 'right');
    const right = Float64Array.from({ length: n * columns }, () => draws.normal());
    const b = take(n * columns);
    b.set(right);
    const one = take(stride);
    for (let i = 0; i < n; i++) one[i] = right[i * columns]!;
    kernels.solveLower(n, a.byteOffset, bytes, b.byteOffset, columns * 8, columns);
    kernels.solveUpper(n, a.byteOffset, bytes, b.byteOffset, columns * 8, columns);
    kernels.solveLowerVector(n, a.byteOffset, bytes, one.byteOffset);
    kernels.solveUpperVector(n, a.byteOffset, bytes, one.byteOffset);
    for (let i = 0; i < n; i++) {
      close(one[i]!, b[i * columns]!);
      for (let c = 0; c < columns; c++) {
        const back = full[i]!.reduce((sum, value, j) => sum + value * b[j * columns + c]!, 0);
        close(back, right[i * columns + c]!, n);
      }
    }
  });

  test('W is L⁻¹, by rows as at once, and Wᵀ·W is A⁻¹', () => {
    const w = take(stride * stride);
    kernels.invert(n, a.byteOffset, w.byteOffset, bytes);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < stride; j++) {
        const product =
          j < n ? l[i]!.reduce((sum, value, k) => sum + value * w[k * stride + j]!, 0) : w[i * stride + j]!;
        close(product, i === j ? 1 : 0);
      }
    const inverse = take(stride * stride);
    kernels.inverseFromInverted(n, w.byteOffset, inverse.byteOffset, bytes);
    const at = (i: number, j: number) => inverse[Math.max(i, j) * stride + Math.min(i, j)]!;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        close(
          full[i]!.reduce((sum, value, k) => sum + value * at(k, j), 0),
          i === j ? 1 : 0,
          n,
        );
  });

  test('W times many vectors is W times each, to the bit', () => {
    const rows = 7;
    const draws = stream(n, 4, 'rows');
    const w = take(stride * stride);
    kernels.invert(n, a.byteOffset, w.byteOffset, bytes);
    const [x, all, one] = [take(rows * stride), take(rows * stride), take(stride)];
    for (let i = 0; i < x.length; i++) x[i] = draws.normal();
    kernels.timesLowerRows(rows, n, w.byteOffset, bytes, x.byteOffset, bytes, all.byteOffset, bytes);
    for (let r = 0; r < rows; r++) {
      kernels.timesLower(n, w.byteOffset, bytes, x.byteOffset + r * bytes, one.byteOffset);
      expect(all.slice(r * stride, r * stride + n)).toEqual(one.slice(0, n));
    }
  });

  test('a lower triangle less the products of rows', () => {
    const rows = 5;
    const draws = stream(n, 3, 'products');
    const [t, to] = [take(rows * stride), take(rows * 8)];
    for (let i = 0; i < t.length; i++) t[i] = draws.normal();
    to.fill(1);
    kernels.takeProducts(rows, n, t.byteOffset, bytes, to.byteOffset, 64);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < 8; j++) {
        let left = 1;
        if (j <= i) for (let k = 0; k < n; k++) left -= t[i * stride + k]! * t[j * stride + k]!;
        close(to[i * 8 + j]!, left, n);
      }
  });

  test('products with W, one vector or many', () => {
    const columns = 8;
    const draws = stream(n, 2, 'vector');
    const w = take(stride * stride);
    kernels.invert(n, a.byteOffset, w.byteOffset, bytes);
    const k = take(n * columns);
    for (let i = 0; i < k.length; i++) k[i] = draws.normal();
    const x = take(stride);
    for (let i = 0; i < n; i++) x[i] = k[i * columns]!;
    const [wx, wtx, squares, products] = [take(stride), take(stride), take(columns), take(columns)];
    kernels.timesLower(n, w.byteOffset, bytes, x.byteOffset, wx.byteOffset);
    kernels.timesLowerTransposed(n, w.byteOffset, bytes, x.byteOffset, wtx.byteOffset);
    kernels.squaredLengths(n, w.byteOffset, bytes, k.byteOffset, columns * 8, columns, squares.byteOffset);
    kernels.timesTransposed(n, k.byteOffset, columns * 8, x.byteOffset, columns, products.byteOffset);
    const sum = (each: (i: number) => number) =>
      Array.from({ length: n }, (_, i) => each(i)).reduce((s, v) => s + v, 0);
    for (let i = 0; i < n; i++) {
      close(
        wx[i]!,
        sum((j) => w[i * stride + j]! * x[j]!),
      );
      close(
        wtx[i]!,
        sum((j) => w[j * stride + i]! * x[j]!),
      );
    }
    for (let c = 0; c < columns; c++) {
      const rows = (i: number) => sum((j) => w[i * stride + j]! * k[j * columns + c]!);
      close(
        squares[c]!,
        sum((i) => rows(i) * rows(i)),
        n,
      );
      close(
        products[c]!,
        sum((j) => k[j * columns + c]! * x[j]!),
        n,
      );
    }
    close(
      kernels.dot64(n, x.byteOffset, wx.byteOffset),
      sum((i) => x[i]! * wx[i]!),
      n,
    );
  });
});

test('a matrix that is not positive has no factor', () => {
  for (const n of [1, 4, 9, 10]) {
    const { a, stride } = makePositive(n);
    a[(n - 1) * stride + n - 1] = -1;
    expect(kernels.factor(n, a.byteOffset, stride * 8)).toBe(0);
  }
});
