/** Equal neighbours in an ascending array. */
export interface Run {
  readonly value: number;
  readonly length: number;
}

/** The runs of equal numbers in ascending order of value. */
export function* runsOf(ascending: Float64Array): Generator<Run> {
  let start = 0;
  while (start < ascending.length) {
    const value = ascending[start]!;
    let end = start + 1;
    while (end < ascending.length && ascending[end] === value) end += 1;
    yield { value, length: end - start };
    start = end;
  }
}

/** The first `most` runs from the largest value down. */
export function runsFromTop(ascending: Float64Array, most: number): Run[] {
  const runs: Run[] = [];
  let end = ascending.length;
  while (end > 0 && runs.length < most) {
    const value = ascending[end - 1]!;
    let start = end - 1;
    while (start > 0 && ascending[start - 1] === value) start -= 1;
    runs.push({ value, length: end - start });
    end = start;
  }
  return runs;
}

/** The first `most` runs from the smallest value up. */
export function runsFromBottom(ascending: Float64Array, most: number): Run[] {
  const runs: Run[] = [];
  for (const run of runsOf(ascending)) {
    if (runs.length === most) break;
    runs.push(run);
  }
  return runs;
}

/** The longest run of those with at least `share` (up to ½) of the numbers; each of these covers one of few places. */
export function longestRun(ascending: Float64Array, share: number): Run | undefined {
  const step = Math.max(1, Math.floor(share * ascending.length));
  let longest: Run | undefined;
  for (let place = 0; place < ascending.length; place += step) {
    const value = ascending[place]!;
    const length = edge(ascending, (x) => x <= value) - edge(ascending, (x) => x < value);
    if (length >= share * ascending.length && length > (longest?.length ?? 0)) longest = { value, length };
  }
  return longest;
}

/** How many of the first numbers hold; those that do come before those that do not. */
function edge(ascending: Float64Array, holds: (x: number) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ascending[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
