import { SweetspotError } from '../error.js';
import type { Sampler } from '../search/sampler.js';
import type { StoppingRule } from '../search/stopping/rule.js';
import { isSameSetting } from '../space/active.js';
import type { Setting, Space } from '../space/parameter.js';
import type { Direction, Trial } from '../study/trial.js';
import { lookCurve } from './curve.js';
import { fairRungs } from './horizon.js';
import type { Length } from './length.js';
import { atRungs, rungView } from './rung-view.js';
import type { EpochReport, Runner, RunningJob, TrialOutcome } from './runner.js';
import { scheduleOf } from './schedule-setting.js';
import type { StudyLog } from './study-log.js';

/** All that a search needs; it decides nothing but who runs next. */
export interface SearchJob {
  readonly space: Space;
  readonly direction: Direction;
  readonly seed: number;
  readonly sampler: Sampler;
  readonly rule: StoppingRule;
  readonly runner: Runner;
  readonly log: StudyLog;
  /** The parts on which each trial is trained. */
  readonly parts: readonly number[];
  /** Settings to try before the sampler is asked. */
  readonly first: readonly Setting[];
  length(setting: Setting): Length;
  /** Whether another trial may start. */
  mayStart(trials: readonly Trial[]): boolean;
  /** Ends the search when it is aborted: the trials in progress are stopped where they are. */
  readonly halt: AbortSignal;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly watch: SearchWatch;
}

export interface SearchWatch {
  started(trial: Trial, worker: number): void;
  reported(number: number, reports: readonly EpochReport[], worker: number): void;
  finished(trial: Trial, outcome: TrialOutcome | undefined, worker: number): void;
}

/** Runs trials until the budget or the halt ends it; every finished trial is in the store when its promise settles. */
export async function search(job: SearchJob): Promise<void> {
  const seats: (Promise<void> | undefined)[] = new Array(job.runner.workers).fill(undefined);
  const halted = new Promise<void>((resolve) =>
    job.halt.addEventListener('abort', () => resolve(), { once: true }),
  );

  while (!job.halt.aborted) {
    const seat = seats.indexOf(undefined);
    const next = seat >= 0 && job.mayStart(job.log.trials) ? nextSetting(job) : undefined;
    if (next !== undefined) {
      const { setting, proposer } = next;
      seats[seat] = runTrial(job, setting, proposer, seat).finally(() => {
        seats[seat] = undefined;
      });
      continue;
    }
    const busy = seats.filter((each) => each !== undefined);
    if (busy.length === 0) break;
    await Promise.race([...busy, halted]);
  }
  await Promise.all(seats);
}

/** Undefined when the sampler has nothing left to propose. */
function nextSetting(job: SearchJob): { setting: Setting; proposer: string } | undefined {
  const { log, space, direction, seed, sampler, first } = job;
  const number = log.trials.length;
  const untried = first.find(
    (setting) =>
      !log.trials.some((trial) => trial.state !== 'failed' && isSameSetting(space, trial.setting, setting)),
  );
  if (untried) return { setting: untried, proposer: 'rules of thumb' };
  const trials = log.trials.map((trial) => rungView(trial, direction));
  const history = { space, direction, trials, seed, number };
  if (sampler.isDone?.(history)) return undefined;
  return { setting: sampler.propose(history), proposer: sampler.name };
}

async function runTrial(job: SearchJob, setting: Setting, proposer: string, worker: number): Promise<void> {
  const { log, runner, watch } = job;
  const number = log.trials.length;
  const { epochs: horizon, rows } = job.length(setting);
  log.start(number, setting, { horizon, ...(rows && { rows }), proposer }, job.now());
  watch.started(log.trials[number]!, worker);

  const running: RunningJob = runner.run(
    {
      label: `#${number}`,
      setting,
      seed: { seed: job.seed, trial: number },
      parts: job.parts,
      epochs: horizon,
      rows,
      rungs: fairRungs(scheduleOf(setting), horizon),
    },
    {
      onEpochs(reports) {
        log.report(number, finite(reports));
        watch.reported(number, reports, worker);
      },
      onRung: (reports) => stopReason(job, number, reports),
    },
  );
  const halt = () => running.stop('the search ended');
  job.halt.addEventListener('abort', halt, { once: true });
  const outcome = await running.outcome.catch((error: Error) => error);
  job.halt.removeEventListener('abort', halt);
  if (outcome instanceof Error) {
    log.finish({ number, state: 'failed', time: job.now(), facts: { reason: outcome.message } });
  } else finish(job, number, outcome);
  await log.flush();
  watch.finished(log.trials[number]!, outcome instanceof Error ? undefined : outcome, worker);
  // The runner has given up: no trial will ever run again.
  if (outcome instanceof SweetspotError) throw outcome;
}

function stopReason(job: SearchJob, number: number, reports: readonly EpochReport[]) {
  const { direction, log, rule, space, first } = job;
  const isDefault = ({ setting }: Trial) => first[0] !== undefined && isSameSetting(space, setting, first[0]);
  // The default is carried to its end, for it is what everything else is compared with; and as it is trained longer than others, what it
  // has reached at its rungs is no measure for theirs.
  if (isDefault(log.trials[number]!)) return undefined;
  const progress = { number, intermediate: atRungs(reports, log.trials[number]!, direction) };
  const others = log.trials
    .filter((trial) => trial.number !== number && !isDefault(trial))
    .map((trial) => rungView(trial, direction));
  const { stop, reason } = rule.decide(progress, others, direction);
  return stop ? (reason ?? rule.name) : undefined;
}

function finish(job: SearchJob, number: number, outcome: TrialOutcome) {
  job.log.finish({
    number,
    state: outcome.state,
    value: outcome.state === 'diverged' ? undefined : outcome.best?.value,
    time: job.now(),
    facts: {
      epochs: outcome.reports.length,
      best_epoch: outcome.best?.epoch,
      targets: outcome.best?.targets,
      train: finiteOr(outcome.best?.train),
      train_curve: lookCurve(outcome.reports),
      rows_per_second: outcome.rowsPerSecond,
      seconds: outcome.seconds,
      elapsed: job.elapsed(),
      hash: outcome.hash,
      reason: outcome.reason,
    },
  });
}

const finiteOr = (value: number | undefined) => (Number.isFinite(value) ? value : undefined);

const finite = (reports: readonly EpochReport[]) =>
  reports.filter((report) => Number.isFinite(report.value)).map(({ epoch, value }) => ({ epoch, value }));
