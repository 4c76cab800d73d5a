import { whole } from '../../math/numeral.js';
import { stream } from '../../math/random.js';

/** At most `most` of the rows, chosen at random by the seed, in their order; all of them when there are no more. */
export function sampleOf(rows: Uint32Array, most: number, seed: number): Uint32Array {
  if (rows.length <= most) return rows;
  const random = stream(seed, 0, 'warnings/sample');
  const chosen = new Set<number>();
  while (chosen.size < most) chosen.add(random.below(rows.length));
  return Uint32Array.from(chosen, (place) => rows[place]!).sort();
}

/** Cells that are looked at in about a second; of wide tables fewer rows, though enough to know a share by. */
const mostCells = 2_000_000;
const fewestRows = 2_000;

/** How many rows of so many columns are looked at. */
export const rowsOfColumns = (columns: number, most: number) =>
  Math.max(fewestRows, Math.min(most, Math.floor(mostCells / Math.max(1, columns))));

/** ` of a sample of 100,000 rows`, or nothing when all rows were looked at. */
export const ofSample = (looked: number, all: number) =>
  looked < all ? ` of a sample of ${whole(looked)} rows` : '';
