const blocks = '▁▂▃▄▅▆▇█';
const asciiBlocks = '_.-=^';

/** Numbers as one small line of `columns` characters, the newest at its end. */
export function sparkline(values: readonly number[], columns: number, ascii: boolean): string {
  const known = values.filter(Number.isFinite);
  if (known.length < 2) return '';
  const marks = ascii ? asciiBlocks : blocks;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  return resample(known, columns)
    .map((value) => marks[Math.round(((value - low) / span) * (marks.length - 1))])
    .join('');
}

/** One value for each column: the last of those that fall into it. */
function resample(values: readonly number[], columns: number): number[] {
  if (values.length <= columns) return [...values];
  return Array.from(
    { length: columns },
    (_, i) => values[Math.ceil(((i + 1) * values.length) / columns) - 1]!,
  );
}
