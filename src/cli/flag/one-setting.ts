import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { usageError } from '../../error.js';
import { addDataFlags, type DataFlags, dataOptions } from './data.js';
import { addOutputFlags, dataFileOption, type OutputFlags, storageOption } from './output.js';
import { addQueryFlag, type QueryFlag, wantSource } from './query.js';
import { addSplitFlags, type SplitFlags } from './split.js';
import { assignment, collect, integer, seed, texts } from './value.js';

/** The flags of commands that try one setting on a table. */
export interface OneSettingFlags extends DataFlags, SplitFlags, OutputFlags, QueryFlag {
  readonly set?: readonly string[];
  readonly seed?: number;
  readonly trial?: number;
  readonly storage?: string;
  readonly data?: string;
}

/** A table with its target, and what differs from the rules of thumb; or a study. */
export function addOneSettingFlags(command: Command): Command {
  return command
    .argument(
      '[file]',
      'CSV, TSV, JSON, NDJSON or Parquet; a path, an http(s) address, or - for standard input; or the name of a study: its best setting, on its table',
    )
    .option('--target <column>', 'the column to predict; repeatable: columns of numbers, together', texts)
    .option(
      '--set <name=value>',
      'a hyperparameter, as batch_size=64; repeatable',
      collect(assignment('--set')),
    )
    .option('--seed <n>', 'the seed of everything random (default: 0)', seed)
    .option('--trial <n>', 'of a study: the setting of this trial', integer('--trial', 0, '12'))
    .addOption(storageOption())
    .addOption(dataFileOption());
}

/** How to read and split the table, and what to write. */
export const addTableFlags = (command: Command, answer: string): Command =>
  addQueryFlag(addSplitFlags(addDataFlags(addOutputFlags(command, answer))));

/** What one setting is tried on: the table that the flags name, with its target, or a study. Throws a usage error for what is missing or does not go together. */
export async function oneSetting(named: string | undefined, flags: OneSettingFlags, command: string) {
  return isStudy(named, flags) ? ofStudy(named!, flags, command) : ofTable(named, flags, command);
}

/** A table has a target, and is a file, an address or standard input; a study's name has neither a dot nor a slash, unless a trial or a store is named. */
function isStudy(named: string | undefined, { target, query, storage, trial }: OneSettingFlags): boolean {
  if (named === undefined || target !== undefined || query !== undefined || named === '-') return false;
  if (trial !== undefined) return true;
  return !existsSync(named) && (storage !== undefined || !/[./\\]/.test(named));
}

async function ofTable(named: string | undefined, flags: OneSettingFlags, command: string) {
  if (flags.trial !== undefined || flags.data !== undefined)
    throw usageError(
      '--trial and --data are about a study.',
      `For example: sweetspot ${command} houses-1 --trial 12`,
    );
  const { wantTarget } = await import('./target.js');
  const data = await wantSource(named, flags, command);
  const target = await wantTarget(data, flags);
  const { set = [], seed, test, validation } = flags;
  return { ...dataOptions(flags, target), data, set, seed, test, validation };
}

/** What a study remembers cannot be asked for anew. */
function ofStudy(study: string, flags: OneSettingFlags, command: string) {
  const { set = [], seed, storage, data, validation, trial, test } = flags;
  const { target: _, ...reading } = dataOptions(flags, []);
  const asked = Object.entries({ ...reading, test }).find(([, value]) => value !== undefined);
  if (asked !== undefined)
    throw usageError(
      `"${study}" is taken for a study, which remembers how its table is read; "${asked[0]}" cannot be changed.`,
      `Of a file, name the target too: sweetspot ${command} FILE --target COLUMN`,
    );
  return { study, set, seed, storage, data, validation, trial };
}
