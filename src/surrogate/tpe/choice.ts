/** Which of the observations a density is made of. */
export interface Choice {
  /** Their indices, rising. */
  readonly chosen: Int32Array;
  /** Whether kernel k is that of observation k, those that are not chosen having no weight, rather than that of observation `chosen[k]`. */
  readonly whole: boolean;
  /** How many observations have a kernel. */
  readonly count: number;
  /** What differs from an earlier choice. */
  since(earlier: Choice): Changes;
}

/** Observations, rising. */
export interface Changes {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

/** Of `observations`: where most are chosen, leaving a few without weight is sooner done than copying what is kept of the others. */
export function choiceOf(chosen: Int32Array, observations: number): Choice {
  const whole = 2 * chosen.length > observations;
  let known: { readonly earlier: Choice; readonly changes: Changes } | undefined;
  return {
    chosen,
    whole,
    count: whole ? observations : chosen.length,
    since(earlier) {
      if (known?.earlier !== earlier) known = { earlier, changes: changesBetween(earlier.chosen, chosen) };
      return known.changes;
    },
  };
}

/** Behind the last observation. */
const none = 0x7fffffff;

function changesBetween(before: Int32Array, after: Int32Array): Changes {
  const added: number[] = [];
  const removed: number[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    const old = i < before.length ? before[i]! : none;
    const now = j < after.length ? after[j]! : none;
    if (old < now) removed.push(old);
    if (now < old) added.push(now);
    if (old <= now) i++;
    if (now <= old) j++;
  }
  return { added, removed };
}
