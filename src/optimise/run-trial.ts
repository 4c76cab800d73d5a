import type { Space } from '../space/parameter.js';
import type { SettingOf } from '../space/setting-of.js';
import type { Trial } from '../study/trial.js';
import { type Halt, longest } from './halt.js';
import { reasonOf } from './outcome.js';
import type { RunningTrial } from './running-trial.js';
import type { OpenStudy } from './study.js';

/** What is made small or great: a number, now or later, for a setting. */
export type Objective<S extends Space = Space> = (
  setting: SettingOf<S>,
  trial: RunningTrial<SettingOf<S>>,
) => number | Promise<number>;

type Ending =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'thrown'; readonly error: unknown }
  | { readonly kind: 'late'; readonly reason: string }
  | { readonly kind: 'halted'; readonly reason: string };

/** Runs a trial to whichever comes first: its objective is done, its time is up, or the study ends. What comes later is not heard. */
export async function runTrial<S extends Space>(
  study: OpenStudy<S>,
  objective: Objective<S>,
  trial: RunningTrial<SettingOf<S>>,
  halt: Halt,
  timeout: number | undefined,
): Promise<Trial> {
  const { number } = trial;
  const timer = timing(timeout);
  const halted = halt.promise.then((reason): Ending => ({ kind: 'halted', reason }));
  const ending = await Promise.race([call(objective, trial), timer.promise, halted]);
  timer.clear();
  switch (ending.kind) {
    case 'returned':
      return study.tell(number, ending.value);
    case 'thrown':
      // Throwing is a way to stop, too, for one that was told to.
      return study.wasTold(number)
        ? study.tell(number, undefined)
        : study.fail(number, reasonOf(ending.error));
    case 'late':
      study.abort(number, ending.reason);
      return study.fail(number, ending.reason);
    case 'halted':
      study.abort(number, ending.reason);
      return study.halt(number, `the study ended: ${ending.reason}`);
  }
}

async function call<S extends Space>(
  objective: Objective<S>,
  trial: RunningTrial<SettingOf<S>>,
): Promise<Ending> {
  try {
    return { kind: 'returned', value: await objective(trial.setting, trial) };
  } catch (error) {
    return { kind: 'thrown', error };
  }
}

function timing(seconds: number | undefined): { readonly promise: Promise<Ending>; clear(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const promise = new Promise<Ending>((resolve) => {
    if (seconds === undefined) return;
    const reason = `it gave nothing back within ${seconds} s`;
    timer = setTimeout(() => resolve({ kind: 'late', reason }), Math.min(seconds * 1000, longest));
  });
  return { promise, clear: () => clearTimeout(timer) };
}
