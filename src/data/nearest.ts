/** The name that is the fewest edits away, letter case apart, if that is near enough to be a slip of the hand. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const folded = wanted.toLowerCase().trim();
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const name of names) {
    const edits = editDistance(folded, name.toLowerCase().trim(), fewest);
    if (edits < fewest) [best, fewest] = [name, edits];
  }
  return best ?? names.find((name) => folded.length > 2 && name.toLowerCase().includes(folded));
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); gives up at `limit`. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, before[j - 2]! + 1);
      row.push(edits);
    }
    [before, above] = [above, row];
  }
  return Math.min(limit, above[b.length]!);
}
