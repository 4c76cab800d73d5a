import { availableParallelism } from 'node:os';
import { usageError } from '../../error.js';
import { scoreOfGuesses } from '../../insight/guess/scoreboard.js';
import type { MetricName } from '../../model/metric-name.js';
import type { Facts } from '../../study/store/store.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { bestOfStudy } from '../../tune/best-of-study.js';
import { parseBudget } from '../../tune/budget.js';
import { engineOf } from '../../tune/engine-name.js';
import { trainingSeconds } from '../../tune/paired-training.js';
import { whatIf as measure } from '../../tune/what-if.js';
import type { VerdictEvent, WhatIfEvent } from '../../tune/what-if-event.js';
import { type Guessed, guessWhatIf, scored, unchecked } from '../../tune/what-if-guess.js';
import { checkWorkers } from '../check-options.js';
import { homeFolder, storageFor } from './home.js';
import { openStore } from './open-store.js';
import { type ReopenOptions, reopen } from './reopen.js';
import { threadRunner } from './thread-runner.js';

export interface WhatIfOptions extends ReopenOptions {
  /** `batch_size=256` */
  readonly change: string;
  /** Names of hyperparameters, or `name=value`. */
  readonly raise: readonly string[];
  readonly lower: readonly string[];
  /** Look for the best values of those to be raised or lowered (of all others, where none is named) instead; default false. */
  readonly find?: boolean;
  /** Whether the guess is checked by training; default true. Without it no data are read, so that any study can be asked, Optuna's too. */
  readonly check?: boolean;
  /** Default 20s. */
  readonly budget?: string;
  /** Default one for each core. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WhatIfEvent) => void;
}

/**
 * Whether a change to the study's best setting would help: guessed at once from its trials, then settled by paired trainings. The study keeps each guess with
 * what was measured.
 */
export async function whatIf(options: WhatIfOptions): Promise<VerdictEvent> {
  const began = performance.now();
  checkWorkers(options.workers);
  const budget = parseBudget(options.budget ?? '20s');
  if (!('seconds' in budget))
    throw usageError(
      `budget "${options.budget}" is in trials; what-if trains pairs.`,
      'Give a time, as --budget 20s.',
    );
  const guessed = await guess(options);
  if (options.check === false) {
    const event = unchecked(guessed.record, guessed, (performance.now() - began) / 1000);
    options.onEvent?.(event);
    return event;
  }
  refuseForeign(guessed.record);
  const { record, prepared } = await reopen(options);
  const best = bestOf(record);
  const runner = threadRunner(options.workers ?? availableParallelism(), engineOf(record));
  try {
    const event = await measure({
      record,
      prepared,
      runner,
      steps: guessed.steps,
      base: guessed.base,
      horizon: Number(best.facts.horizon),
      rows: best.facts.rows as readonly number[] | undefined,
      baseSeconds: trainingSeconds(best, prepared.folds),
      budgetSeconds: budget.seconds,
      began,
      signal: options.signal,
      onEvent: options.onEvent,
    });
    const kept = scored(record, event, guessed, Date.now());
    await keep(options, kept.facts);
    options.onEvent?.(kept.event);
    return kept.event;
  } finally {
    await runner.close();
  }
}

function refuseForeign({ name, facts }: StudyRecord) {
  if (facts.data !== undefined) return;
  throw usageError(
    `study "${name}" was not made by sweetspot tune, so nothing can be trained here: the guess above is all that can be said.`,
    'Ask for it alone with --no-check; to settle it, train both settings in your own code.',
  );
}

/** The guess, told as it is made: before any data are read. */
async function guess(options: WhatIfOptions): Promise<Guessed & { readonly record: StudyRecord }> {
  const record = await inStore(options, (store) => store.load(options.study));
  const guessed = guessWhatIf(record, bestOf(record).setting, options);
  options.onEvent?.({
    event: 'start',
    study: record.name,
    metric: record.facts.metric as MetricName | undefined,
    base: guessed.base,
    steps: guessed.steps.map(({ change }) => change),
  });
  options.onEvent?.({ event: 'guess', steps: guessed.guesses, guessesRight: scoreOfGuesses(record.facts) });
  return { ...guessed, record };
}

const keep = (options: WhatIfOptions, facts: Facts) =>
  inStore(options, (store) => store.write(options.study, [{ kind: 'noted', facts }]));

async function inStore<T>(
  { storage }: WhatIfOptions,
  use: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const store = await openStore(storageFor(storage, homeFolder), { create: false });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The trial of the study's best setting. Throws when none is complete. */
export function bestOf(record: StudyRecord): Trial {
  const best = bestOfStudy(record);
  if (best === undefined)
    throw usageError(
      `study "${record.name}" has no complete trial yet.`,
      record.facts.data === undefined
        ? 'A what-if starts from the best trial; come back when one has a score.'
        : `Go on with it: sweetspot tune ... --study ${record.name} --resume`,
    );
  return best;
}
