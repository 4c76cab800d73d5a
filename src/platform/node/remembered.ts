import type { DataOptions } from '../../data/task.js';
import { usageError } from '../../error.js';
import type { MetricName } from '../../model/metric-name.js';
import type { Facts } from '../../study/store/store.js';
import type { Budget } from '../../tune/budget.js';
import { engineOf } from '../../tune/engine-name.js';
import type { Source } from '../../tune/study-start.js';
import { homeFolder, storageFor } from './home.js';
import { openStore } from './open-store.js';
import type { TuneOptions } from './tune.js';

export interface RememberedFrom {
  readonly study: string | undefined;
  readonly storage?: string;
  readonly out?: string;
}

/** The file by its path, target, metric, seed and budget with which a study began, and its columns' meaning: enough to go on with it. */
export async function remembered({
  study,
  storage,
  out = homeFolder,
}: RememberedFrom): Promise<TuneOptions & { readonly data: string }> {
  if (study === undefined)
    throw usageError(
      'no file is given, and no study that remembers one.',
      'For example: sweetspot tune data.csv --target price, or sweetspot tune --study NAME --resume --for 5m',
    );
  const store = await openStore(storageFor(storage, out), { create: false });
  try {
    const { facts } = await store.load(study);
    const { file, options } = (facts.data ?? {}) as Source & { readonly options?: DataOptions };
    if (options === undefined)
      throw usageError(`study "${study}" was not made by sweetspot tune.`, 'Name another with --study.');
    return {
      ...options,
      data: pathOf(facts.data, file),
      test: facts.test ? pathOf(facts.test, file) : undefined,
      validation: facts.validation ? pathOf(facts.validation, file) : undefined,
      metric: facts.metric as MetricName,
      seed: Number(facts.seed),
      engine: engineOf({ facts }),
      budget: budgetText(facts.budget as Budget),
      study,
      storage,
      out,
      resume: true,
    };
  } finally {
    await store.close();
  }
}

function pathOf(source: Facts[string], file: string): string {
  const { path } = source as unknown as Source;
  if (path !== undefined) return path;
  throw usageError(
    `the study was made from ${file}, which is not a file that can be read again.`,
    'Write the same rows to a file and name it: sweetspot tune FILE --target COLUMN --study NAME --resume',
  );
}

const budgetText = (budget: Budget) =>
  'seconds' in budget ? `${budget.seconds}s` : `${budget.trials} trials`;
