/** Which of the observations a density is made of. */
export interface Choice {
  /** Their indices, rising: observation `chosen[k]` is that of kernel k. */
  readonly chosen: Int32Array;
  /** The same by observation: 1 or 0. */
  readonly isChosen: Uint8Array;
  /** The same as ranges that follow each other, [from, to) by [from, to): most of thousands stand side by side and can be copied at once. */
  readonly runs: readonly (readonly [from: number, to: number])[];
}

export function choiceOf(chosen: Int32Array, observations: number): Choice {
  const isChosen = new Uint8Array(observations);
  const runs: (readonly [number, number])[] = [];
  let from = chosen[0] ?? 0;
  for (let k = 0; k < chosen.length; k++) {
    const to = chosen[k]! + 1;
    isChosen[to - 1] = 1;
    if (k + 1 < chosen.length && chosen[k + 1] === to) continue;
    runs.push([from, to]);
    from = chosen[k + 1] ?? 0;
  }
  return { chosen, isChosen, runs };
}
