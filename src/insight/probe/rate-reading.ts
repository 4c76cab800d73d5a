import { log } from '../../math/elementary.js';
import { mean, median, standardDeviation } from '../../math/statistics.js';
import type { Grade } from '../grade.js';

/** One learning-rate range test: the loss of each step, whose rate grows from step to step. It ends early where the loss blew up. */
export interface RangeCurve {
  readonly rates: readonly number[];
  readonly stepLosses: readonly number[];
}

/** What several range tests with different first weights say together. */
export interface RateReading {
  readonly grade: Grade;
  readonly tests: number;
  /** Of the steps that every test took. */
  readonly rates: readonly number[];
  /** The mean loss around these steps, relative to what each test began with. */
  readonly losses: readonly number[];
  /** Where the loss fell the fastest: over all tests, and the least and the greatest of single ones. Absent where nothing can be said. */
  readonly steepest?: { readonly rate: number; readonly low: number; readonly high: number };
  /** The first rate at which the tests agree that the loss has fallen. */
  readonly learnsFrom?: number;
  /** Where the loss was lowest: beyond, steps undo what was learnt. */
  readonly turnsAt?: number;
  /** Where the first test was worse than at its beginning again, or ended; absent where none did. */
  readonly blowsUpAt?: number;
}

/** The loss has to fall by this share before a test counts as having learnt. */
const clearFall = 0.02;
/** Tests agree when the fall is this many of its standard errors. */
const agreement = 2;
/** Single steps are noisy: a step's loss is judged with this share of all steps on either side of it. */
const reach = 0.05;
/** At the first rates nothing is learnt yet: this share of the steps says what a test began with. */
const beginning = 0.1;

/** Reads range tests of one setting together; the rates of all have to be the same, as far as each goes. */
export function readRates(tests: readonly RangeCurve[]): RateReading {
  const longest = Math.max(...tests.map(({ rates }) => rates.length));
  const width = Math.max(1, Math.round(reach * longest));
  const own = tests.map((test) => relativeLosses(test, longest, width));
  const steps = Math.min(...own.map(({ length }) => length));
  const rates = tests[0]!.rates.slice(0, steps);
  const losses = rates.map((_, step) => mean(own.map((each) => each[step]!)));
  const known = { tests: tests.length, rates, losses };
  const learnsFrom = rates.find((_, step) => hasFallen(own.map((each) => each[step]!)));
  if (learnsFrom === undefined) return { grade: 'unknown', ...known };
  const steepest = (curve: readonly number[]) => rates[steepestOf(curve.slice(0, steps), width)]!;
  const single = own.map(steepest);
  return {
    grade: 'measured',
    ...known,
    steepest: { rate: steepest(losses), low: Math.min(...single), high: Math.max(...single) },
    learnsFrom,
    turnsAt: rates[losses.indexOf(Math.min(...losses))],
    ...blowUp(tests, own, longest),
  };
}

/** Centred means of the steps' losses, the beginning being 1. */
function relativeLosses({ stepLosses }: RangeCurve, longest: number, width: number): number[] {
  const start = median(stepLosses.slice(0, Math.max(1, Math.round(beginning * longest))));
  return stepLosses.map(
    (_, step) => mean(stepLosses.slice(Math.max(0, step - width), step + width + 1)) / start,
  );
}

function hasFallen(losses: readonly number[]): boolean {
  const fall = 1 - mean(losses);
  const error = losses.length > 1 ? standardDeviation(losses) / Math.sqrt(losses.length) : 0;
  return fall >= clearFall && fall > agreement * error;
}

/** The step around which the logarithm of the loss falls the fastest, before the loss is lowest. */
function steepestOf(losses: readonly number[], width: number): number {
  const end = losses.indexOf(Math.min(...losses));
  let [steepest, slope] = [end, 0];
  for (let step = width; step + width <= end; step++) {
    const fall = log(losses[step + width]!) - log(losses[step - width]!);
    if (fall < slope) [steepest, slope] = [step, fall];
  }
  return steepest;
}

/** Where the first test rose above its beginning after it had been lowest, or was ended. */
function blowUp(tests: readonly RangeCurve[], own: readonly (readonly number[])[], longest: number) {
  const ends = tests.flatMap(({ rates }, i) => {
    const lowest = own[i]!.indexOf(Math.min(...own[i]!));
    const risen = own[i]!.findIndex((loss, step) => step > lowest && loss > 1);
    if (risen >= 0) return rates[risen]!;
    return rates.length < longest ? rates.at(-1)! : [];
  });
  return ends.length > 0 ? { blowsUpAt: Math.min(...ends) } : {};
}
