// Columns as ranges and levels, each with the rows that are in it: where errors are looked for. Pure: a column comes as its cells.

/** A range of a column's values, one of its levels, all rarer levels together, or its missing cells. */
export type Place =
  | {
      readonly kind: 'range';
      /** The least and the greatest value seen in it: a number, or a date as text. */
      readonly from: number | string;
      readonly to: number | string;
      /** Whether nothing was seen below, or above, it. */
      readonly end?: 'first' | 'last';
    }
  | { readonly kind: 'level'; readonly level: string }
  | { readonly kind: 'others'; readonly levels: number }
  | { readonly kind: 'missing' };

/** Some rows of a column; `rows` are indices into its cells. */
export interface Bin {
  readonly place: Place;
  readonly rows: Uint32Array;
}

/** Ranges come in their order, and ordered levels as well. */
export interface BinnedColumn {
  readonly name: string;
  readonly bins: readonly Bin[];
}

/** With fewer rows a mean error is mostly luck. */
export const fewestInBin = 30;
const mostRanges = 8;
const rowsOfRange = 2 * fewestInBin;

/** Ranges with about as many rows each, equal values in one of them; NaN is missing. `say` is what a value is told as. */
export function numberBins(cells: Float64Array, say: (value: number) => number | string = (x) => x): Bin[] {
  const present = Uint32Array.from(cells.keys()).filter((row) => !Number.isNaN(cells[row]!));
  present.sort((a, b) => cells[a]! - cells[b]!);
  const many = Math.max(1, Math.min(mostRanges, Math.floor(present.length / rowsOfRange)));
  const edges = [0];
  for (let i = 1; i <= many; i++) {
    let end = Math.floor((i * present.length) / many);
    while (end < present.length && cells[present[end]!] === cells[present[end - 1]!]) end += 1;
    const isLast = end === present.length;
    // What a value that many rows share has left over goes to its neighbour.
    const isSmall = end - edges.at(-1)! < fewestInBin;
    if (isLast && isSmall && edges.length > 1) edges.pop();
    if (isLast || !isSmall) edges.push(end);
    if (isLast) break;
  }
  const ranges = edges.slice(1).map((end, i) => present.slice(edges[i]!, end));
  const bins = ranges.map((rows, i): Bin => {
    const end = i === 0 ? 'first' : i === ranges.length - 1 ? 'last' : undefined;
    const [from, to] = [say(cells[rows[0]!]!), say(cells[rows.at(-1)!]!)];
    return { place: { kind: 'range', from, to, ...(end && { end }) }, rows };
  });
  return withMissing(bins.length > 1 ? bins : [], cells.length, present);
}

/** A bin for each level that enough rows have, in the given order or the most frequent first, and one for all others; undefined is missing. */
export function levelBins(cells: readonly (string | undefined)[], order?: readonly string[]): Bin[] {
  const rows = new Map<string, number[]>();
  const present: number[] = [];
  cells.forEach((level, row) => {
    if (level === undefined) return;
    present.push(row);
    const own = rows.get(level);
    if (own) own.push(row);
    else rows.set(level, [row]);
  });
  const known = [...rows.keys()].sort((a, b) => rows.get(b)!.length - rows.get(a)!.length);
  const levels = order?.filter((level) => rows.has(level)) ?? known;
  const frequent = levels.filter((level) => rows.get(level)!.length >= fewestInBin);
  const rare = known.filter((level) => !frequent.includes(level));
  const bins: Bin[] = frequent.map((level) => ({
    place: { kind: 'level', level },
    rows: Uint32Array.from(rows.get(level)!),
  }));
  const others = Uint32Array.from(rare.flatMap((level) => rows.get(level)!)).sort();
  if (others.length > 0) bins.push({ place: { kind: 'others', levels: rare.length }, rows: others });
  return withMissing(bins, cells.length, Uint32Array.from(present));
}

/** Bins of enough rows that leave enough, and the rows that lack the value. */
function withMissing(bins: readonly Bin[], all: number, present: Uint32Array): Bin[] {
  const isPresent = new Uint8Array(all);
  for (const row of present) isPresent[row] = 1;
  const missing = Uint32Array.from(isPresent.keys()).filter((row) => !isPresent[row]);
  return [...bins, { place: { kind: 'missing' } as const, rows: missing }].filter(
    ({ rows }) => rows.length >= fewestInBin && all - rows.length >= fewestInBin,
  );
}
