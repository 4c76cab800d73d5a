/** Which of the observations a density is made of. */
export interface Choice {
  /** Their indices, rising: observation `chosen[k]` is that of kernel k. */
  readonly chosen: Int32Array;
  /** The same as ranges that follow each other, [from, to) by [from, to): most of thousands stand side by side and can be copied at once. */
  readonly runs: readonly (readonly [from: number, to: number])[];
  /** What differs from an earlier choice. */
  since(earlier: Choice): Changes;
}

/** Observations, rising. */
export interface Changes {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

export function choiceOf(chosen: Int32Array): Choice {
  const known = new WeakMap<Choice, Changes>();
  return {
    chosen,
    runs: runsOf(chosen),
    since(earlier) {
      let changes = known.get(earlier);
      if (changes === undefined) known.set(earlier, (changes = changesBetween(earlier.chosen, chosen)));
      return changes;
    },
  };
}

function runsOf(chosen: Int32Array) {
  const runs: (readonly [number, number])[] = [];
  let from = chosen[0] ?? 0;
  for (let k = 0; k < chosen.length; k++) {
    const to = chosen[k]! + 1;
    if (k + 1 < chosen.length && chosen[k + 1] === to) continue;
    runs.push([from, to]);
    from = chosen[k + 1] ?? 0;
  }
  return runs;
}

function changesBetween(before: Int32Array, after: Int32Array): Changes {
  const added: number[] = [];
  const removed: number[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    const [old, now] = [before[i] ?? Number.POSITIVE_INFINITY, after[j] ?? Number.POSITIVE_INFINITY];
    if (old < now) removed.push(old);
    if (now < old) added.push(now);
    if (old <= now) i++;
    if (now <= old) j++;
  }
  return { added, removed };
}

/** Shorter ranges are sooner copied one by one. */
const long = 64;

/** Copies what `all` has of the observations chosen. */
export function gather(all: Float64Array, { chosen, runs }: Choice, to: Float64Array): void {
  if (chosen.length < long * runs.length) {
    for (let k = 0; k < chosen.length; k++) to[k] = all[chosen[k]!]!;
    return;
  }
  let k = 0;
  for (const [from, end] of runs) {
    to.set(all.subarray(from, end), k);
    k += end - from;
  }
}
