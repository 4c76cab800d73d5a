import { dataError } from '../../error.js';
import { stream } from '../../math/random.js';
import { foldGroups } from './group-folds.js';
import { countGroups, groupsAmong } from './group-rows.js';
import { takeGroups } from './group-take.js';
import { foldsFor, testRows, validationRows } from './sizes.js';
import type { Fold, SplitFrom, Splitter, SplitterOptions } from './splitter.js';
import { strataOf } from './strata.js';

/** Which rows have to stay together, and what they are called. */
export interface Grouping {
  /** A number for each row of the table. */
  readonly groupOf: Uint32Array;
  /** The column that says so; absent where rows stay together because they are equal. */
  readonly column?: string;
}

type GroupOptions = SplitterOptions & { readonly by: Grouping };

/** As `randomSplitter`, with whole groups: sizes and strata are as near to what they should be as the groups allow. */
export function groupSplitter(options: GroupOptions): Splitter {
  const { rows, testFile, validationFile, by } = options;
  const { groupOf } = by;
  refuseUnfit(options);
  const everything = { ...options, groupOf };
  const { train: pool, validation: test } = testFile
    ? { train: rows, validation: new Uint32Array(0) }
    : take(everything, {
        count: testRows(rows.length),
        leave: validationFile ? 1 : 2,
        purpose: 'split/test',
        nth: 0,
      });
  const folds = foldsIn(options, countGroups(pool, groupOf));
  const own = { ...everything, rows: pool };
  return {
    test,
    pool,
    folds,
    laterFolds: folds,
    rounds: Number.POSITIVE_INFINITY,
    round: (repeat) =>
      folds > 1
        ? foldsOf(own, folds, repeat)
        : [
            take(own, {
              count: validationRows(pool.length),
              leave: 1,
              purpose: 'split/validation',
              nth: repeat,
            }),
          ],
    describe: (part) => (by.column === undefined ? undefined : counted(countGroups(part, groupOf))),
  };
}

const counted = (groups: number) => `${groups.toLocaleString('en-US')} group${groups === 1 ? '' : 's'}`;

interface GroupedRows extends SplitFrom {
  readonly groupOf: Uint32Array;
}

interface Taking {
  readonly count: number;
  readonly leave: number;
  readonly purpose: string;
  readonly nth: number;
}

function take({ rows, groupOf, targets, task, seed }: GroupedRows, taking: Taking): Fold {
  const strata = strataOf(rows, targets, task);
  const groups = groupsAmong(rows, groupOf, strata);
  const random = stream(seed, taking.nth, taking.purpose);
  const chosen = takeGroups({ groups, strata, ...taking, random, classes: task !== 'regression' });
  return {
    train: rows.filter((_, place) => chosen[place] === 0),
    validation: rows.filter((_, place) => chosen[place] === 1),
  };
}

function foldsOf({ rows, groupOf, targets, task, seed }: GroupedRows, folds: number, nth: number): Fold[] {
  const strata = strataOf(rows, targets, task);
  const foldOf = foldGroups(
    groupsAmong(rows, groupOf, strata),
    strata,
    folds,
    stream(seed, nth, 'split/folds'),
  );
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((_, place) => foldOf[place] !== fold),
    validation: rows.filter((_, place) => foldOf[place] === fold),
  }));
}

/** As many folds as were asked for, or as suit the rows and are not more than the groups. */
function foldsIn({ rows, folds, by }: GroupOptions, groups: number): number {
  if (folds === undefined) return Math.min(foldsFor(rows.length), groups);
  if (folds > groups)
    throw dataError(
      `${groups} ${whose(by)} cannot be cut into ${folds} folds.`,
      `Ask for fewer: --folds ${groups}`,
    );
  return folds;
}

/** A group with more of the rows than this leaves too few for the other parts. */
const mostShare = 0.9;

function refuseUnfit({ rows, testFile, validationFile, by }: GroupOptions) {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(by.groupOf[row]!, (sizes.get(by.groupOf[row]!) ?? 0) + 1);
  const parts = ['train', ...(validationFile ? [] : ['validation']), ...(testFile ? [] : ['test'])].join(
    ', ',
  );
  if (sizes.size < parts.split(', ').length)
    throw dataError(
      `all rows are in ${sizes.size} ${whose(by, sizes.size)}; the parts (${parts}) need one each at least.`,
      nextFor(by),
    );
  const largest = [...sizes.values()].reduce((a, b) => Math.max(a, b), 0);
  if (largest > mostShare * rows.length)
    throw dataError(
      `one of the ${sizes.size} ${whose(by)} holds ${largest} of ${rows.length} rows; what is left is too little for the parts (${parts}).`,
      nextFor(by),
    );
}

const whose = ({ column }: Grouping, groups = 2) =>
  column === undefined
    ? `set${groups === 1 ? '' : 's'} of equal rows`
    : `group${groups === 1 ? '' : 's'} by column "${column}"`;

const nextFor = ({ column }: Grouping) =>
  column === undefined ? 'Leave out --duplicates together.' : 'Choose another column, or --split random.';
