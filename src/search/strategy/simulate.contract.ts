import type { Setting, Space } from '../../space/parameter.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Direction, Trial, TrialState } from '../../study/trial.js';
import type { Fidelity, Progression, Step, Strategy } from './strategy.js';

/** A made-up study: what a setting's report at an epoch is; NaN where it blew up. */
export interface MadeUp {
  readonly space: Space;
  readonly fidelity: Fidelity;
  readonly report: (setting: Setting, epoch: number) => number;
  readonly direction?: Direction;
  readonly seed?: number;
  readonly workers?: number;
  /** Epochs that may be begun altogether. */
  readonly budget: number;
  readonly fullTrainings?: number;
  /** Trials that were there before. */
  readonly trials?: readonly Trial[];
  readonly onStep?: (progression: Progression, step: Step) => void;
}

export interface Simulated {
  readonly trials: readonly Trial[];
  readonly steps: readonly Step[];
  /** Epochs trained. */
  readonly spent: number;
}

interface Job {
  readonly number: number;
  readonly until: number;
  readonly done: number;
}

/** Runs a strategy with workers that train an epoch in a unit of time and report at least each hundredth of a full training; ends with the budget, or when the strategy does. */
export function simulate(strategy: Strategy, made: MadeUp): Simulated {
  const { workers = 1, budget, direction = 'minimize', seed = 1 } = made;
  const trials: Trial[] = [...(made.trials ?? [])];
  const steps: Step[] = [];
  let jobs: Job[] = [];
  let spent = 0;
  let now = 0;
  for (;;) {
    let ended = false;
    while (jobs.length < workers && spent < budget) {
      const progression: Progression = {
        space: made.space,
        direction,
        seed,
        fidelity: made.fidelity,
        trials: [...trials],
        number: trials.length,
        targets: new Map(jobs.map(({ number, until }) => [number, until])),
        ...(made.fullTrainings === undefined ? {} : { fullTrainings: made.fullTrainings }),
      };
      const step = strategy.next(progression);
      made.onStep?.(progression, step);
      steps.push(step);
      if (step.kind === 'end') ended = true;
      if (step.kind === 'end' || step.kind === 'wait') break;
      const number = step.kind === 'start' ? trials.length : step.number;
      if (step.kind === 'start')
        trials.push({
          number,
          state: 'running',
          setting: step.setting,
          intermediate: [],
          facts: step.facts ?? {},
          started: now,
        });
      else {
        const { facts } = trials[number]!;
        trials[number] = { ...trials[number]!, state: 'running', facts: { ...facts, ...step.facts } };
      }
      const cost = step.until - epochsTrained(trials[number]!);
      spent += cost;
      jobs.push({ number, until: step.until, done: now + cost });
    }
    const next = jobs.reduce<Job | undefined>(
      (first, job) => (first && first.done <= job.done ? first : job),
      undefined,
    );
    if (next === undefined) return { trials, steps, spent };
    if (ended && jobs.length === 0) return { trials, steps, spent };
    now = next.done;
    jobs = jobs.filter((job) => job !== next);
    trials[next.number] = trained(trials[next.number]!, next.until, made, now);
  }
}

function trained(trial: Trial, until: number, made: MadeUp, now: number): Trial {
  const intermediate = [...trial.intermediate];
  const every = Math.ceil(made.fidelity.most / 100);
  for (let epoch = epochsTrained(trial); epoch < until; ) {
    epoch = Math.min(until, epoch + every);
    const value = made.report(trial.setting, epoch);
    if (Number.isNaN(value)) return { ...trial, state: 'diverged', intermediate, finished: now };
    intermediate.push({ epoch, value });
  }
  const state: TrialState = until >= made.fidelity.most ? 'complete' : 'paused';
  if (state === 'paused') return { ...trial, state, intermediate };
  return { ...trial, state, intermediate, value: intermediate.at(-1)!.value, finished: now };
}
