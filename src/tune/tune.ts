import type { DataOptions } from '../data/task.js';
import type { Model } from '../model/model.js';
import type { Engine } from '../network/engine/engine.js';
import { halving } from '../search/stopping/halving.js';
import { tpe } from '../search/tpe.js';
import { formatSpace } from '../space/format.js';
import type { Space } from '../space/parameter.js';
import { bestValue, isBetter } from '../study/direction.js';
import { bestTrial, countStates } from '../study/history.js';
import type { Store } from '../study/store/store.js';
import type { Trial } from '../study/trial.js';
import { type ConstantBaseline, constantBaseline, type LinearBaseline, linearBaseline } from './baselines.js';
import { type Budget, mostFinalists, mostRounds } from './budget.js';
import { candidatesFor, unconfirmed } from './candidates.js';
import { type Clock, clockFor } from './clock.js';
import { type Candidate, type Confirmation, type ConfirmJob, confirm, deepen } from './confirm.js';
import type { FinishedEvent, TuneEvent } from './event.js';
import { type Decision, decide, type Final, finalOf } from './final.js';
import { findings } from './findings.js';
import { rungEpochs } from './horizon.js';
import { nothingLeft } from './nothing-left.js';
import { type Pace, paceOf } from './pace.js';
import type { Prepared } from './prepare.js';
import { type ProgressReporter, progressReporter } from './progress.js';
import { reportOf } from './report.js';
import type { Runner, TrainedPart } from './runner.js';
import { search } from './search.js';
import { defaultSetting, defaultSpace, portfolio } from './space.js';
import type { StudyLog } from './study-log.js';
import { type Source, startStudy } from './study-start.js';
import { openTest } from './test-part.js';

export interface TuneJob {
  readonly prepared: Prepared;
  readonly source: Source;
  readonly testSource?: Source;
  readonly data: DataOptions;
  readonly budget: Budget;
  readonly seed: number;
  readonly study: string;
  readonly store: Store;
  readonly resume: boolean;
  readonly runner: Runner;
  /** Predicts on the study's own thread. */
  readonly engine: Engine;
  /** Aborted: the search ends now, the best are confirmed in little time, and the report still comes. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TuneEvent) => void;
  /** Where everything goes, as people see it. */
  readonly folder: string;
  /** Writes the model and returns its folder. */
  readonly saveModel: (model: Model) => Promise<string>;
  /** `performance.now()` when the budget began. */
  readonly began: number;
}

/** What the phases of one run share. */
interface Run extends TuneJob {
  readonly space: Space;
  readonly log: StudyLog;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly progress: ProgressReporter;
  /** Aborted when the search has to end: its time is up, or a person interrupts. */
  readonly halt: AbortController;
  readonly emit: (event: TuneEvent) => void;
}

/** The whole job: baselines, search, confirmation, final model, the test part opened once, report. */
export async function tuneStudy(job: TuneJob): Promise<FinishedEvent> {
  const { prepared, runner, budget } = job;
  const emit = (event: TuneEvent) => job.onEvent?.(event);
  const space = defaultSpace(prepared.problem);
  const { log, resumed, spent } = await startStudy({ ...job, name: job.study, space, now: Date.now });
  const clock = clockFor(budget, job.began, spent);
  const pace = paceOf(prepared, budget, runner.workers);
  emit(planEvent(job, space, pace, resumed));
  const { direction } = prepared;
  const progress = progressReporter({
    emit,
    clock,
    workers: runner.workers,
    trials: log.trials,
    direction,
    budget,
  });
  const halt = new AbortController();
  const onInterrupt = () => {
    clock.hurry();
    halt.abort();
  };
  if (job.signal?.aborted) onInterrupt();
  job.signal?.addEventListener('abort', onInterrupt, { once: true });
  try {
    return await runPhases({ ...job, space, log, clock, pace, progress, halt, emit });
  } finally {
    job.signal?.removeEventListener('abort', onInterrupt);
    progress.stop();
    await log.flush();
  }
}

function planEvent(job: TuneJob, space: Space, pace: Pace, resumed: boolean): TuneEvent {
  const { study, store, folder, budget, seed, runner, prepared } = job;
  const epochs = pace.horizon(defaultSetting(prepared.problem));
  const rungs = rungEpochs(epochs);
  const { workers } = runner;
  return {
    event: 'plan',
    study,
    storage: store.url,
    folder,
    budget,
    workers,
    seed,
    epochs,
    rungs,
    space: formatSpace(space),
    resumed,
  };
}

async function runPhases(run: Run): Promise<FinishedEvent> {
  const { prepared, log, progress, clock, emit } = run;
  progress.phase('baselines');
  for (const id of prepared.partsOf(0)) run.runner.add(prepared.part(id).part);
  const constant = constantBaseline(prepared);
  emit({ event: 'baseline', name: 'constant', validation: constant.validation });
  const linear = await linearBaseline(prepared, run.runner, run.seed);
  emit({ event: 'baseline', name: 'linear', validation: linear.validation });

  progress.phase('search');
  const kept = new Map<number, readonly TrainedPart[]>();
  const reason = await searchPhase(run, kept);
  for (const text of findings(log.trials, prepared.direction)) {
    emit({ event: 'finding', elapsed: clock.elapsed(), text });
  }

  progress.phase('confirm');
  const { candidates, confirmed } = await confirmPhase(run, linear, kept);

  progress.phase('final');
  const decision = decide(prepared, confirmed);
  const deeper = await deepenPhase(run, decision, confirmed);
  const all = [...confirmed, ...deeper];
  const final = finalOf({ prepared, candidates, confirmed: all, linear, constant, kept }, decision);

  progress.phase('test');
  return finish(run, { final, decision, constant, confirmed, reason });
}

/** How many trials' networks stay in memory in case there is no time to confirm. */
const mostKept = 6;

async function searchPhase(run: Run, kept: Map<number, readonly TrainedPart[]>): Promise<string | undefined> {
  const { prepared, log, clock, pace, halt, progress, budget, emit } = run;
  const { direction, problem } = prepared;
  let reason: string | undefined;
  const timer = Number.isFinite(clock.searchEnd)
    ? setTimeout(() => halt.abort(), Math.max(0, (clock.searchEnd - clock.elapsed()) * 1000))
    : undefined;
  await search({
    ...run,
    direction,
    sampler: tpe({ startup: 12 }),
    rule: halving({ rungs: [1, 2, 3], eta: 3 }),
    parts: prepared.partsOf(0),
    first: [defaultSetting(problem), ...portfolio(problem)],
    horizon: pace.horizon,
    halt: halt.signal,
    now: Date.now,
    elapsed: clock.elapsed,
    mayStart(trials) {
      if ('trials' in budget) return trials.length < budget.trials;
      reason = nothingLeft(trials, direction);
      return reason === undefined && clock.elapsed() < clock.searchEnd;
    },
    watch: {
      started(trial, worker) {
        const { number, setting, facts } = trial;
        progress.worker(worker, {
          label: `#${number}`,
          hyperparameters: setting,
          epoch: 0,
          epochs: Number(facts.horizon),
        });
      },
      reported(number, reports, worker) {
        const { epoch, value } = reports.at(-1)!;
        const { setting, facts } = log.trials[number]!;
        const epochs = Number(facts.horizon);
        progress.worker(worker, {
          label: `#${number}`,
          hyperparameters: setting,
          epoch,
          epochs,
          validation: value,
        });
      },
      finished(trial, outcome, worker) {
        progress.worker(worker, undefined);
        pace.learn(trial);
        if (outcome && trial.state === 'complete') keep(run, kept, trial, outcome.trained);
        announce(run, trial);
      },
    },
  });
  clearTimeout(timer);
  if (reason) emit({ event: 'finding', elapsed: clock.elapsed(), text: `search ended early: ${reason}` });
  return reason;
}

function keep(
  { log, prepared }: Run,
  kept: Map<number, readonly TrainedPart[]>,
  trial: Trial,
  trained: readonly TrainedPart[],
) {
  kept.set(trial.number, trained);
  if (kept.size <= mostKept) return;
  const disposable = [...kept.keys()].filter((number) => number !== 0);
  const worst = disposable.reduce((a, b) =>
    isBetter(log.trials[a]!.value, log.trials[b]!.value, prepared.direction) ? b : a,
  );
  kept.delete(worst);
}

function announce({ log, prepared, clock, emit }: Run, trial: Trial) {
  const { number, state, setting, value, facts } = trial;
  const { epochs, seconds, reason } = facts as { epochs?: number; seconds?: number; reason?: string };
  emit({
    event: 'trial',
    number,
    state,
    hyperparameters: setting,
    validation: value,
    epochs: epochs ?? 0,
    seconds: seconds ?? 0,
    reason,
  });
  if (number === 0 && value !== undefined) emit({ event: 'baseline', name: 'default', validation: value });
  if (state !== 'complete' || value === undefined) return;
  const others = log.trials.filter((other) => other.number !== number && other.state === 'complete');
  const before = bestValue(
    others.map((other) => other.value),
    prepared.direction,
  );
  if (!isBetter(value, before, prepared.direction)) return;
  emit({ event: 'improved', elapsed: clock.elapsed(), number, validation: value, hyperparameters: setting });
}

async function confirmPhase(
  run: Run,
  linear: LinearBaseline,
  kept: ReadonlyMap<number, readonly TrainedPart[]>,
): Promise<{ candidates: Candidate[]; confirmed: Confirmation[] }> {
  const { prepared, log, clock, runner } = run;
  const time = {
    seconds: clock.confirmEnd() - clock.elapsed(),
    workers: runner.workers,
    most: mostFinalists,
  };
  const candidates = candidatesFor(prepared, log.trials, linear, time);
  const confirmed = await withConfirmJob(run, candidates, mostRounds, confirm);
  return {
    candidates,
    confirmed: confirmed.length > 0 ? confirmed : unconfirmed(candidates, log.trials, kept, linear),
  };
}

/**
 * What time is left after the decision trains its settings on further splits, for the average only. A budget in trials has no time, so
 * it adds nothing.
 */
async function deepenPhase(
  run: Run,
  { mixture }: Decision,
  confirmed: readonly Confirmation[],
): Promise<Confirmation[]> {
  const rounds = new Set(confirmed.map(({ round }) => round));
  if (!Number.isFinite(run.clock.confirmEnd()) || rounds.has(0)) return [];
  const members = [...mixture.shares.keys()];
  const most = Math.floor(mostNetworks / (members.length * run.prepared.folds)) - rounds.size;
  return withConfirmJob(run, members, most, (job) => deepen(job, rounds.size + 1));
}

/** An average of more networks than this gains nothing more. */
const mostNetworks = 60;

async function withConfirmJob(
  run: Run,
  candidates: readonly Candidate[],
  most: number,
  work: (job: ConfirmJob) => Promise<Confirmation[]>,
): Promise<Confirmation[]> {
  const { prepared, clock, runner, progress, seed } = run;
  const secondsLeft = () => clock.confirmEnd() - clock.elapsed();
  const halt = new AbortController();
  const left = secondsLeft();
  const timer = Number.isFinite(left) ? setTimeout(() => halt.abort(), Math.max(0, left * 1000)) : undefined;
  const partsOf = (round: number) => {
    const ids = prepared.partsOf(round);
    for (const id of ids) runner.add(prepared.part(id).part);
    return ids;
  };
  const { signal } = halt;
  const watch = progress.labelled;
  try {
    return await work({
      candidates,
      runner,
      seed,
      mostRounds: most,
      partsOf,
      secondsLeft,
      halt: signal,
      watch,
    });
  } finally {
    clearTimeout(timer);
  }
}

interface Ending {
  readonly final: Final;
  readonly decision: Decision;
  readonly constant: ConstantBaseline;
  readonly confirmed: readonly Confirmation[];
  readonly reason: string | undefined;
}

async function finish(
  run: Run,
  { final, decision, constant, confirmed, reason }: Ending,
): Promise<FinishedEvent> {
  const { prepared, log, space, seed, emit } = run;
  const { task, metric, direction } = prepared;
  const models = {
    tuned: final.model,
    default: final.defaultModel,
    linear: final.linearModel,
    constant: constant.model,
  };
  const test = openTest({ prepared, engine: run.engine, seed, models });
  const { winner: candidate } = decision.choice;
  const best =
    (candidate.number === undefined ? undefined : log.trials[candidate.number]) ??
    bestTrial(log.trials, direction)!;
  const { complete, stopped, diverged, failed } = countStates(log.trials);
  const card = {
    metric,
    rows: prepared.sizes,
    test: Object.fromEntries(reportedScores(test.tuned)),
    hyperparameters: candidate.setting,
    data: { file: run.source.file, sha256: run.source.sha256 },
    study: run.study,
    trial: candidate.number,
  };
  const folder = await run.saveModel({ ...final.model, card });
  const finished: FinishedEvent = {
    event: 'finished',
    study: run.study,
    task,
    metric,
    direction,
    seconds: run.clock.elapsed(),
    trials: { complete, stopped, diverged, failed },
    best: {
      number: best.number,
      hyperparameters: best.setting,
      validation: best.value!,
      epochs: Number(best.facts.best_epoch),
    },
    test: test.tuned,
    baselines: test.baselines,
    model: folder,
    storage: run.store.url,
    beaten: final.kind === 'tuned',
    winner: final.kind,
    interrupted: run.signal?.aborted ?? false,
    reason: reason ?? earlyEnd(run),
    report: reportOf({
      prepared,
      trials: log.trials,
      space,
      choice: decision.choice,
      confirmed,
      mixture: decision.mixture,
      networks: final.model.members.length,
      test,
    }),
  };
  log.note({ finished, final: final.recipe });
  await log.flush();
  emit(finished);
  return finished;
}

/** Why a run ended well before its budget although the search did not. */
function earlyEnd({ budget, clock, signal }: Run): string | undefined {
  if (!('seconds' in budget) || signal?.aborted || clock.elapsed() > 0.97 * budget.seconds) return undefined;
  return 'no further training would have fitted into the time left';
}

/** The scores alone, without the count of rows and the interval. */
const reportedScores = ({ rows: _rows, interval: _interval, ...scores }: FinishedEvent['test']) =>
  Object.entries(scores).filter((entry): entry is [string, number] => entry[1] !== undefined);
