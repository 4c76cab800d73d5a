import { dataError } from '../error.js';
import { type Stream, stream } from '../math/random.js';
import { stratifiedOrder } from './strata.js';
import type { Task } from './task.js';

/** What splitting needs to know: which rows there are and what their targets are (numbers or class indices). */
export interface SplitFrom {
  readonly rows: Uint32Array;
  readonly targets: Float64Array;
  readonly task: Task;
  readonly seed: number;
}

/** Row numbers of the parts, each ascending, disjoint, together all rows. */
export interface Fold {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

export interface Split extends Fold {
  /** Opened once, at the end; empty when the test part comes from another file. */
  readonly test: Uint32Array;
}

export interface SplitOptions extends SplitFrom {
  /** Whether another file is the test part; default false. */
  readonly testFile?: boolean;
}

const testShare = 0.2;
/** Of what the test part leaves: 15 % of all rows. */
const validationShare = 0.15 / 0.8;
/** More rows than this tell models apart no better; the rest trains. */
export const mostValidationRows = 20_000;
const mostTestRows = 100_000;

/** 65 % to train, 15 % to validate (at most 20,000 rows), 20 % to test (at most 100,000); stratified; seeded. */
export function splitRows(options: SplitOptions): Split {
  const { rows, testFile = false } = options;
  if (rows.length < 5)
    throw dataError(
      `${rows.length} rows cannot be split into train, validation and test.`,
      'Give more rows.',
    );
  const testRows = testFile ? 0 : clamp(Math.round(rows.length * testShare), 1, mostTestRows);
  const { train: pool, validation: test } = take({ ...options, count: testRows }, 'split/test', 0);
  return { ...resplit({ ...options, rows: pool, count: validationRows(pool.length), repeat: 0 }), test };
}

/** How many of a pool's rows validate. */
export const validationRows = (pool: number) =>
  clamp(Math.round(pool * validationShare), 1, mostValidationRows);

export interface ResplitOptions extends SplitFrom {
  /** Rows for validation. */
  readonly count: number;
  /** Which split of many: each number gives another. */
  readonly repeat: number;
}

/** Another split of the pool (train and validation) into train and validation. */
export const resplit = (options: ResplitOptions): Fold => take(options, 'split/validation', options.repeat);

export interface FoldOptions extends SplitFrom {
  readonly folds: number;
  /** Which repetition of the cross-validation; default 0. */
  readonly repeat?: number;
}

/** Splits the pool into `folds` parts of equal size, each of which validates once. */
export function foldsOf({ rows, targets, task, seed, folds, repeat = 0 }: FoldOptions): Fold[] {
  if (folds < 2 || folds > rows.length)
    throw dataError(`${rows.length} rows cannot be cut into ${folds} folds.`, 'Give more rows.');
  const random = stream(seed, repeat, 'split/folds');
  const order = stratifiedOrder(rows, targets, task, random);
  return Array.from({ length: folds }, (_, fold) => {
    const chosen = new Uint8Array(order.length);
    for (let i = fold; i < order.length; i += folds) chosen[i] = 1;
    return partition(order, chosen, targets, task);
  });
}

/** Takes `count` rows out as `validation`; the rest is `train`. */
function take(
  { rows, targets, task, seed, count }: SplitFrom & { count: number },
  purpose: string,
  nth: number,
) {
  const random = stream(seed, nth, purpose);
  const order = stratifiedOrder(rows, targets, task, random);
  return partition(order, evenly(order.length, count, random), targets, task);
}

/** Marks `count` of `n` places at even distances from a random start. */
function evenly(n: number, count: number, random: Stream): Uint8Array {
  const chosen = new Uint8Array(n);
  const start = random.uniform();
  for (let i = 0; i < count; i++) chosen[Math.min(n - 1, Math.floor(((i + start) * n) / count))] = 1;
  return chosen;
}

function partition(order: Uint32Array, chosen: Uint8Array, targets: Float64Array, task: Task): Fold {
  if (task !== 'regression') keepEveryClassInTrain(order, chosen, targets);
  return {
    train: order.filter((_, i) => chosen[i] === 0).sort(),
    validation: order.filter((_, i) => chosen[i] === 1).sort(),
  };
}

/** A class whose rows were all chosen gives one back, in exchange for a row of the largest class. */
function keepEveryClassInTrain(order: Uint32Array, chosen: Uint8Array, targets: Float64Array) {
  const places = new Map<number, number[]>();
  order.forEach((row, i) => {
    const code = targets[row]!;
    if (places.has(code)) places.get(code)!.push(i);
    else places.set(code, [i]);
  });
  const classes = [...places.values()];
  const largest = classes.reduce((a, b) => (b.length > a.length ? b : a));
  for (const own of classes) {
    if (own.some((i) => chosen[i] === 0)) continue;
    chosen[own[0]!] = 0;
    const instead = largest.find((i) => chosen[i] === 0 && i !== own[0]);
    if (instead !== undefined && own !== largest) chosen[instead] = 1;
  }
}

const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));
