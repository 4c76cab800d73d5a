import { usageError } from '../error.js';
import type { Decision } from '../search/stopping/rule.js';
import type { Parameter, Setting, Space, Value } from '../space/parameter.js';
import type { SettingOf } from '../space/setting-of.js';
import { bestTrial, endPaused, type ScoredTrial } from '../study/history.js';
import { epochsTrained, isFinished, lastReport, valueWhenStopped } from '../study/outcome.js';
import type { Facts } from '../study/store/store.js';
import type { StudyRecord, Trial } from '../study/trial.js';
import { begin } from './begin.js';
import { type Circumstances, checkQueued, decide, queueOf } from './decide.js';
import { type Plan, planOf, type StudyOptions } from './options.js';
import { outcomeOf } from './outcome.js';
import { type RunningTrial, suggestions } from './running-trial.js';
import { suggestion } from './suggest.js';

/** A study whose trials somebody else runs: `ask` for a setting, run it, `tell` the value. */
export interface Study<S extends Space = Space> {
  readonly record: StudyRecord;
  /** The complete trial with the best value. */
  readonly best: ScoredTrial | undefined;
  /** Why `ask` had nothing more to give; undefined before that. */
  readonly ended: string | undefined;
  /**
   * Starts the next trial, or goes on with a paused one; undefined when there is nothing left to do. Throws a SweetspotError of kind `usage` when a
   * trial in progress has to be told first.
   */
  ask(): Promise<RunningTrial<SettingOf<S>> | undefined>;
  /**
   * Ends a trial with what its objective gave back, or pauses it when it was to be trained only so far. What is no finite number is diverged or
   * failed; a trial that was told to stop is stopped.
   */
  tell(number: number, value: unknown): Promise<Trial>;
  /** Ends a trial without a value. */
  fail(number: number, reason: string): Promise<Trial>;
  /** Says the value of a running trial at an epoch; back comes whether to stop it. */
  report(number: number, epoch: number, value: number): Decision;
  /** A setting, or a part of one, to try before others. */
  enqueue(setting: Setting): Promise<void>;
  /** Ends the study: paused trials count as stopped. */
  end(): Promise<void>;
}

/** A study with what its runner needs beside. */
export interface OpenStudy<S extends Space = Space> extends Study<S> {
  readonly plan: Plan;
  next(limits: Omit<Circumstances, 'targets'>): Promise<RunningTrial<SettingOf<S>> | 'wait' | undefined>;
  /** A trial that the record has as running, but nobody runs, from its beginning. */
  again(number: number): Promise<RunningTrial<SettingOf<S>> | undefined>;
  /** Ends a running trial where it is: stopped, or failed when it has reported nothing. */
  halt(number: number, reason: string): Promise<Trial>;
  abort(number: number, reason: string): void;
  /** Whether a trial was told to stop by its stopping rule. */
  wasTold(number: number): boolean;
}

/** Opens a study for asking and telling. Throws a SweetspotError of kind `usage` for options that do not go together. */
export const openStudy = <const S extends Space = Space>(options: StudyOptions<S>): Promise<Study<S>> =>
  open(options);

/** What is known of a trial beside its record. */
interface Live {
  readonly until: number;
  readonly abort: AbortController;
  stop: Decision;
  told: boolean;
}

const goOn: Decision = { stop: false };
/** A trial whose process ended so often while it ran is not tried again. */
const mostRestarts = 2;

export async function open<const S extends Space = Space>(options: StudyOptions<S>): Promise<OpenStudy<S>> {
  const plan = planOf(options);
  const log = await begin(plan);
  const live = new Map<number, Live>();
  const states = new Map<number, unknown>();
  let ended: string | undefined;

  const trialOf = (number: number): Trial => {
    const trial = log.record.trials[number];
    if (trial === undefined) throw usageError(`study "${log.record.name}" has no trial ${number}`);
    return trial;
  };
  const targets = () =>
    new Map(
      [...live].filter(([number]) => trialOf(number).state === 'running').map(([n, { until }]) => [n, until]),
    );

  const queued = plan.first.filter(
    (setting) =>
      ![...queueOf(log.record), ...log.record.trials.map((trial) => trial.setting)].some((other) =>
        contains(other, setting),
      ),
  );
  for (const setting of queued) checkQueued(plan.space, setting);
  if (queued.length > 0) {
    log.apply({ kind: 'noted', facts: { queue: [...queueOf(log.record), ...queued] } });
    await log.flush();
  }

  function enter(number: number, until: number): RunningTrial<SettingOf<S>> {
    const abort = new AbortController();
    const mine: Live = { until, abort, stop: goOn, told: false };
    live.set(number, mine);
    const isMine = () => live.get(number) === mine;
    const hasState = states.has(number);
    return {
      number,
      get setting() {
        return trialOf(number).setting as SettingOf<S>;
      },
      until,
      from: hasState ? epochsTrained(trialOf(number)) : 0,
      state: states.get(number),
      signal: abort.signal,
      save: (state) => {
        if (isMine()) states.set(number, state);
      },
      report: (epoch, value) => {
        if (isMine()) report(number, epoch, value);
      },
      shouldStop() {
        mine.told ||= mine.stop.stop || abort.signal.aborted;
        return mine.told;
      },
      ...suggestions((name, parameter) => suggest(number, name, parameter)),
    };
  }

  function suggest(number: number, name: string, parameter: Parameter): Value {
    const trial = trialOf(number);
    const { value, isNew } = suggestion(log.record, trial, plan.space, name, parameter);
    if (isNew) log.apply({ kind: 'suggested', number, name, parameter, value });
    return value;
  }

  function report(number: number, epoch: number, value: number): Decision {
    if (!Number.isInteger(epoch) || epoch < 0)
      throw usageError(
        `trial ${number} reported epoch ${String(epoch)}`,
        'Epochs are whole numbers, from 1.',
      );
    if (typeof value !== 'number')
      throw usageError(
        `trial ${number} reported ${JSON.stringify(value)} at epoch ${epoch}`,
        'Report a number.',
      );
    log.apply({ kind: 'reported', number, values: [{ epoch, value }] });
    const mine = live.get(number);
    const decision = plan.stopping ? asked(number) : goOn;
    if (mine && decision.stop) mine.stop = decision;
    return decision;
  }

  function asked(number: number): Decision {
    const { trials, direction } = log.record;
    const others = trials.filter((trial) => trial.number !== number);
    return plan.stopping!.decide({ number, intermediate: trialOf(number).intermediate }, others, direction);
  }

  async function close(number: number, ending: Omit<Parameters<typeof finished>[1], 'time'>): Promise<Trial> {
    log.apply(finished(number, { ...ending, time: Date.now() }));
    live.delete(number);
    states.delete(number);
    await log.flush();
    return trialOf(number);
  }

  async function pause(number: number, until: number, value: number): Promise<Trial> {
    reportEnd(number, until, value);
    log.apply({ kind: 'paused', number, time: Date.now() });
    live.delete(number);
    await log.flush();
    return trialOf(number);
  }

  /** What a trial gave back counts as its report where it ends, when it made none there. */
  function reportEnd(number: number, until: number, value: number): void {
    if (epochsTrained(trialOf(number)) < until)
      log.apply({ kind: 'reported', number, values: [{ epoch: until, value }] });
  }

  async function next({ trials, trainings }: Omit<Circumstances, 'targets'>) {
    const step = decide(plan, log.record, {
      targets: targets(),
      trials,
      ...(trainings === undefined ? {} : { trainings }),
    });
    ended = undefined;
    if (step.kind === 'wait') return 'wait' as const;
    if (step.kind === 'end') {
      ended = step.reason;
      return undefined;
    }
    const time = Date.now();
    const why = step.why === undefined ? {} : { why: step.why };
    const until = plan.fidelity.most > 1 ? { until: step.until } : {};
    if (step.kind === 'continue')
      log.apply({ kind: 'continued', number: step.number, time, facts: { ...until, ...why } });
    else start(step.setting, { ...until, ...why, proposer: step.proposer }, step.queue, time);
    await log.flush();
    return enter(step.kind === 'continue' ? step.number : log.record.trials.length - 1, step.until);
  }

  /** What is not declared waits beside the setting until the objective asks for it. */
  function start(whole: Setting, facts: Facts, queue: readonly Setting[] | undefined, time: number): void {
    const entries = Object.entries(whole);
    const setting = Object.fromEntries(entries.filter(([name]) => Object.hasOwn(plan.space, name)));
    const proposal = Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(plan.space, name)));
    const beside = Object.keys(proposal).length > 0 ? { proposal } : {};
    log.apply(
      { kind: 'started', number: log.record.trials.length, setting, time, facts: { ...facts, ...beside } },
      ...(queue === undefined ? [] : [{ kind: 'noted' as const, facts: { queue } }]),
    );
  }

  return {
    plan,
    get record() {
      return log.record;
    },
    get best() {
      return bestTrial(log.record.trials, log.record.direction);
    },
    get ended() {
      return ended;
    },
    next,
    async ask() {
      const trial = await next({ trials: Number.POSITIVE_INFINITY });
      if (trial === 'wait')
        throw usageError(
          'nothing can be asked before a trial in progress is told',
          'Tell one of those that run.',
        );
      return trial;
    },
    async again(number) {
      const { facts } = trialOf(number);
      const restarts = Number(facts.restarts ?? 0) + 1;
      if (restarts > mostRestarts) {
        await close(number, {
          state: 'failed',
          facts: { reason: `its process ended ${restarts} times while it ran` },
        });
        return undefined;
      }
      const time = Date.now();
      log.apply({ kind: 'paused', number, time }, { kind: 'continued', number, time, facts: { restarts } });
      await log.flush();
      return enter(number, Number(facts.until ?? plan.fidelity.most));
    },
    async tell(number, value) {
      const trial = trialOf(number);
      const { until = Number(trial.facts.until ?? plan.fidelity.most), stop, told } = live.get(number) ?? {};
      if (told && stop?.stop)
        return close(number, { state: 'stopped', facts: { reason: stop.reason ?? plan.stopping!.name } });
      const outcome = outcomeOf(value, log.record.direction);
      if (outcome.state !== 'complete')
        return close(number, { state: outcome.state, facts: { reason: outcome.reason } });
      if (until < plan.fidelity.most) return pause(number, until, outcome.value);
      if (plan.fidelity.most > 1 && !isFinished(trial)) reportEnd(number, until, outcome.value);
      return close(number, outcome);
    },
    fail: (number, reason) => close(number, { state: 'failed', facts: { reason } }),
    halt(number, reason) {
      const trial = trialOf(number);
      const state = lastReport(trial) === undefined ? 'failed' : 'stopped';
      return close(number, { state, value: valueWhenStopped(trial), facts: { reason } });
    },
    wasTold(number) {
      const mine = live.get(number);
      return mine?.told === true && mine.stop.stop;
    },
    abort: (number, reason) => live.get(number)?.abort.abort(new Error(reason)),
    report,
    async enqueue(setting) {
      checkQueued(plan.space, setting);
      log.apply({ kind: 'noted', facts: { queue: [...queueOf(log.record), { ...setting }] } });
      await log.flush();
    },
    async end() {
      const changes = endPaused(log.record.trials, Date.now());
      if (changes.length > 0) log.apply(...changes);
      await log.flush();
    },
  };
}

interface Ending {
  readonly state: 'complete' | 'stopped' | 'diverged' | 'failed';
  readonly value?: number | undefined;
  readonly time: number;
  readonly facts?: Facts;
}

const finished = (number: number, { value, ...ending }: Ending) => ({
  kind: 'finished' as const,
  number,
  ...ending,
  ...(value === undefined ? {} : { value }),
});

/** Whether a setting has all the values of another. */
const contains = (whole: Setting, part: Setting): boolean =>
  Object.entries(part).every(([name, value]) => whole[name] === value);
