import { dataError, usageError } from '../../error.js';
import { type Grouping, groupSplitter } from './group.js';
import { randomSplitter } from './random.js';
import { mostFolds } from './sizes.js';
import type { Splitter, SplitterOptions } from './splitter.js';
import { type Timing, timeSplitter } from './time.js';

/** What decides which row is where. */
export type SplitBy =
  | { readonly kind: 'random' }
  | ({ readonly kind: 'group' } & Grouping)
  | ({ readonly kind: 'time' } & Timing);

export interface SplitOptions extends Omit<SplitterOptions, 'validationFile'> {
  readonly by: SplitBy;
  /** Rows of another file, appended to the table, which validate in every round. */
  readonly validation?: Uint32Array;
}

/** Divides rows; throws usage and data errors where they cannot be divided so. */
export function splitterOf(all: SplitOptions): Splitter {
  const { by, validation, ...options } = all;
  refuseContradictions(options.folds, validation, options.testFile, by);
  refuseShared(all);
  const validationFile = validation !== undefined;
  const given = { ...options, validationFile };
  if (validationFile) {
    if (options.testFile) return validatedBy(validation, undivided(options.rows));
    return validatedBy(validation, splitterBy(by, { ...given, folds: 1 }));
  }
  return splitterBy(by, given);
}

function splitterBy(by: SplitBy, options: SplitterOptions): Splitter {
  if (by.kind === 'group') return groupSplitter({ ...options, by });
  return by.kind === 'time' ? timeSplitter({ ...options, by }) : randomSplitter(options);
}

/** The pool trains whole, and other rows validate. */
const validatedBy = (validation: Uint32Array, { test, pool, describe }: Splitter): Splitter => ({
  test,
  pool,
  folds: 1,
  laterFolds: 1,
  rounds: 1,
  round: () => [{ train: pool, validation }],
  describe: (rows) => (rows === validation ? undefined : describe(rows)),
});

const undivided = (rows: Uint32Array): Splitter => ({
  test: new Uint32Array(0),
  pool: rows,
  folds: 1,
  laterFolds: 1,
  rounds: 1,
  round: () => [],
  describe: () => undefined,
});

function refuseContradictions(
  folds: number | undefined,
  validation: Uint32Array | undefined,
  testFile: boolean,
  by: SplitBy,
) {
  if (folds !== undefined && !(Number.isInteger(folds) && folds >= 1 && folds <= mostFolds))
    throw usageError(
      `folds is ${folds}; it takes a whole number from 1 (one held-out part) to ${mostFolds}.`,
      'For example: --folds 5',
    );
  if (validation === undefined) return;
  if (folds !== undefined && folds > 1)
    throw usageError(
      `--folds ${folds} cannot be combined with --validation: a file validates, so nothing is cross-validated.`,
      'Leave one of the two out.',
    );
  if (testFile && by.kind !== 'random')
    throw usageError(
      'there is nothing to split: --validation and --test name the other parts.',
      by.column === undefined ? 'Leave out --duplicates together.' : 'Leave out --split.',
    );
}

/** Whoever keeps groups apart does not want them on both sides of two files either. */
function refuseShared({ by, rows, validation }: SplitOptions) {
  if (by.kind !== 'group' || by.column === undefined || validation === undefined) return;
  const trained = new Set(rows.map((row) => by.groupOf[row]!));
  const shared = new Set(validation.map((row) => by.groupOf[row]!).filter((group) => trained.has(group)));
  if (shared.size === 0) return;
  throw dataError(
    `${shared.size} of the groups by column "${by.column}" are in the training file and in the validation file.`,
    'Give files that share none, or leave out --split.',
  );
}
