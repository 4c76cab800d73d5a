import { usageError } from '../error.js';
import type { Decision } from '../search/stopping/rule.js';
import type { Setting, Space } from '../space/parameter.js';
import type { SettingOf } from '../space/setting-of.js';
import { bestTrial, endPaused, type ScoredTrial } from '../study/history.js';
import type { Facts } from '../study/store/store.js';
import type { StudyRecord, Trial } from '../study/trial.js';
import { end, halt, tell, wasTold } from './ending.js';
import { type Bounds, handOutAgain, handOutNext } from './hand-out.js';
import { type Plan, planOf, type StudyOptions } from './options.js';
import { report } from './report.js';
import type { RunningTrial } from './running-trial.js';
import { enqueue, openSession } from './session.js';

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
  /** As `ask`, within limits; `wait` while a trial in progress has to be told first. */
  next(bounds: Bounds): Promise<RunningTrial<SettingOf<S>> | 'wait' | undefined>;
  /** A trial that the record has as running, but nobody runs, from its beginning. */
  again(number: number): Promise<RunningTrial<SettingOf<S>> | undefined>;
  /** Ends a running trial where it is: stopped, or failed when it has reported nothing. */
  halt(number: number, reason: string): Promise<Trial>;
  abort(number: number, reason: string): void;
  note(facts: Facts): void;
  flush(): Promise<void>;
  /** Whether a trial was told to stop by its stopping rule. */
  wasTold(number: number): boolean;
}

/** Opens a study for asking and telling. Throws a SweetspotError of kind `usage` for options that do not go together. */
export const openStudy = <const S extends Space = Space>(options: StudyOptions<S>): Promise<Study<S>> =>
  open(options);

/** As `openStudy`, for one that runs the trials itself. */
export async function open<const S extends Space = Space>(options: StudyOptions<S>): Promise<OpenStudy<S>> {
  const session = await openSession(planOf(options));
  const { log, live, plan } = session;
  let ended: string | undefined;
  // The trial's setting is one of the declared space.
  const typed = (trial: RunningTrial | undefined) => trial as RunningTrial<SettingOf<S>> | undefined;

  async function next(bounds: Bounds) {
    const given = await handOutNext(session, bounds);
    ended = given !== 'wait' && 'ended' in given ? given.ended : undefined;
    return given === 'wait' ? given : 'ended' in given ? undefined : typed(given);
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
    again: async (number) => typed(await handOutAgain(session, number)),
    tell: (number, value) => tell(session, number, value),
    fail: (number, reason) => end(session, number, { state: 'failed', facts: { reason } }),
    halt: (number, reason) => halt(session, number, reason),
    wasTold: (number) => wasTold(session, number),
    note: (facts) => log.apply({ kind: 'noted', facts }),
    flush: () => log.flush(),
    abort: (number, reason) => live.get(number)?.abort.abort(new Error(reason)),
    report: (number, epoch, value) => report(session, number, epoch, value),
    enqueue: (setting) => enqueue(session, [{ ...setting }]),
    async end() {
      log.apply(...endPaused(log.record.trials, Date.now()));
      await log.flush();
    },
  };
}
