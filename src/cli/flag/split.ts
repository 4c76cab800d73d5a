import { type Command, Option } from 'commander';
import { mostFolds } from '../../data/split/sizes.js';
import type { DataOptions, DuplicateRule } from '../../data/task.js';
import { integer, oneOf, split } from './value.js';

/** The flags that say which rows train, validate and test. */
export interface SplitFlags {
  readonly split?: string;
  readonly test?: string;
  readonly validation?: string;
  readonly folds?: number;
  readonly duplicates?: DuplicateRule;
}

const rules: readonly DuplicateRule[] = ['keep', 'together', 'drop'];

export function addSplitFlags(command: Command): Command {
  const add = <T>(flags: string, description: string, read?: (text: string, before: T) => T) => {
    const option = new Option(flags, description).helpGroup('How to split the rows:');
    command.addOption(read ? option.argParser(read) : option);
  };
  const rule = oneOf('--duplicates', rules);
  add('--split <way>', 'random, time:COLUMN or group:COLUMN (default: random)', split);
  add('--test <file>', 'a file to test on, instead of a part of the first');
  add('--validation <file>', 'a file to validate on, instead of a part of the first');
  add('--folds <k>', 'cross-validate on so many parts; 1 holds one out (default: by size)', folds);
  add('--duplicates <rule>', `${rules.join(', ')}: rows that are equal (default: keep)`, rule);
  return command;
}

const folds = integer('--folds', 1, '5', mostFolds);

/** What of them is about the rows of the file, and kept with the study. */
export const splitOptions = ({
  split,
  folds,
  duplicates,
}: SplitFlags): Pick<DataOptions, 'split' | 'folds' | 'duplicates'> => ({ split, folds, duplicates });
