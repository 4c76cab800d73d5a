import type { BinErrors, ColumnErrors } from './column-errors.js';
import { everyRow, momentsOf, withoutOf } from './moments.js';

/** A bin that stands out, with its rows. */
export interface Found {
  readonly errors: BinErrors;
  readonly rows: Uint32Array;
}

/** A column with the rows of what stands out in it. */
export type Judged = Omit<ColumnErrors, 'found'> & { readonly found: readonly Found[] };

/** Columns that say much the same of much the same rows, as width and length do, are told as one: the one that matters most. */
export function withoutEchoes(ordered: readonly Judged[], truth: Float64Array | undefined): ColumnErrors[] {
  const heard: { name: string; measure: string; mask: Uint8Array; rows: number; alike: Alike[] }[] = [];
  const told = ordered.map((column) => ({
    ...column,
    found: column.found.flatMap(({ errors, rows }) => {
      const { name, measure } = column;
      const earlier = heard.find((each) => each.measure === measure && overlap(each, rows) > mostlySame);
      if (earlier) {
        if (earlier.name !== name) earlier.alike.push({ name, place: errors.place });
        return [];
      }
      const alike: Alike[] = [];
      if (heard.length < mostHeard)
        heard.push({ name, measure, mask: maskOf(rows), rows: rows.length, alike });
      return [{ errors, alike, ...(truth && { truth: truthIn(rows, truth) }) }];
    }),
  }));
  return told
    .filter(({ found }) => found.length > 0)
    .map(({ found, ...column }) => ({
      ...column,
      found: found.map(({ errors, alike, ...more }) => ({
        ...errors,
        ...more,
        ...(alike.length > 0 && { alike }),
      })),
    }));
}

type Alike = NonNullable<BinErrors['alike']>[number];

/** From which share of the rows of either that are in both. */
const mostlySame = 0.6;
/** So many places are compared with. */
const mostHeard = 40;

function maskOf(rows: Uint32Array): Uint8Array {
  const mask = new Uint8Array(rows.reduce((most, row) => Math.max(most, row), 0) + 1);
  for (const row of rows) mask[row] = 1;
  return mask;
}

/** Rows in both as a share of those in either (Jaccard). */
function overlap({ mask, rows: other }: { mask: Uint8Array; rows: number }, rows: Uint32Array): number {
  const both = rows.reduce((n, row) => n + (mask[row] ?? 0), 0);
  return both / (other + rows.length - both);
}

function truthIn(rows: Uint32Array, truth: Float64Array): NonNullable<BinErrors['truth']> {
  const all = momentsOf(truth, everyRow(truth.length));
  const own = momentsOf(truth, rows);
  return { mean: own.mean, elsewhere: withoutOf(all, own).mean };
}
