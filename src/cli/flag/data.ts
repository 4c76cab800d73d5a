import { type Command, Option } from 'commander';
import { type Format, formats } from '../../data/read/format.js';
import { type ClassWeights, type DataOptions, oneOrMany, type Task } from '../../data/task.js';
import { classWeights } from './class-weights.js';
import { cyclic, ordinal } from './levels.js';
import { type SplitFlags, splitOptions } from './split.js';
import { delimiter, oneOf, texts } from './value.js';

/** The flags that say how to read the file; each has a member of `DataOptions`. */
export interface DataFlags {
  readonly target?: readonly string[];
  readonly task?: Task;
  readonly na?: readonly string[];
  readonly dropBadRows?: boolean;
  readonly dropCapped?: boolean;
  readonly ignore?: readonly string[];
  readonly category?: readonly string[];
  readonly number?: readonly string[];
  readonly date?: readonly string[];
  readonly ordinal?: DataOptions['ordinal'];
  readonly cyclic?: DataOptions['cyclic'];
  readonly weight?: string;
  readonly classWeights?: ClassWeights;
  readonly recipes?: boolean;
  readonly format?: Format;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly cache?: boolean | string;
}

const tasks: readonly Task[] = ['regression', 'binary', 'multiclass'];

export function addDataFlags(command: Command): Command {
  const add = adderTo(command);
  add('--task <kind>', `${tasks.join(', ')} (default: by the target's values)`, oneOf('--task', tasks));
  add('--na <text>', 'a further text that means "missing"; repeatable', texts);
  command.addOption(new Option('--drop-bad-rows', 'leave out rows that cannot be read').helpGroup(group));
  command.addOption(
    new Option('--drop-capped', 'leave out rows whose target is exactly its limit').helpGroup(group),
  );
  add('--category <column>', 'read a column as a category; repeatable', texts);
  add('--number <column>', 'read a column as a number ("1,234", "$5", "5 %"); repeatable', texts);
  add('--date <column>', 'read a column as a date (20240131, seconds since 1970); repeatable', texts);
  add('--ordinal <levels>', 'a column with an order, as "cut=Fair<Good<Ideal"; repeatable', ordinal);
  add('--cyclic <period>', 'a column that goes round, as "hour=24"; repeatable', cyclic);
  add('--weight <column>', 'how much each row counts, in training and in every score', String);
  add('--class-weights <weights>', 'balanced, none, or "yes=5,no=1": for training alone', classWeights);
  command.addOption(
    new Option(
      '--cache [folder]',
      'read the rows from the disk in blocks (default: if too large for memory)',
    ).helpGroup(group),
  );
  command.addOption(new Option('--no-cache', 'read all rows into memory').helpGroup(group));
  return addReadingFlags(command);
}

/** Those without which no column can be read. */
export function addReadingFlags(command: Command): Command {
  const add = adderTo(command);
  add('--ignore <column>', 'leave a column out; repeatable', texts);
  add('--format <name>', `${formats.join(', ')} (default: found out)`, oneOf('--format', formats));
  add('--encoding <name>', 'of texts, as latin1 (default: utf-8, or found out)', String);
  add('--delimiter <char>', 'what stands between fields (default: found out)', delimiter);
  return command;
}

const group = 'How to read the file:';

const adderTo =
  (command: Command) =>
  <T>(flags: string, description: string, read: (text: string, before: T) => T) =>
    command.addOption(new Option(flags, description).argParser(read).helpGroup(group));

export const dataOptions = (flags: DataFlags & SplitFlags, target: readonly string[]): DataOptions => ({
  target: oneOrMany(target),
  task: flags.task,
  missing: flags.na,
  dropBadRows: flags.dropBadRows,
  dropCapped: flags.dropCapped,
  category: flags.category,
  number: flags.number,
  date: flags.date,
  ordinal: flags.ordinal,
  cyclic: flags.cyclic,
  weight: flags.weight,
  classWeights: flags.classWeights,
  recipes: flags.recipes,
  cache: flags.cache,
  ...readingOptions(flags),
  ...splitOptions(flags),
});

/** The same for `addReadingFlags`. */
export const readingOptions = ({ ignore, format, encoding, delimiter }: DataFlags) => ({
  ignore,
  format,
  encoding,
  delimiter,
});
