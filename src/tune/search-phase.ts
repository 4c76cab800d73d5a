import { sum } from '../math/statistics.js';
import type { ByTarget } from '../model/measure.js';
import { isSameSetting } from '../space/active.js';
import { bestValue, isBetter } from '../study/direction.js';
import { epochsTrained } from '../study/outcome.js';
import type { Trial } from '../study/trial.js';
import { baselineEvent, type LinearBaseline } from './baselines.js';
import { candidatesOf } from './confirm-phase.js';
import { methodOf } from './method.js';
import { nothingLeft } from './nothing-left.js';
import { hasManyRows } from './part-rows.js';
import type { Run } from './run.js';
import type { TrainedPart } from './runner.js';
import { type SearchWatch, search } from './search.js';
import { defaultSetting, portfolio } from './space.js';
import { stagesOf } from './stages.js';

/** How many trials' networks stay in memory in case there is no time to confirm. */
const mostKept = 6;

/** Searches until its time or its trials are spent, or nothing is left to gain (the reason is then returned). */
export async function searchPhase(
  run: Run,
  linear: LinearBaseline,
  constant: number,
  kept: Map<number, readonly TrainedPart[]>,
): Promise<string | undefined> {
  const { prepared, clock, pace, halt, budget, method = 'halving' } = run;
  const { direction, problem } = prepared;
  const stages = stagesOf(hasManyRows(prepared.part(0).part));
  let reason: string | undefined;
  const stopTimer = haltInTime(run, linear);
  const asked = await search({
    ...run,
    direction,
    method: methodOf(method, {
      stages,
      scale: { direction, constant },
      isComparable: ({ setting, facts }) => pace.length(setting).epochs === facts.horizon,
    }),
    stages,
    parts: prepared.partsOf(0),
    first: [defaultSetting(problem), ...portfolio(problem)],
    length: (setting) =>
      isSameSetting(run.space, setting, defaultSetting(problem)) ? pace.defaultLength : pace.length(setting),
    halt: halt.signal,
    now: Date.now,
    elapsed: clock.total,
    mayStart: (trials) => !('trials' in budget) || trials.length < budget.trials,
    mayGoOn(trials) {
      if ('trials' in budget) return true;
      const early = clock.elapsed() < clock.searchEnd / 2;
      reason = early ? undefined : nothingLeft(trials, direction);
      return reason === undefined && clock.elapsed() < searchEnd(run, linear);
    },
    watch: searchWatch(run, kept),
  });
  stopTimer();
  run.log.note({ search: method, asked: Number(run.log.facts.asked ?? 0) + asked });
  return reason;
}

/** When the search has to end: after its share of the budget, or later when confirming needs less than the rest. */
function searchEnd(run: Run, linear: LinearBaseline): number {
  const { clock, runner } = run;
  const each = candidatesOf(run, linear, Number.POSITIVE_INFINITY).map((candidate) => candidate.seconds);
  const round = Math.max(sum(each) / runner.workers, ...each);
  return Math.max(clock.searchEnd, clock.confirmEnd() - confirmRounds * round);
}

/** Rounds of confirming and deepening that are worth leaving time for. */
const confirmRounds = 12;

/** Aborts `halt` at the end of the search, which moves as it is learnt how long confirming will take. */
function haltInTime(run: Run, linear: LinearBaseline): () => void {
  if (!Number.isFinite(run.clock.searchEnd)) return () => {};
  const timer = setInterval(() => {
    if (run.clock.elapsed() >= searchEnd(run, linear)) run.halt.abort();
  }, 50);
  return () => clearInterval(timer);
}

function searchWatch(run: Run, kept: Map<number, readonly TrainedPart[]>): SearchWatch {
  const { progress, log } = run;
  return {
    started(trial, worker) {
      const { number, setting, facts } = trial;
      const epochs = Number(facts.horizon);
      const epoch = epochsTrained(trial);
      progress.worker(worker, { label: `#${number}`, hyperparameters: setting, epoch, epochs });
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
    paused: (_, worker) => progress.worker(worker, undefined),
    finished(trial, outcome, worker) {
      if (worker !== undefined) progress.worker(worker, undefined);
      if (outcome?.best && (trial.state === 'complete' || isDefault(run, trial)))
        keep(run, kept, trial, outcome.trained);
      announce(run, trial);
    },
  };
}

const isDefault = ({ space, prepared }: Run, { setting }: Trial) =>
  isSameSetting(space, setting, defaultSetting(prepared.problem));

function keep(
  run: Run,
  kept: Map<number, readonly TrainedPart[]>,
  trial: Trial,
  trained: readonly TrainedPart[],
) {
  const { log, prepared } = run;
  kept.set(trial.number, trained);
  if (kept.size <= mostKept) return;
  const disposable = [...kept.keys()].filter((number) => !isDefault(run, log.trials[number]!));
  const worst = disposable.reduce((a, b) =>
    isBetter(log.trials[a]!.value, log.trials[b]!.value, prepared.direction) ? b : a,
  );
  kept.delete(worst);
}

function announce(run: Run, trial: Trial) {
  const { log, prepared, clock, emit } = run;
  const { number, state, setting, value, facts } = trial;
  const { epochs, seconds, reason, targets } = facts as {
    epochs?: number;
    seconds?: number;
    reason?: string;
    targets?: ByTarget;
  };
  emit({
    event: 'trial',
    number,
    state,
    hyperparameters: setting,
    validation: value,
    targets,
    epochs: epochs ?? 0,
    seconds: seconds ?? 0,
    reason,
  });
  if (isDefault(run, trial) && value !== undefined) emit(baselineEvent('default', { value, targets }));
  if (state !== 'complete' || value === undefined) return;
  const others = log.trials.filter((other) => other.number !== number && other.state === 'complete');
  const before = bestValue(
    others.map((other) => other.value),
    prepared.direction,
  );
  if (!isBetter(value, before, prepared.direction)) return;
  emit({
    event: 'improved',
    elapsed: clock.elapsed(),
    number,
    validation: value,
    targets,
    hyperparameters: setting,
  });
}
