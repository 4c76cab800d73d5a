import type { Target } from './target.js';

/**
 * One number for each row of the table (NaN for rows without a target), by which rows are alike: the target; of several the first principal
 * component of the standardised targets, so that their order does not matter.
 */
export function mainAxis({ values, width, rows }: Target): Float64Array {
  if (width === 1) return values;
  const standard = standardised(values, width, rows);
  const axis = firstComponent(correlations(standard, width), width);
  const along = new Float64Array(values.length / width).fill(Number.NaN);
  rows.forEach((row, i) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += axis[k]! * standard[i * width + k]!;
    along[row] = sum;
  });
  return along;
}

/** The rows' targets, each with mean 0 and deviation 1 (or 0, when they are all equal). */
function standardised(values: Float64Array, width: number, rows: Uint32Array): Float64Array {
  const standard = new Float64Array(rows.length * width);
  for (let k = 0; k < width; k++) {
    let mean = 0;
    for (const row of rows) mean += values[row * width + k]! / rows.length;
    let variance = 0;
    for (const row of rows) {
      const off = values[row * width + k]! - mean;
      variance += (off * off) / rows.length;
    }
    const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    rows.forEach((row, i) => {
      standard[i * width + k] = (values[row * width + k]! - mean) * scale;
    });
  }
  return standard;
}

/** width × width. */
function correlations(standard: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width * width);
  for (let at = 0; at < standard.length; at += width)
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) sums[a * width + b]! += standard[at + a]! * standard[at + b]!;
  return sums;
}

const steps = 100;

/** By power iteration from the longest row, which is not at a right angle to it. */
function firstComponent(matrix: Float64Array, width: number): Float64Array {
  const lines = Array.from({ length: width }, (_, k) => matrix.subarray(k * width, (k + 1) * width));
  let axis = lines.reduce((a, b) => (length(b) > length(a) ? b : a)).slice();
  for (let step = 0; step < steps; step++) {
    const size = length(axis);
    if (!(size > 0)) return axis;
    const unit = axis.map((x) => x / size);
    axis = Float64Array.from(lines, (line) => product(line, unit));
  }
  return axis;
}

const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);

const length = (vector: Float64Array) => Math.sqrt(product(vector, vector));
