import { SweetspotError, usageError } from '../error.js';
import type { Setting } from '../space/parameter.js';
import type { StudyRecord } from '../study/trial.js';
import { affordablePairs, elapsed, type PairedJob, type TrainedPair } from './paired-training.js';
import type { VerdictEvent, WhatIfEvent, WhatIfStep } from './what-if-event.js';
import { atTheEnd, baseScore, divergedOf, settled, soFar } from './what-if-judge.js';
import type { Step } from './what-if-steps.js';

export interface WhatIfJob extends Omit<PairedJob, 'seed'> {
  readonly record: StudyRecord;
  readonly steps: readonly Step[];
  /** The setting compared with; `horizon`, `rows` and `baseSeconds` are those of its trainings. */
  readonly base: Setting;
  readonly onEvent?: (event: WhatIfEvent) => void;
}

/** More would tell smaller effects, of shorter trainings: with twelve, slow learners were called worse that whole trainings show to be as good. */
const usualPairs = 8;

/**
 * Answers "if X changed, would it help to change Y and Z too?" by training: the best setting and each step side by side, on shared
 * seeds and splits, pair after pair, until every verdict is clear at a look or the budget ends. Nothing is guessed.
 */
export async function whatIf(job: WhatIfJob): Promise<VerdictEvent> {
  const { record, prepared, base, steps } = job;
  const settings = [base, ...steps.map(({ setting }) => setting)];
  const paired = { ...job, seed: Number(record.facts.seed) };
  const { metric } = prepared;
  const targets = prepared.measures[0].targets?.map(({ name }) => name);

  const pairs: TrainedPair[] = [];
  const comparison = { steps, pairs, metric, direction: prepared.direction };
  let judged: WhatIfStep[] | undefined;
  for await (const pair of affordablePairs(paired, settings, usualPairs)) {
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
    epochs: pairs[0]!.epochs,
    horizon: job.horizon,
    seconds: elapsed(job),
    steps: judged ?? (job.signal?.aborted ? soFar : atTheEnd)(comparison),
    base,
  };
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
