import { SweetspotError, usageError } from '../error.js';
import type { Setting } from '../space/parameter.js';
import type { StudyRecord } from '../study/trial.js';
import { epochWork } from './cost.js';
import type { Prepared } from './prepare.js';
import type { Runner, RunningJob, TrialJob, TrialOutcome } from './runner.js';
import { recipeOf } from './setting.js';
import type { WhatIfEvent, WhatIfStep } from './what-if-event.js';
import { atTheEnd, baseScore, divergedOf, type Pair, settled } from './what-if-judge.js';
import { type Question, whatIfSteps } from './what-if-steps.js';

export interface WhatIfJob {
  readonly record: StudyRecord;
  readonly prepared: Prepared;
  readonly runner: Runner;
  readonly question: Question;
  /** The setting compared with, and the length of its training. */
  readonly base: Setting;
  readonly horizon: number;
  /** Where rows are many, those of its epochs. */
  readonly rows?: TrialJob['rows'];
  /** Seconds that one training of `base` takes, as far as is known. */
  readonly baseSeconds: number;
  readonly budgetSeconds: number;
  /** `performance.now()` when the budget began. */
  readonly began: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WhatIfEvent) => void;
}

type VerdictEvent = Extract<WhatIfEvent, { event: 'verdict' }>;

/** Splits and seeds of their own. */
const seedBase = 3_000_000;
const roundBase = 1_000;
const mostPairs = 384;
const wantedPairs = 8;

/**
 * Answers "if X changed, would it help to change Y and Z too?" by training: the best setting and each step side by side, on shared
 * seeds and splits, pair after pair, until every verdict is clear at a look or the budget ends. Nothing is guessed.
 */
export async function whatIf(job: WhatIfJob): Promise<VerdictEvent> {
  const { record, prepared, base, question } = job;
  const steps = whatIfSteps(record.space, base, question);
  const settings = [base, ...steps.map(({ setting }) => setting)];
  const epochs = affordableEpochs(job, settings);
  const { metric } = prepared;
  const targets = prepared.measures[0].targets?.map(({ name }) => name);
  job.onEvent?.({
    event: 'start',
    study: record.name,
    metric,
    targets,
    base,
    steps: steps.map(({ change }) => change),
  });

  const pairs: Pair[] = [];
  const comparison = { steps, pairs, metric, direction: prepared.direction };
  let judged: WhatIfStep[] | undefined;
  for await (const pair of trainPairs(job, settings, epochs)) {
    pairs.push(pair);
    const scores = pair.scores.map((score) => score ?? null);
    job.onEvent?.({ event: 'pair', pair: pairs.length, scores, elapsed: elapsed(job) });
    judged = settled(comparison);
    if (judged !== undefined) break;
  }
  if (pairs.length === 0) throw nothingTrained(job);
  const event: VerdictEvent = {
    event: 'verdict',
    study: record.name,
    metric,
    targets,
    direction: prepared.direction,
    baseScore: baseScore(pairs),
    baseDiverged: divergedOf(pairs, 0),
    epochs,
    horizon: job.horizon,
    seconds: elapsed(job),
    steps: judged ?? atTheEnd(comparison),
  };
  job.onEvent?.(event);
  return event;
}

function nothingTrained({ signal, budgetSeconds }: WhatIfJob): SweetspotError {
  if (signal?.aborted)
    return new SweetspotError('training', 'interrupted before the first pair of trainings ended.');
  return usageError(
    `not one pair of trainings ended in ${budgetSeconds} s.`,
    'Give it more time, as --budget 60s.',
  );
}

const elapsed = (job: WhatIfJob) => (performance.now() - job.began) / 1000;

/**
 * Trainings are shortened, all alike, when not enough pairs would fit into the budget; the schedule is shortened with them, so that each is
 * a whole training of its own.
 */
function affordableEpochs(job: WhatIfJob, settings: readonly Setting[]): number {
  const { part } = job.prepared.part(0);
  const work = settings.map((setting) =>
    epochWork(recipeOf(setting, part).plan, part.rows, part.validationRows),
  );
  const share = work.reduce((sum, each) => sum + each, 0) / work[0]!;
  const left = job.budgetSeconds * 0.85 - elapsed(job);
  const pairSeconds = (job.baseSeconds * share) / Math.min(job.runner.workers, settings.length);
  const factor = Math.min(1, left / (wantedPairs * pairSeconds));
  const epochs = Math.max(5, Math.round(job.horizon * factor));
  return epochs >= 15 ? epochs - (epochs % 15) : epochs;
}

/** Pair after pair in order, until the budget or the listener ends it; the next one always waits in the queue, so that no worker rests. */
async function* trainPairs(
  job: WhatIfJob,
  settings: readonly Setting[],
  epochs: number,
): AsyncGenerator<Pair> {
  const halt = new AbortController();
  const stop = () => halt.abort();
  const timer = setTimeout(stop, Math.max(0, (job.budgetSeconds * 0.96 - elapsed(job)) * 1000));
  job.signal?.addEventListener('abort', stop, { once: true });
  if (job.signal?.aborted) stop();
  const begun: Promise<Pair | undefined>[] = [];
  const begin = (number: number) => begun.push(trainPair(job, settings, epochs, number, halt.signal));
  try {
    begin(0);
    for (let pair = 0; pair < mostPairs; pair++) {
      begin(pair + 1);
      const ended = await begun.shift()!;
      if (ended === undefined) return;
      yield ended;
    }
  } finally {
    stop();
    clearTimeout(timer);
    job.signal?.removeEventListener('abort', stop);
    await Promise.allSettled(begun);
  }
}

/** All settings on one split with one seed; undefined when it was halted before its end. */
async function trainPair(
  job: WhatIfJob,
  settings: readonly Setting[],
  epochs: number,
  pair: number,
  halt: AbortSignal,
): Promise<Pair | undefined> {
  if (halt.aborted) return undefined;
  const { prepared, runner, record } = job;
  const parts = prepared.partsOf(roundBase + pair).slice(0, 1);
  for (const id of parts) runner.add(prepared.part(id).part);
  const seed = { seed: Number(record.facts.seed), trial: seedBase + pair };
  const start = (place: number) =>
    runner.run({
      label: `pair ${pair + 1}, step ${place}`,
      setting: settings[place]!,
      seed,
      parts,
      epochs,
      rows: job.rows,
      rungs: [],
    });
  try {
    const order = rotated(settings.length, pair);
    const running = new Map(order.map((place) => [place, start(place)]));
    const outcomes = await ended([...running.values()], halt);
    if (outcomes.some(({ state }) => state === 'stopped')) return undefined;
    const byPlace = settings.map((_, place) => outcomes[order.indexOf(place)]!);
    return { scores: byPlace.map(scoreOf), secondsPerEpoch: byPlace.map(secondsPerEpoch) };
  } finally {
    for (const id of parts) if (prepared.forget(id)) runner.drop(id);
  }
}

/** Another one begins in each pair: the first to start waits for its rows, the last may run alone. */
const rotated = (count: number, pair: number) => Array.from({ length: count }, (_, i) => (i + pair) % count);

/** Waits for all, and stops them when it is halted. */
async function ended(running: readonly RunningJob[], halt: AbortSignal): Promise<TrialOutcome[]> {
  const stop = () => {
    for (const each of running) each.stop('no time left');
  };
  halt.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.all(running.map(({ outcome }) => outcome));
  } finally {
    halt.removeEventListener('abort', stop);
  }
}

const scoreOf = ({ state, best }: TrialOutcome) => (state === 'diverged' ? undefined : best?.value);

const secondsPerEpoch = ({ seconds, reports }: TrialOutcome) => seconds / reports.length;
