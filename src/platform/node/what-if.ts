import { availableParallelism } from 'node:os';
import { usageError } from '../../error.js';
import { bestTrial } from '../../study/history.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { parseBudget } from '../../tune/budget.js';
import { engineOf } from '../../tune/engine-name.js';
import type { FinishedEvent } from '../../tune/event.js';
import { whatIf as measure } from '../../tune/what-if.js';
import type { WhatIfEvent } from '../../tune/what-if-event.js';
import { checkWorkers } from '../check-options.js';
import { type ReopenOptions, reopen } from './reopen.js';
import { threadRunner } from './thread-runner.js';

export interface WhatIfOptions extends ReopenOptions {
  /** `batch_size=256` */
  readonly change: string;
  /** Names of hyperparameters, or `name=value`. */
  readonly raise: readonly string[];
  readonly lower: readonly string[];
  /** Default 20s. */
  readonly budget?: string;
  /** Default one for each core. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WhatIfEvent) => void;
}

/** Whether a change to the study's best setting would help, settled by paired trainings. */
export async function whatIf(options: WhatIfOptions): Promise<Extract<WhatIfEvent, { event: 'verdict' }>> {
  const began = performance.now();
  checkWorkers(options.workers);
  const budget = parseBudget(options.budget ?? '20s');
  if (!('seconds' in budget))
    throw usageError(
      `budget "${options.budget}" is in trials; what-if trains pairs.`,
      'Give a time, as --budget 20s.',
    );
  const { record, prepared } = await reopen(options);
  const best = bestOf(record);
  const runner = threadRunner(options.workers ?? availableParallelism(), engineOf(record));
  try {
    return await measure({
      record,
      prepared,
      runner,
      question: options,
      base: best.setting,
      horizon: Number(best.facts.horizon),
      rows: best.facts.rows as readonly number[] | undefined,
      baseSeconds: Number(best.facts.seconds) / prepared.folds,
      budgetSeconds: budget.seconds,
      began,
      signal: options.signal,
      onEvent: options.onEvent,
    });
  } finally {
    await runner.close();
  }
}

/** The setting that the report calls the best; before there is a report, the best trial. */
function bestOf(record: StudyRecord): Trial {
  const finished = record.facts.finished as FinishedEvent | null | undefined;
  const reported = record.trials[finished?.best?.number ?? -1];
  const best = reported ?? bestTrial(record.trials, record.direction);
  if (best === undefined)
    throw usageError(
      `study "${record.name}" has no complete trial yet.`,
      `Go on with it: sweetspot tune ... --study ${record.name} --resume`,
    );
  return best;
}
