import { dataError, usageError } from '../error.js';
import { count, whole } from '../math/numeral.js';
import { enough, type Reading, readAsNumbers } from './column-kind.js';
import { maybeMissing, missingTest } from './missing.js';
import type { NumberFormat } from './number-format.js';
import { readPlain } from './number-format.js';
import { distinctTexts, type Profile, profileOf } from './profile.js';
import type { TargetColumns } from './schema.js';
import { columnNamed, listOf, type Table } from './table.js';
import type { Assumption, DataOptions, Task } from './task.js';

export interface TargetVerdict {
  readonly target: TargetColumns;
  readonly assumptions: readonly Assumption[];
}

/** A class needs this many rows on average: one to train on, one to validate, one to test. */
const rowsForClass = 3;

/** Decides whether a target is a number, one of two classes or one of many; `options.task` overrides. */
export function inferTarget(table: Table, target: string, options: DataOptions): TargetVerdict {
  const { name, values } = columnNamed(table, target);
  const profile = profileOf(values, missingTest(options.missing));
  refuseSingleValue(name, profile);
  const numbers = readAsNumbers(profile, table.delimiter);
  const task = options.task ?? guessTask(name, profile, numbers);
  const columns =
    task === 'regression' ? numberTarget(name, numbers) : classTarget(name, task, profile, table, options);
  return { target: columns, assumptions: [...assumptionsOf(name, columns, profile, numbers, options)] };
}

function refuseSingleValue(name: string, profile: Profile) {
  if (profile.present === 0)
    throw dataError(`target column "${name}" holds nothing.`, 'Choose another column with --target.');
  if (profile.counts.size > 1) return;
  const [only] = distinctTexts(profile);
  throw dataError(
    `target column "${name}" has one single value, "${only}"; there is nothing to predict.`,
    'Choose another column with --target.',
  );
}

function guessTask(name: string, profile: Profile, numbers: Reading<NumberFormat>): Task {
  const levels = profile.counts.size;
  if (levels === 2) return 'binary';
  const tooManyForClasses = levels > 50 || levels * rowsForClass > profile.present;
  if (numbers.share < enough && !(numbers.share >= 0.5 && tooManyForClasses)) return 'multiclass';
  return areClassNumbers(name, profile) ? 'multiclass' : 'regression';
}

const mostClassNumbers = 30;

/**
 * Whether whole numbers stand for classes: the column is named like one, or they run 0, 1, 2 … without a gap and occur about equally often,
 * as digits do and counts do not.
 */
function areClassNumbers(name: string, profile: Profile): boolean {
  const levels = profile.counts.size;
  if (levels > mostClassNumbers || levels * 10 > profile.present) return false;
  const texts = distinctTexts(profile);
  if (!texts.every((text) => /^-?\d+(\.0*)?$/.test(text))) return false;
  if (/class|label|categor|species|\bkind\b|\btype\b|digit|cluster|\bgroup\b/i.test(name)) return true;
  const numbers = texts.map(readPlain).sort((a, b) => a - b);
  if (numbers.some((x, i) => x !== i)) return false;
  const counts = [...profile.counts.values()];
  return Math.min(...counts) * 3 >= Math.max(...counts);
}

function numberTarget(name: string, numbers: Reading<NumberFormat>): TargetColumns {
  if (numbers.share === 0)
    throw usageError(
      `target column "${name}" holds no numbers (such as "${numbers.unreadable[0]}"), which --task regression needs.`,
      'Leave --task out, or choose another --target.',
    );
  return { task: 'regression', columns: [{ name, format: numbers.way }] };
}

function classTarget(
  name: string,
  task: 'binary' | 'multiclass',
  profile: Profile,
  table: Table,
  options: DataOptions,
): TargetColumns {
  const levels = profile.counts.size;
  if (options.task === 'binary' && levels !== 2)
    throw usageError(
      `target column "${name}" has ${levels} different values (${listOf(distinctTexts(profile), 4)}), and --task binary needs two.`,
      'Leave --task out, or choose another --target.',
    );
  if (levels * rowsForClass > profile.present || !profile.full)
    throw dataError(
      `target column "${name}" has ${profile.full ? whole(levels) : `more than ${whole(levels)}`} different values in ${count(profile.present, 'row')} of ${table.name}; classes need ${rowsForClass} rows each on average.`,
      'Choose another column with --target, or join rare classes in the file.',
    );
  return { task, name, classes: inOrder(distinctTexts(profile)) };
}

/** By size when all are numbers, else by code unit, which also puts no before yes, false before true and neg before pos. */
function inOrder(classes: string[]): string[] {
  const numeric = classes.every((each) => !Number.isNaN(readPlain(each)));
  return classes.sort((a, b) => (numeric ? readPlain(a) - readPlain(b) : a < b ? -1 : 1));
}

function* assumptionsOf(
  about: string,
  target: TargetColumns,
  profile: Profile,
  numbers: Reading<NumberFormat>,
  { task, number }: DataOptions,
): Generator<Assumption> {
  if (task === undefined) yield { about, ...taskText(target, profile, numbers) };
  if (target.task === 'regression' && numbers.way.decorated && !number?.includes(about)) {
    const example = distinctTexts(profile).find(
      (text) => Number.isNaN(readPlain(text)) && !maybeMissing(text),
    );
    yield { about, text: `"${example}" is read as a number`, flag: '--task multiclass' };
  }
  if (target.task === 'regression') return;
  yield* lookalikes(target.classes, about);
}

function taskText(target: TargetColumns, profile: Profile, numbers: Reading<NumberFormat>) {
  const values = `${whole(profile.counts.size)} different values`;
  if (target.task === 'regression')
    return {
      text: `a number is predicted (${profile.full ? values : 'many different values'})`,
      flag: '--task multiclass',
    };
  const flag = numbers.share >= enough ? '--task regression' : undefined;
  if (target.task === 'binary')
    return { text: `one of two classes is predicted: ${listOf(target.classes)}`, flag };
  return { text: `one of ${target.classes.length} classes is predicted: ${listOf(target.classes, 5)}`, flag };
}

function* lookalikes(classes: readonly string[], about: string): Generator<Assumption> {
  const folded = classes.map((each) => each.toLowerCase());
  const alike = classes.filter((_, i) => folded.indexOf(folded[i]!) !== folded.lastIndexOf(folded[i]!));
  if (alike.length > 0)
    yield { about, text: `classes ${listOf(alike, 4)} differ in letter case alone and are kept apart` };
}
