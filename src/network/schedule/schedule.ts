import { usageError } from '../../error.js';
import { type Constant, constant } from './constant.js';
import { type Cosine, cosine } from './cosine.js';
import { type Cycles, cycles } from './cycles.js';
import { type Exponential, exponential } from './exponential.js';
import { type FlatCosine, flatCosine } from './flat-cosine.js';
import { type OneCycle, oneCycle } from './one-cycle.js';
import type { Place } from './place.js';
import { type Plateau, plateau } from './plateau.js';
import { type Restarts, restarts } from './restarts.js';
import type { ScheduleRule } from './rule.js';
import { type StableDecay, stableDecay } from './stable-decay.js';
import { type Step, step } from './step.js';
import { type Warmup, warmup } from './warmup.js';

/** How the learning rate goes over a training; plain data. */
export type Schedule =
  | Constant
  | Cycles
  | Step
  | Exponential
  | Cosine
  | Restarts
  | OneCycle
  | FlatCosine
  | StableDecay
  | Plateau
  | Warmup<Schedule>;

/** All kinds as one: the rule that a schedule's own kind has. */
const any: ScheduleRule<Schedule> = {
  check: (schedule) => ruleOf(schedule).check(schedule),
  factor: (schedule, place) => ruleOf(schedule).factor(schedule, place),
  rests: (schedule, epochs) => ruleOf(schedule).rests(schedule, epochs),
  fairAfter: (schedule, epoch, epochs) => ruleOf(schedule).fairAfter(schedule, epoch, epochs),
};

const rules: { readonly [K in Schedule['kind']]: ScheduleRule<Extract<Schedule, { kind: K }>> } = {
  constant,
  cycles,
  step,
  exponential,
  cosine,
  restarts,
  one_cycle: oneCycle,
  flat_cosine: flatCosine,
  stable_decay: stableDecay,
  plateau,
  warmup: warmup(any),
};

export const scheduleKinds = Object.keys(rules) as readonly Schedule['kind'][];

function ruleOf(schedule: Schedule): ScheduleRule<Schedule> {
  const rule = Object.hasOwn(rules, schedule.kind) ? rules[schedule.kind] : undefined;
  if (rule === undefined)
    throw usageError(
      `schedule "${schedule.kind}" is not known.`,
      `Choose one of: ${scheduleKinds.join(', ')}.`,
    );
  return rule as ScheduleRule<Schedule>;
}

/** Throws where a parameter is out of its range. */
export const checkSchedule = any.check;

/** What the rate is multiplied by at a step. */
export const factorAt: (schedule: Schedule, place: Place) => number = any.factor;

/** The epochs after which the rate has come to rest; undefined for a schedule that never comes to rest. */
export const rests = any.rests;

/**
 * Whether a training that was paused after `epoch` (from 1) of `epochs` can be judged beside others and continued: its rate has come to
 * rest, or went as it would in a longer training.
 */
export const fairAfter = any.fairAfter;

/**
 * Where a training of so many epochs may be paused, judged and continued: after any epoch once it has warmed up, after some (`fairAfter` says
 * which), or only when it is over.
 */
export function continuable(schedule: Schedule, epochs: number): 'anywhere' | 'places' | 'never' {
  const fair = Array.from({ length: epochs - 1 }, (_, i) => fairAfter(schedule, i + 1, epochs));
  if (!fair.includes(true)) return 'never';
  return fair.lastIndexOf(false) < fair.indexOf(true) ? 'anywhere' : 'places';
}

/** The rule that reduces on plateaus, if the schedule holds one. */
export function plateauOf(schedule: Schedule): Plateau | undefined {
  if (schedule.kind === 'warmup') return plateauOf(schedule.before);
  return schedule.kind === 'plateau' ? schedule : undefined;
}

/** Which epoch of which training: `epoch` counts from 0, `epochs` is the length of the whole schedule. */
export interface EpochPlace {
  readonly epoch: number;
  readonly epochs: number;
  readonly reduced?: number;
}

/** Fills `out`, one number for each step of the epoch, with `rate` times the schedule's factor at that step. */
export function ratesForEpoch(
  schedule: Schedule,
  rate: number,
  { epoch, epochs, reduced }: EpochPlace,
  out: Float32Array,
): Float32Array {
  const stepsPerEpoch = out.length;
  const steps = epochs * stepsPerEpoch;
  for (let i = 0; i < stepsPerEpoch; i++) {
    const place = { step: epoch * stepsPerEpoch + i, steps, stepsPerEpoch, reduced };
    out[i] = rate * factorAt(schedule, place);
  }
  return out;
}
