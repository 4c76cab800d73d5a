import { log } from '../../../math/elementary.js';
import type { Stream } from '../../../math/random.js';

/** Numbers of many rows, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  readonly numbers: Float64Array;
}

/** Σₖ x[k] W[k][j] for each row; `weights` is x.width × width, row-major. */
export function product(x: Matrix, weights: ArrayLike<number>, width: number): Matrix {
  const numbers = new Float64Array(x.rows * width);
  for (let row = 0; row < x.rows; row++) {
    const sums = numbers.subarray(row * width, (row + 1) * width);
    for (let k = 0; k < x.width; k++) {
      const input = x.numbers[row * x.width + k]!;
      const from = k * width;
      if (input !== 0) for (let j = 0; j < width; j++) sums[j]! += input * weights[from + j]!;
    }
  }
  return { rows: x.rows, width, numbers };
}

/** The deviation of each column over the rows, dividing by their count. */
export function deviations({ rows, width, numbers }: Matrix): Float64Array {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  numbers.forEach((x, i) => {
    means[i % width]! += x / rows;
  });
  numbers.forEach((x, i) => {
    const off = x - means[i % width]!;
    squares[i % width]! += (off * off) / rows;
  });
  return squares.map(Math.sqrt);
}

/** Points that a bias is made of. */
const points = 5;

/**
 * For each unit minus a random mean of its weighted sums at five random rows, so that it bends somewhere among the rows; the shares are
 * exponential draws over their sum ("he+5" of RealMLP, after Steinwart 2019, "A sober look at neural network initializations").
 */
export function biasesAmong({ rows, width, numbers }: Matrix, random: Stream): Float64Array {
  return Float64Array.from({ length: width }, (_, j) => {
    const chosen = Array.from({ length: points }, () => numbers[random.below(rows) * width + j]!);
    const shares = chosen.map(() => -log(1 - random.uniform()));
    const total = shares.reduce((sum, share) => sum + share, 0);
    return -chosen.reduce((sum, x, i) => sum + (x * shares[i]!) / total, 0);
  });
}
