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
