import { dataError } from '../../error.js';
import { foldsFor, testRows, validationRows } from './sizes.js';
import type { Fold, Splitter, SplitterOptions } from './splitter.js';

/** When each row happened. */
export interface Timing {
  /** A number for each row of the table; later is larger. */
  readonly times: Float64Array;
  readonly column: string;
  /** The time of a row as people read it. */
  text(row: number): string;
}

/** Of the pool, what is trained on before the first fold: a network that has seen little of it says little about one that has seen it all. */
const trainedOnOnly = 0.5;
/** Rounds end so many thirds of a part's length before the newest rows; from then on they repeat. */
const rounds = 3;

/**
 * The last rows test, those before validate, the earliest train: nothing is trained on that is later than what validates it. Folds are the
 * parts of the pool's later half, each validated by networks trained on all that is earlier, the latest first; each further round ends
 * somewhat earlier. Rows of one time stay together unless the times are too few.
 */
export function timeSplitter(options: SplitterOptions & { readonly by: Timing }): Splitter {
  const { rows, testFile, by, folds = foldsFor(rows.length) } = options;
  const order = inOrder(rows, by);
  const count = testFile ? 0 : testRows(rows.length);
  const testStart = testFile ? rows.length : cutNear(order, by, rows.length - count, count / 2);
  const ordered = order.subarray(0, testStart);
  const size = folds > 1 ? (ordered.length * (1 - trainedOnOnly)) / folds : validationRows(ordered.length);
  if (size < 1)
    throw dataError(
      `${ordered.length} rows cannot be cut into ${folds} folds of time.`,
      'Give more rows, or fewer --folds.',
    );
  return {
    test: order.slice(testStart).sort(),
    pool: ordered.slice().sort(),
    folds,
    laterFolds: folds,
    rounds,
    round: (number) => foldsEndingAt(ordered, by, folds, size, ((number % rounds) / rounds) * size),
    describe: (part) => `${by.text(firstOf(part, by))} to ${by.text(lastOf(part, by))}`,
  };
}

/** Rows by time; those of one time in the order of the file. */
function inOrder(rows: Uint32Array, { times, column }: Timing): Uint32Array {
  const order = rows.slice().sort((a, b) => times[a]! - times[b]! || a - b);
  if (times[order[0]!] === times[order.at(-1)!])
    throw dataError(
      `column "${column}" has one single time; no row is later than another.`,
      'Choose another column, or --split random.',
    );
  return order;
}

/** The folds of `size` rows that end `earlier` rows before the end, the latest first. */
function foldsEndingAt(order: Uint32Array, by: Timing, folds: number, size: number, earlier: number): Fold[] {
  const cutAt = (place: number) =>
    Math.round(place) === order.length ? order.length : cutNear(order, by, Math.round(place), size / 2);
  return Array.from({ length: folds }, (_, fold) => {
    const end = order.length - earlier - fold * size;
    const [start, stop] = [cutAt(end - size), cutAt(end)];
    return { train: order.slice(0, start).sort(), validation: order.slice(start, stop).sort() };
  });
}

/**
 * The place nearest to `wanted` at which another time begins, less than `most` places away; `wanted` itself when there is none, which cuts
 * rows of one time apart.
 */
export function cutNear(order: Uint32Array, { times }: Timing, wanted: number, most: number): number {
  const begins = (place: number) =>
    place > 0 && place < order.length && times[order[place]!] !== times[order[place - 1]!];
  for (let distance = 0; distance < Math.max(1, Math.floor(most)); distance++) {
    if (begins(wanted - distance)) return wanted - distance;
    if (begins(wanted + distance)) return wanted + distance;
  }
  return wanted;
}

const firstOf = (rows: Uint32Array, { times }: Timing) =>
  rows.reduce((a, b) => (times[b]! < times[a]! ? b : a));
const lastOf = (rows: Uint32Array, { times }: Timing) =>
  rows.reduce((a, b) => (times[b]! >= times[a]! ? b : a));
