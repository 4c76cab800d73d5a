import { usageError } from '../error.js';
import { mean } from '../math/statistics.js';
import type { Setting } from '../space/parameter.js';
import type { StudyRecord } from '../study/trial.js';
import { constantBaseline } from './baselines.js';
import { epochWork } from './cost.js';
import type { Prepared } from './prepare.js';
import type { Runner } from './runner.js';
import { recipeOf } from './setting.js';
import { type Judged, judge } from './verdict.js';
import type { WhatIfEvent, WhatIfStep } from './what-if-event.js';
import { type Question, type Step, whatIfSteps } from './what-if-steps.js';

export interface WhatIfJob {
  readonly record: StudyRecord;
  readonly prepared: Prepared;
  readonly runner: Runner;
  readonly question: Question;
  /** The setting compared with, and the length of its training. */
  readonly base: Setting;
  readonly horizon: number;
  /** Seconds that one training of `base` takes, as far as is known. */
  readonly baseSeconds: number;
  readonly budgetSeconds: number;
  /** `performance.now()` when the budget began. */
  readonly began: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WhatIfEvent) => void;
}

type VerdictEvent = Extract<WhatIfEvent, { event: 'verdict' }>;

/** One pair: the scores and seconds of the base and of each step, on one split with one seed. */
interface Pair {
  readonly scores: readonly number[];
  readonly seconds: readonly number[];
}

/** Splits and seeds of their own. */
const seedBase = 3_000_000;
const roundBase = 1_000;
const mostPairs = 400;
const wantedPairs = 8;

/**
 * Answers "if X changed, would it help to change Y and Z too?" by training: the best setting and each step side by side, on shared
 * seeds and splits, pair after pair, until every verdict is clear or the budget ends. Nothing is guessed.
 */
export async function whatIf(job: WhatIfJob): Promise<VerdictEvent> {
  const { record, prepared, base, question } = job;
  const steps = whatIfSteps(record.space, base, question);
  const settings = [base, ...steps.map(({ setting }) => setting)];
  const epochs = affordableEpochs(job, settings);
  const { metric } = prepared;
  job.onEvent?.({
    event: 'start',
    study: record.name,
    metric,
    base,
    steps: steps.map(({ change }) => change),
  });

  const pairs: Pair[] = [];
  let judged: WhatIfStep[] = [];
  const worst = constantBaseline(prepared).validation(prepared.partsOf(0));
  while (pairs.length < mostPairs && !job.signal?.aborted) {
    const pair = await trainPair(job, settings, epochs, pairs.length, worst);
    if (pair === undefined) break;
    pairs.push(pair);
    job.onEvent?.({ event: 'pair', pair: pairs.length, scores: pair.scores, elapsed: elapsed(job) });
    judged = judgeSteps(prepared, steps, pairs, 0.99);
    if (pairs.length >= 4 && judged.every(isClear)) break;
  }
  if (pairs.length === 0)
    throw usageError(
      `not one pair of trainings ended in ${job.budgetSeconds} s.`,
      'Give it more time, as --budget 60s.',
    );
  if (!judged.every(isClear)) judged = judgeSteps(prepared, steps, pairs, 0.95);
  const event: VerdictEvent = {
    event: 'verdict',
    study: record.name,
    metric,
    direction: prepared.direction,
    baseScore: mean(pairs.map(({ scores }) => scores[0]!)),
    epochs,
    horizon: job.horizon,
    seconds: elapsed(job),
    steps: judged,
  };
  job.onEvent?.(event);
  return event;
}

const elapsed = (job: WhatIfJob) => (performance.now() - job.began) / 1000;

const isClear = ({ verdict, added }: WhatIfStep) =>
  verdict !== 'cannot tell' && added.verdict !== 'cannot tell';

/**
 * Trainings are shortened, all alike, when not enough pairs would fit into the budget; the schedule is shortened with them, so that each is
 * a whole training of its own.
 */
function affordableEpochs(job: WhatIfJob, settings: readonly Setting[]): number {
  const { part } = job.prepared.part(0);
  const work = settings.map((setting) =>
    epochWork(recipeOf(setting, part).plan, part.rows, part.validationTruth.length),
  );
  const share = work.reduce((sum, each) => sum + each, 0) / work[0]!;
  const left = job.budgetSeconds * 0.85 - elapsed(job);
  const pairSeconds = (job.baseSeconds * share) / Math.min(job.runner.workers, settings.length);
  const factor = Math.min(1, left / (wantedPairs * pairSeconds));
  const epochs = Math.max(5, Math.round(job.horizon * factor));
  return epochs >= 15 ? epochs - (epochs % 15) : epochs;
}

async function trainPair(
  job: WhatIfJob,
  settings: readonly Setting[],
  epochs: number,
  pair: number,
  worst: number,
): Promise<Pair | undefined> {
  const { prepared, runner, record } = job;
  const parts = prepared.partsOf(roundBase + pair).slice(0, 1);
  for (const id of parts) runner.add(prepared.part(id).part);
  const seed = { seed: Number(record.facts.seed), trial: seedBase + pair };
  const running = settings.map((setting, i) =>
    runner.run({ label: `pair ${pair + 1}, step ${i}`, setting, seed, parts, epochs, rungs: [] }),
  );
  const stop = () => {
    for (const each of running) each.stop('no time left');
  };
  const timer = setTimeout(stop, Math.max(0, (job.budgetSeconds * 0.96 - elapsed(job)) * 1000));
  job.signal?.addEventListener('abort', stop, { once: true });
  const outcomes = await Promise.all(running.map(({ outcome }) => outcome));
  clearTimeout(timer);
  job.signal?.removeEventListener('abort', stop);
  if (outcomes.some(({ state }) => state === 'stopped')) return undefined;
  return {
    // A training that blew up has learnt nothing: it scores as the constant does.
    scores: outcomes.map(({ state, best }) =>
      state === 'diverged' || best === undefined ? worst : best.value,
    ),
    seconds: outcomes.map(({ seconds }) => seconds),
  };
}

function judgeSteps(
  prepared: Prepared,
  steps: readonly Step[],
  pairs: readonly Pair[],
  confidence: number,
): WhatIfStep[] {
  const { metric, direction } = prepared;
  const base = pairs.map(({ scores }) => scores[0]!);
  const compare = (step: number, other: number): Judged =>
    judge(
      pairs.map(({ scores }) => scores[step]! - scores[other]!),
      { metric, direction, base, confidence },
    );
  const seconds = (step: number) => mean(pairs.map((pair) => pair.seconds[step]!));
  return steps.map(({ change, setting }, i) => ({
    change,
    setting,
    ...compare(i + 1, 0),
    grade: 'measured',
    added: compare(i + 1, i),
    score: mean(pairs.map(({ scores }) => scores[i + 1]!)),
    timeRatio: seconds(i + 1) / seconds(0),
    pairs: pairs.length,
  }));
}
