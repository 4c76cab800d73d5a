/** Rows from one value (included) to the next one (excluded, except in the last bin). */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

/** Counts in bins of equal width from the smallest number to the largest. */
export function histogramOf(values: Float64Array, bins: number): Bin[] {
  const [low, high] = values.reduce(
    ([a, b], x) => [Math.min(a, x), Math.max(b, x)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const width = (high - low) / bins;
  const counts = new Uint32Array(bins);
  for (const x of values) {
    const bin = width > 0 ? Math.floor((x - low) / width) : 0;
    counts[Math.min(bins - 1, bin)]! += 1;
  }
  return Array.from(counts, (rows, k) => ({
    from: low + k * width,
    to: k === bins - 1 ? high : low + (k + 1) * width,
    rows,
  }));
}
