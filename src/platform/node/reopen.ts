import type { DataOptions } from '../../data/task.js';
import { dataError, usageError } from '../../error.js';
import type { MetricName } from '../../model/metric-name.js';
import type { StudyRecord } from '../../study/trial.js';
import { type Prepared, prepare } from '../../tune/prepare.js';
import type { Source } from '../../tune/study-start.js';
import type { Loaded } from '../loaded.js';
import { type LoadDataOptions, loadData } from './big/load-data.js';
import { homeFolder, storageFor } from './home.js';
import { openStore } from './open-store.js';

export interface ReopenOptions {
  readonly study: string;
  readonly storage?: string;
  /** Where the study's data file has moved to. */
  readonly data?: string;
  /** Where its validation file has moved to. */
  readonly validation?: string;
}

/** A study with its rows prepared exactly as they were. */
export interface Reopened {
  readonly record: StudyRecord;
  readonly prepared: Prepared;
}

/** Loads a study and its data file, found by the path it had (or `data`) and recognised by its hash. */
export async function reopen({ study, storage, data, validation }: ReopenOptions): Promise<Reopened> {
  const store = await openStore(storageFor(storage, homeFolder), { create: false });
  try {
    const record = await store.load(study);
    const source = record.facts.data as (Source & { options: DataOptions }) | undefined;
    if (source === undefined)
      throw usageError(
        `study "${study}" was not made by sweetspot tune: it does not say where its data are.`,
        'Choose another study; list them with: sweetspot studies list',
      );
    const seed = Number(record.facts.seed);
    const { table, whole } = await loadSame(
      source,
      { ...source.options, seed },
      { moved: data, flag: '--data' },
    );
    const judge = record.facts.validation as Source | null | undefined;
    const other =
      judge &&
      (await loadSame(
        judge,
        { ...source.options, cache: false },
        { moved: validation, flag: '--validation' },
      ));
    const inMemory = prepare({
      table,
      testTable: record.facts.test ? 'elsewhere' : undefined,
      validationTable: other?.table,
      data: source.options,
      metric: record.facts.metric as MetricName,
      seed,
      windows: record.facts.windows === true,
    });
    const prepared = whole === undefined ? inMemory : await whole.prepared(inMemory, source.options);
    return { record, prepared };
  } finally {
    await store.close();
  }
}

/** For rows that were piped in or given in memory. */
export const cannotReadAgain = (file: string, next: string) =>
  usageError(`the study was made from ${file}, which cannot be read again.`, next);

interface Whereabouts {
  readonly moved: string | undefined;
  readonly flag: string;
}

async function loadSame(
  source: Source,
  options: LoadDataOptions,
  { moved, flag }: Whereabouts,
): Promise<Loaded> {
  const path = moved ?? source.path;
  if (path === undefined)
    throw cannotReadAgain(source.file, `Write the same rows to a file and name it with ${flag} FILE.`);
  const loaded = await loadData(path, { ...options, cache: options.cache ?? false });
  if (loaded.source.sha256 !== source.sha256)
    throw dataError(
      `"${path}" is not the file that the study was made with: its SHA-256 is ${loaded.source.sha256.slice(0, 12)}…, not ${source.sha256.slice(0, 12)}….`,
      `Name the file as it was with ${flag} FILE.`,
    );
  return loaded;
}
