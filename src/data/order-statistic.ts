/** The p-quantile of ascending numbers, linear between neighbours (Hyndman and Fan's type 7); NaN when there are none. */
export function quantile(ascending: Float64Array, p: number): number {
  const last = ascending.length - 1;
  if (last < 0) return Number.NaN;
  const at = p * last;
  const below = Math.floor(at);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, last)]!;
  const share = at - below;
  return low === high ? low : low * (1 - share) + high * share;
}

/** The numbers that are not NaN, ascending. */
export function ascendingOf(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/** The number below which half of the weight lies: the median of the numbers each repeated as its weight says; NaN when there are none. */
export function weightedMedian(values: Float64Array, weights: Float64Array): number {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let below = 0;
  for (const [place, i] of order.entries()) {
    below += weights[i]!;
    if (below > half) return values[i]!;
    if (below === half) return (values[i]! + values[order[place + 1] ?? i]!) / 2;
  }
  return Number.NaN;
}
