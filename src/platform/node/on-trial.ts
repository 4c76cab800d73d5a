import { availableParallelism } from 'node:os';
import { usageError } from '../../error.js';
import { parseBudget } from '../../tune/budget.js';
import { engineOf } from '../../tune/engine-name.js';
import { type OnTrial, type OnTrialEvent, putOnTrial } from '../../tune/on-trial.js';
import { trainingSeconds } from '../../tune/paired-training.js';
import { checkWorkers } from '../check-options.js';
import { homeFolder, storageFor } from './home.js';
import { openStore } from './open-store.js';
import { type ReopenOptions, reopen } from './reopen.js';
import { threadRunner } from './thread-runner.js';
import { bestOf } from './what-if.js';

export interface OnTrialOptions extends ReopenOptions {
  /** Default 60s. */
  readonly budget?: string;
  /** Default one for each core. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: OnTrialEvent) => void;
}

/** Measures the path from the default to the study's best setting and the rules of thumb, and keeps what was found in the study (`on_trial`). */
export async function onTrial(options: OnTrialOptions): Promise<OnTrial> {
  const began = performance.now();
  checkWorkers(options.workers);
  const budget = parseBudget(options.budget ?? '60s');
  if (!('seconds' in budget))
    throw usageError(
      `budget "${options.budget}" is in trials; this trains pairs.`,
      'Give a time, as 60s or 2m.',
    );
  const { record, prepared } = await reopen(options);
  const best = bestOf(record);
  const runner = threadRunner(options.workers ?? availableParallelism(), engineOf(record));
  try {
    const found = await putOnTrial({
      seed: Number(record.facts.seed),
      space: record.space,
      best: best.setting,
      prepared,
      runner,
      horizon: Number(best.facts.horizon),
      rows: best.facts.rows as readonly number[] | undefined,
      baseSeconds: trainingSeconds(best, prepared.folds),
      budgetSeconds: budget.seconds,
      began,
      signal: options.signal,
      onEvent: options.onEvent,
    });
    await keep(options, found);
    return found;
  } finally {
    await runner.close();
  }
}

async function keep({ study, storage }: OnTrialOptions, found: OnTrial): Promise<void> {
  const store = await openStore(storageFor(storage, homeFolder), { create: false });
  try {
    await store.write(study, [{ kind: 'noted', facts: { on_trial: found } }]);
  } finally {
    await store.close();
  }
}
