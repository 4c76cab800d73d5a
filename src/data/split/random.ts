import { dataError } from '../../error.js';
import { type Stream, stream } from '../../math/random.js';
import { mendRareClasses } from './rare-classes.js';
import { foldsFor, laterFoldsFor, testRows, validationRows } from './sizes.js';
import type { Fold, SplitFrom, Splitter, SplitterOptions } from './splitter.js';
import { stratifiedOrder } from './strata.js';

/** 65 % to train, 15 % to validate (at most 20,000 rows), 20 % to test (at most 100,000); stratified; seeded. */
export function randomSplitter(options: SplitterOptions): Splitter {
  const { rows, testFile, validationFile, folds = foldsFor(rows.length) } = options;
  const laterFolds = options.folds ?? laterFoldsFor(rows.length);
  if (rows.length < 5)
    throw dataError(
      `${rows.length} rows cannot be split into train, validation and test.`,
      'Give more rows.',
    );
  const count = testFile ? 0 : testRows(rows.length);
  const { train: pool, validation: test } = take({
    ...options,
    count,
    purpose: 'split/test',
    nth: 0,
    left: validationFile ? 1 : 2,
  });
  return {
    test,
    pool,
    folds,
    laterFolds,
    rounds: Number.POSITIVE_INFINITY,
    round: (repeat) =>
      folds > 1
        ? foldsOf({ ...options, rows: pool, folds: repeat === 0 ? folds : laterFolds, repeat })
        : [resplit({ ...options, rows: pool, count: validationRows(pool.length), repeat })],
    describe: () => undefined,
  };
}

export interface ResplitOptions extends SplitFrom {
  /** Rows for validation. */
  readonly count: number;
  /** Which split of many: each number gives another. */
  readonly repeat: number;
}

/** Another split of the pool (train and validation) into train and validation. */
export const resplit = (options: ResplitOptions): Fold =>
  take({ ...options, purpose: 'split/validation', nth: options.repeat, left: 1 });

export interface FoldOptions extends SplitFrom {
  readonly folds: number;
  /** Which repetition of the cross-validation; default 0. */
  readonly repeat?: number;
}

/** Splits the pool into `folds` parts of equal size, each of which validates once. */
export function foldsOf({ rows, targets, task, seed, folds, repeat = 0 }: FoldOptions): Fold[] {
  if (folds < 2 || folds > rows.length)
    throw dataError(
      `${rows.length} rows cannot be cut into ${folds} folds.`,
      'Give more rows, or fewer --folds.',
    );
  const random = stream(seed, repeat, 'split/folds');
  const order = stratifiedOrder(rows, targets, task, random);
  return Array.from({ length: folds }, (_, fold) => {
    const chosen = new Uint8Array(order.length);
    for (let i = fold; i < order.length; i += folds) chosen[i] = 1;
    if (task !== 'regression') mendRareClasses({ order, chosen, targets, left: 1, wanted: 0 });
    return partition(order, chosen);
  });
}

interface TakeOptions extends SplitFrom {
  readonly count: number;
  readonly purpose: string;
  readonly nth: number;
  /** How many parts the rows that are left have to serve. */
  readonly left: number;
}

/** Takes `count` rows out as `validation`; the rest is `train`. */
function take({ rows, targets, task, seed, count, purpose, nth, left }: TakeOptions): Fold {
  const random = stream(seed, nth, purpose);
  const order = stratifiedOrder(rows, targets, task, random);
  const chosen = evenly(order.length, count, random);
  if (task !== 'regression' && count > 0) mendRareClasses({ order, chosen, targets, left, wanted: 1 });
  return partition(order, chosen);
}

/** Marks `count` of `n` places at even distances from a random start. */
function evenly(n: number, count: number, random: Stream): Uint8Array {
  const chosen = new Uint8Array(n);
  const start = random.uniform();
  for (let i = 0; i < count; i++) chosen[Math.min(n - 1, Math.floor(((i + start) * n) / count))] = 1;
  return chosen;
}

const partition = (order: Uint32Array, chosen: Uint8Array): Fold => ({
  train: order.filter((_, i) => chosen[i] === 0).sort(),
  validation: order.filter((_, i) => chosen[i] === 1).sort(),
});
