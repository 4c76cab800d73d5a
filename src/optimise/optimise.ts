import { formatNumber } from '../space/format.js';
import type { Space } from '../space/parameter.js';
import type { SettingOf } from '../space/setting-of.js';
import type { ScoredTrial } from '../study/history.js';
import type { StudyRecord, Trial } from '../study/trial.js';
import { enough } from './enough.js';
import { breathing, type Halt, halting } from './halt.js';
import { checkLimits, type Limits, reached } from './limits.js';
import type { StudyOptions } from './options.js';
import { type Objective, runTrial } from './run-trial.js';
import type { RunningTrial } from './running-trial.js';
import { type OpenStudy, open } from './study.js';

/** What the study is, when it ends, and who is told. */
export interface OptimiseOptions<S extends Space = Space> extends StudyOptions<S>, Limits {
  readonly onEvent?: (event: OptimiseEvent) => void;
}

export type OptimiseEvent =
  | { readonly event: 'notice'; readonly text: string }
  | { readonly event: 'started' | 'paused' | 'finished'; readonly trial: Trial }
  | { readonly event: 'ended'; readonly reason: string };

/** What a study has come to. */
export interface Optimised {
  /** The complete trial with the best value; undefined when there is none. */
  readonly best: ScoredTrial | undefined;
  /** Why it ended, in words. */
  readonly ended: string;
  readonly record: StudyRecord;
}

/**
 * Searches for the setting with which an objective is best. What an objective throws, or returns that is no number, ends its trial and no other. Throws a
 * SweetspotError of kind `usage` for options that do not go together, and of kind `storage` when the study cannot be kept.
 */
export async function optimise<const S extends Space = Space>(
  objective: Objective<S>,
  options: OptimiseOptions<S>,
): Promise<Optimised> {
  checkLimits(options, options.sampler?.isDone !== undefined);
  const study = await open<S>(options);
  sayGridSize(study, options);
  const halt = halting(options);
  const spent = stopwatch(study.record);
  try {
    const ended = await run(study, objective, options, halt, enough(options.ending, spent));
    study.note({ seconds: spent() });
    await (options.signal?.aborted ? study.flush() : study.end());
    options.onEvent?.({ event: 'ended', reason: ended });
    return { best: study.best, ended, record: study.record };
  } finally {
    halt.clear();
  }
}

/** Seconds that the study has taken, in runs before this one too. */
function stopwatch({ facts }: StudyRecord): () => number {
  const before = Number(facts.seconds ?? 0);
  const begun = Date.now();
  return () => before + (Date.now() - begun) / 1000;
}

/** A grid that will not be tried whole says so before it starts. */
function sayGridSize<S extends Space>({ plan }: OpenStudy<S>, { trials, onEvent }: OptimiseOptions<S>): void {
  const size = plan.sampler?.size?.(plan.space);
  if (size === undefined || trials === undefined || size <= trials) return;
  const text = `the ${plan.sampler!.name} has ${formatNumber(size)} settings, of which ${trials} will be tried`;
  onEvent?.({ event: 'notice', text });
}

/** Keeps all seats taken until there is nothing left to do; back comes why. */
async function run<S extends Space>(
  study: OpenStudy<S>,
  objective: Objective<S>,
  options: OptimiseOptions<S>,
  halt: Halt,
  isEnough: (record: StudyRecord) => string | undefined,
): Promise<string> {
  const { workers = 1, timeout, onEvent } = options;
  const seats = new Set<Promise<void>>();
  const left = leftRunning(study.record);
  const breathe = breathing();

  function seat(trial: RunningTrial<SettingOf<S>>): void {
    onEvent?.({ event: 'started', trial: study.record.trials[trial.number]! });
    const seated = runTrial(study, objective, trial, halt, timeout).then((ended) => {
      seats.delete(seated);
      onEvent?.({ event: ended.state === 'paused' ? 'paused' : 'finished', trial: ended });
    });
    seats.add(seated);
    // The race hears of the first that fails; the others are not left unheard.
    seated.catch(() => {});
  }

  for (;;) {
    await breathe();
    const { record } = study;
    const reason = halt.reason() ?? reached(record, study.plan.fidelity.most, options) ?? isEnough(record);
    if (reason !== undefined) halt.now(reason);
    const trial =
      reason === undefined && seats.size < workers ? await nextTrial(study, left, options) : 'wait';
    if (typeof trial === 'object') seat(trial);
    else if (seats.size > 0) await Promise.race(seats);
    else if (trial !== 'again') return reason ?? study.ended ?? 'nothing is left to do';
  }
}

/** Trials that a process left running when it ended. */
const leftRunning = ({ trials }: StudyRecord): number[] =>
  trials.filter(({ state }) => state === 'running').map(({ number }) => number);

async function nextTrial<S extends Space>(
  study: OpenStudy<S>,
  left: number[],
  { trials = Number.POSITIVE_INFINITY, trainings }: Limits,
): Promise<RunningTrial<SettingOf<S>> | 'wait' | 'again' | 'end'> {
  const number = left.shift();
  if (number !== undefined) return (await study.again(number)) ?? 'again';
  return (await study.next({ trials, ...(trainings === undefined ? {} : { trainings }) })) ?? 'end';
}
