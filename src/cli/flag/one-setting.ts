import type { Command } from 'commander';
import { addDataFlags, type DataFlags, dataOptions } from './data.js';
import { addOutputFlags, type OutputFlags } from './output.js';
import { addQueryFlag, type QueryFlag, wantSource } from './query.js';
import { addSplitFlags, type SplitFlags } from './split.js';
import { assignment, collect, seed, texts } from './value.js';

/** The flags of commands that try one setting on a table. */
export interface OneSettingFlags extends DataFlags, SplitFlags, OutputFlags, QueryFlag {
  readonly set?: readonly string[];
  readonly seed?: number;
}

/** A table with its target, and what differs from the rules of thumb. */
export function addOneSettingFlags(command: Command, what = ''): Command {
  return command
    .argument(
      '[file]',
      `CSV, TSV, JSON, NDJSON or Parquet; a path, an http(s) address, or - for standard input${what}`,
    )
    .option('--target <column>', 'the column to predict; repeatable: columns of numbers, together', texts)
    .option(
      '--set <name=value>',
      'a hyperparameter, as batch_size=64; repeatable',
      collect(assignment('--set')),
    )
    .option('--seed <n>', 'the seed of everything random (default: 0)', seed);
}

/** How to read and split the table, and what to write. */
export const addTableFlags = (command: Command, answer: string): Command =>
  addQueryFlag(addSplitFlags(addDataFlags(addOutputFlags(command, answer))));

/** The table that the flags name, its target, and the setting; throws a usage error where one is missing. */
export async function oneSetting(named: string | undefined, flags: OneSettingFlags, command: string) {
  const { wantTarget } = await import('./target.js');
  const data = await wantSource(named, flags, command);
  const target = await wantTarget(data, flags);
  const { set = [], seed, test, validation } = flags;
  return { ...dataOptions(flags, target), data, set, seed, test, validation };
}
