import { formatSpace } from '../space/format.js';
import type { Space } from '../space/parameter.js';
import { baselineEvent, constantBaseline, linearBaseline } from './baselines.js';
import { chronicleOf } from './chronicle.js';
import { clockFor } from './clock.js';
import { confirmPhase, deepenPhase } from './confirm-phase.js';
import type { FinishedEvent, TuneEvent } from './event.js';
import { decide, finalOf } from './final.js';
import { findings } from './findings.js';
import { finish } from './finish.js';
import { mostEpochs, rungEpochs } from './horizon.js';
import { growthNote } from './length.js';
import { neighbourScore } from './neighbours.js';
import { nuggetOf } from './nugget.js';
import { own } from './owner.js';
import { type Pace, paceOf } from './pace.js';
import { hasManyRows } from './part-rows.js';
import { progressReporter } from './progress.js';
import type { Run, TuneJob } from './run.js';
import type { TrainedPart } from './runner.js';
import { searchPhase } from './search-phase.js';
import { defaultSetting, defaultSpace } from './space.js';
import { type StartedStudy, startStudy } from './study-start.js';

/** The whole job: baselines, search, confirmation, final model, the test part opened once, report. */
export async function tuneStudy(given: TuneJob): Promise<FinishedEvent> {
  const space = defaultSpace(given.prepared.problem);
  const { log, resumed, budget, spent } = await startStudy({
    ...given,
    name: given.study,
    space,
    now: Date.now,
  });
  const disown = await own(log, given.store, given.owner, Date.now);
  try {
    return await tuneOwned({ ...given, budget }, { space, log, resumed, spent });
  } finally {
    disown();
    await log.flush();
  }
}

type Begun = Pick<Run, 'space' | 'log'> & Pick<StartedStudy, 'resumed' | 'spent'>;

async function tuneOwned(job: TuneJob, { space, log, resumed, spent }: Begun): Promise<FinishedEvent> {
  const { prepared, runner, budget } = job;
  const clock = clockFor(budget, job.began, spent);
  const chronicle = chronicleOf(clock);
  const emit = (event: TuneEvent) => {
    chronicle.hear(event);
    job.onEvent?.(event);
  };
  for (const id of prepared.partsOf(0)) runner.add(prepared.part(id).part);
  const known = log.facts as Partial<Pick<Pace, 'work' | 'longest'>>;
  const pace = await paceOf({ prepared, budget, runner, known, method: job.method });
  log.note({ work: pace.work, longest: pace.longest });
  emit(planEvent(job, space, resumed, pace));
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
    return await runPhases({ ...job, space, log, clock, pace, progress, halt, emit, chronicle });
  } finally {
    job.signal?.removeEventListener('abort', onInterrupt);
    progress.stop();
  }
}

function planEvent(job: TuneJob, space: Space, resumed: boolean, pace: Pace): TuneEvent {
  const { study, store, folder, budget, seed, runner, prepared } = job;
  const epochs = hasManyRows(prepared.part(0).part)
    ? pace.defaultLength.epochs
    : mostEpochs(prepared.problem.rows);
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
  const constant = constantBaseline(prepared);
  const parts = prepared.partsOf(0);
  const known = constant.validation(parts);
  emit(baselineEvent('constant', known));
  const linear = await linearBaseline(prepared, run.runner, run.seed);
  emit(baselineEvent('linear', linear.validation));
  const yardsticks = {
    constant: known.value,
    linear: linear.validation.value,
    neighbours: neighbourScore(prepared.part(0).part),
    nugget: nuggetOf(prepared.part(0).part),
  };
  log.note({ yardsticks });

  const { rows } = prepared.part(0).part;
  progress.phase('search', growthNote(run.pace.length(defaultSetting(prepared.problem)), rows));
  const kept = new Map<number, readonly TrainedPart[]>();
  const reason = await searchPhase(run, linear, known.value, kept);
  for (const text of findings(log.trials, prepared.direction)) {
    emit({ event: 'finding', elapsed: clock.elapsed(), text });
  }

  progress.phase('confirm');
  const confirmed = await confirmPhase(run, linear, kept);

  progress.phase('final');
  const decision = decide({ prepared, confirmed, linear, constant });
  const all = [...confirmed, ...(await deepenPhase(run, decision, confirmed))];
  const final = finalOf({ prepared, confirmed: all, linear, constant }, decision);

  progress.phase('test');
  return finish(run, { final, decision, confirmed: all, reason });
}
