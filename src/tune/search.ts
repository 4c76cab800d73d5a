import { SweetspotError } from '../error.js';
import type { Step } from '../search/strategy/strategy.js';
import { isSameSetting } from '../space/active.js';
import type { Setting, Space } from '../space/parameter.js';
import { bestValue } from '../study/direction.js';
import type { Direction, Trial } from '../study/trial.js';
import { fairRungs } from './horizon.js';
import type { Length } from './length.js';
import type { Method } from './method.js';
import { pausedTrainings } from './paused-trainings.js';
import { atRungs } from './rung-view.js';
import type { EpochReport, PausedTraining, Runner, RunningJob, TrialJob, TrialOutcome } from './runner.js';
import { scheduleOf } from './schedule-setting.js';
import { epochAt, type Stages } from './stages.js';
import type { StudyLog } from './study-log.js';
import { factsOf, finite } from './trial-facts.js';

/** All that a search needs; it decides nothing but who runs next. */
export interface SearchJob {
  readonly space: Space;
  readonly direction: Direction;
  readonly seed: number;
  readonly method: Method;
  readonly stages: Stages;
  readonly runner: Runner;
  readonly log: StudyLog;
  /** The parts on which each trial is trained. */
  readonly parts: readonly number[];
  /** Settings to try before the strategy is asked; the first is the default, which is trained to its end whatever the others do. */
  readonly first: readonly Setting[];
  length(setting: Setting): Length;
  /** Whether there is time for more. */
  mayGoOn(trials: readonly Trial[]): boolean;
  /** Whether another trial may begin. */
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
  paused(trial: Trial, worker: number): void;
  /** `worker` is absent where it was paused when the search ended. */
  finished(trial: Trial, outcome: TrialOutcome | undefined, worker?: number): void;
}

/** What a worker is to do: train a trial from where it is until a rung. */
interface Leg {
  readonly number: number;
  readonly until: number;
  readonly from?: PausedTraining;
}

/** Runs trials until the budget or the halt ends it; every finished trial is in the store when its promise settles. Returns for how many seconds the strategy was asked. */
export async function search(job: SearchJob): Promise<number> {
  const seats: (Promise<void> | undefined)[] = new Array(job.runner.workers).fill(undefined);
  const scene: Scene = { ...job, states: pausedTrainings(), targets: new Map(), asked: { seconds: 0 } };
  const halted = new Promise<void>((resolve) =>
    job.halt.addEventListener('abort', () => resolve(), { once: true }),
  );

  while (!job.halt.aborted) {
    const seat = seats.indexOf(undefined);
    const leg = seat >= 0 && job.mayGoOn(job.log.trials) ? nextLeg(scene) : undefined;
    if (leg !== undefined) {
      seats[seat] = runLeg(scene, leg, seat).finally(() => {
        seats[seat] = undefined;
      });
      continue;
    }
    const busy = seats.filter((each) => each !== undefined);
    if (busy.length === 0) break;
    await Promise.race([...busy, halted]);
  }
  await Promise.all(seats);
  await endPaused(scene);
  return scene.asked.seconds;
}

interface Scene extends SearchJob {
  readonly states: ReturnType<typeof pausedTrainings>;
  /** The rung to which each running trial is trained. */
  readonly targets: Map<number, number>;
  /** How long the strategy has thought. */
  readonly asked: { seconds: number };
}

/** Begins a trial or goes on with one; undefined when nothing is left to do, or not before a running trial has come to its rung. */
function nextLeg(scene: Scene): Leg | undefined {
  const { log, space, stages, first, states } = scene;
  const mayStart = scene.mayStart(log.trials);
  const place = first.findIndex(
    (setting) =>
      !log.trials.some((trial) => trial.state !== 'failed' && isSameSetting(space, trial.setting, setting)),
  );
  if (place >= 0 && mayStart) {
    // To their ends: what curves of networks of several sizes come to cannot be learnt from looks.
    return start(scene, { setting: first[place]!, until: stages.most }, 'rules of thumb');
  }
  const began = performance.now();
  const step = askStrategy(scene);
  scene.asked.seconds += (performance.now() - began) / 1000;
  if (step.kind === 'start')
    return mayStart ? start(scene, step, scene.method.strategy.name, step.facts) : undefined;
  if (step.kind !== 'continue') return undefined;
  log.goOn(step.number, step.facts ?? {}, scene.now());
  return { ...step, from: states.take(step.number) };
}

function askStrategy({ log, space, seed, method, stages, targets }: Scene): Step {
  return method.strategy.next({
    space,
    direction: method.direction,
    trials: log.trials.map(method.see),
    seed,
    number: log.trials.length,
    fidelity: stages,
    targets,
  });
}

function start(
  { log, length, now }: Scene,
  { setting, until }: { readonly setting: Setting; readonly until: number },
  proposer: string,
  learnt?: Readonly<Record<string, unknown>>,
): Leg {
  const number = log.trials.length;
  const { epochs: horizon, rows } = length(setting);
  log.start(number, setting, { horizon, ...(rows && { rows }), proposer, ...learnt }, now());
  return { number, until };
}

async function runLeg(scene: Scene, { number, until, from }: Leg, worker: number): Promise<void> {
  const { log, runner, watch, targets, halt: halting } = scene;
  const trial = log.trials[number]!;
  watch.started(trial, worker);
  targets.set(number, until);
  const running: RunningJob = runner.run(jobOf(scene, trial, until, from), {
    onEpochs(reports) {
      log.report(number, finite(reports));
      watch.reported(number, reports, worker);
    },
    onRung: (reports) => stopReason(scene, number, reports),
  });
  const halt = () => running.stop('the search ended');
  halting.addEventListener('abort', halt, { once: true });
  const outcome = await running.outcome.catch((error: Error) => error);
  halting.removeEventListener('abort', halt);
  targets.delete(number);
  if (outcome instanceof Error) fail(scene, number, outcome);
  else end(scene, number, outcome);
  await log.flush();
  const after = log.trials[number]!;
  if (after.state === 'paused') watch.paused(after, worker);
  else watch.finished(after, outcome instanceof Error ? undefined : outcome, worker);
  // The runner has given up: no trial will ever run again.
  if (outcome instanceof SweetspotError) throw outcome;
}

function jobOf(scene: Scene, trial: Trial, until: number, from: PausedTraining | undefined): TrialJob {
  const { number, setting, facts } = trial;
  const horizon = Number(facts.horizon);
  const pauseAt = epochAt(scene.stages, until, setting, horizon);
  return {
    label: `#${number}`,
    setting,
    seed: { seed: scene.seed, trial: number },
    parts: scene.parts,
    epochs: horizon,
    rows: facts.rows as TrialJob['rows'],
    rungs: scene.method.rule ? fairRungs(scheduleOf(setting), horizon) : [],
    ...(pauseAt < horizon && { until: pauseAt }),
    ...(from && { from }),
  };
}

function stopReason(
  { direction, log, method, space, first }: Scene,
  number: number,
  reports: readonly EpochReport[],
) {
  const { rule, see } = method;
  const isDefault = ({ setting }: Trial) => first[0] !== undefined && isSameSetting(space, setting, first[0]);
  // The default is carried to its end, for it is what everything else is compared with; and as it is trained longer than others, what it
  // has reached at its rungs is no measure for theirs.
  if (rule === undefined || isDefault(log.trials[number]!)) return undefined;
  const progress = { number, intermediate: atRungs(reports, log.trials[number]!, direction) };
  const others = log.trials.filter((trial) => trial.number !== number && !isDefault(trial)).map(see);
  const { stop, reason } = rule.decide(progress, others, direction);
  return stop ? (reason ?? rule.name) : undefined;
}

function fail({ log, now }: Scene, number: number, { message }: Error) {
  log.finish({ number, state: 'failed', time: now(), facts: { reason: message } });
}

function end({ log, states, now, elapsed }: Scene, number: number, outcome: TrialOutcome) {
  const facts = factsOf(outcome, elapsed());
  if (outcome.state === 'paused') {
    states.keep(number, outcome.paused!);
    log.pause(number, facts, now());
    return;
  }
  const value = outcome.state === 'diverged' ? undefined : outcome.best?.value;
  log.finish({ number, state: outcome.state, value, time: now(), facts });
}

/** Trials that are paused when the search ends are stopped where they are. */
async function endPaused({ log, now, watch, direction }: Scene): Promise<void> {
  const paused = log.trials.filter(({ state }) => state === 'paused');
  for (const { number, intermediate } of paused) {
    const value = bestValue(
      intermediate.map((report) => report.value),
      direction,
    );
    const facts = { reason: 'others promised more until the search ended' };
    log.finish({ number, state: 'stopped', value, time: now(), facts });
  }
  await log.flush();
  for (const { number } of paused) watch.finished(log.trials[number]!, undefined);
}
