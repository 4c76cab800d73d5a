import { stream } from '../math/random.js';

/** A row that was kept: its number, counted by whoever offered it, and what it holds. */
export interface KeptRow<T> {
  readonly number: number;
  readonly held: T;
  readonly size: number;
}

export interface RowSampleOptions {
  /** At most so many rows are kept. */
  readonly rows: number;
  /** And at most so much in all, in the units of `size`. */
  readonly size: number;
  readonly seed: number;
}

/**
 * A sample without bias of rows that pass by once and whose number nobody knows: every row draws a number, and those with the smallest stay.
 * Holds twice as many for a while; equal seeds and rows give equal samples.
 */
export function rowSample<T>({ rows, size, seed }: RowSampleOptions) {
  const random = stream(seed, 0, 'sample');
  let kept: (KeptRow<T> & { readonly draw: number })[] = [];
  let total = 0;
  let seen = 0;
  /** Rows that draw this or more are not among the smallest. */
  let bound = 1;

  /** Leaves the rows of the smallest draws. */
  function prune(most: number, room: number) {
    const byDraw = kept.slice().sort((a, b) => a.draw - b.draw);
    let sum = 0;
    let count = 0;
    while (count < byDraw.length && count < most && sum + byDraw[count]!.size <= room)
      sum += byDraw[count++]!.size;
    if (count === byDraw.length) return;
    bound = byDraw[count]!.draw;
    kept = kept.filter(({ draw }) => draw < bound);
    total = sum;
  }

  return {
    /** Offers the next row; `hold` is called when it is kept for now. */
    offer(number: number, units: number, hold: () => T) {
      seen += 1;
      const draw = random.uniform();
      if (draw >= bound) return;
      kept.push({ number, held: hold(), size: units, draw });
      total += units;
      if (kept.length > 2 * rows || total > 2 * size) prune(rows, size);
    },
    seen: () => seen,
    /** The rows in the order in which they came. */
    finish(): readonly KeptRow<T>[] {
      prune(rows, size);
      return kept;
    },
  };
}
