/** The name most like `wanted`, when one is alike enough that it may have been meant. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const tolerated = Math.max(1, Math.ceil(wanted.length / 3));
  let nearest: string | undefined;
  let least = tolerated + 1;
  for (const name of names) {
    const distance = isAbbreviation(wanted, name) ? 1 : editDistance(simplified(wanted), simplified(name));
    if (distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return nearest ?? names.find((name) => wanted.length > 2 && simplified(name).includes(simplified(wanted)));
}

/** The sentence that ends an error about an unknown name. */
export function suggestName(wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  return names.length === 0 ? 'There are none.' : `There are: ${names.join(', ')}.`;
}

const simplified = (name: string) => name.toLowerCase().replace(/[-_ ]/g, '');

const isAbbreviation = (wanted: string, name: string) =>
  wanted.length > 1 && simplified(name).startsWith(simplified(wanted));

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
