import { log } from '../../math/elementary.js';
import { mean, median, studentQuantile } from '../../math/statistics.js';
import type { Grade } from '../grade.js';
import { markOf, type RateMark } from './rate-mark.js';

/**
 * One learning-rate range test: the loss on rows that are not trained on, after each of its steps, whose rate grows from step to step. It ends early where
 * the loss blew up.
 */
export interface RangeCurve {
  readonly rates: readonly number[];
  /** In the loss of the best constant. */
  readonly losses: readonly number[];
  /** The standard error, over those rows, of how far each is from 1. */
  readonly errors: readonly number[];
  /** Whether it was ended before its last rate, because the loss had blown up. */
  readonly ended?: boolean;
}

/** What several range tests with different first weights say together. */
export interface RateReading {
  /** `measured` when the rate at which the loss falls fastest is known. */
  readonly grade: Grade;
  /** Why it is not: nothing was learnt that holds on other rows, or the tests differ too much. */
  readonly reason?: 'nothing learnt' | 'tests differ';
  readonly tests: number;
  /** Rows that were judged on. */
  readonly rows: number;
  /** Of the steps that more than half of the tests took. */
  readonly rates: readonly number[];
  /** The tests' median loss around these steps, in that of the best constant. */
  readonly losses: readonly number[];
  /** The first rate at which the tests agree that the loss has fallen; absent, like all below, where nothing was learnt. */
  readonly learnsFrom?: number;
  /** Where the loss fell the fastest. */
  readonly steepest?: RateMark;
  /** Where the loss was lowest: beyond, steps undo what was learnt. */
  readonly turnsAt?: RateMark;
  /** Where a test was worse than a constant and than at its beginning again, or ended; absent where none did. */
  readonly blowsUpAt?: RateMark;
}

/** The loss has to fall by this share before a test counts as having learnt. */
const clearFall = 0.02;
/** Tests agree on it when this share of them shows it. */
const agreement = 0.8;
/** A network beats the constant when luck with the rows would do so once in a hundred times. */
const surely = 0.99;
/** A step's loss is judged with this share of all steps on either side of it; where it falls is judged over a longer reach. */
const [reach, stride] = [0.02, 0.05];
/** At the first rates nothing is learnt yet: this share of the steps says what a test began with. */
const beginning = 0.1;

/** Reads range tests of one setting together, each judged on the same `rows` rows; the rates of all have to be the same, as far as each goes. */
export function readRates(tests: readonly RangeCurve[], rows: number): RateReading {
  const longest = Math.max(...tests.map(({ rates }) => rates.length));
  const own = tests.map(({ losses }) => smooth(losses, Math.max(1, Math.round(reach * longest))));
  const all = Array.from({ length: longest }, (_, step) => middle(own.map((curve) => curve[step] ?? ended)));
  const losses = all.filter((loss) => loss !== ended);
  const rates = tests.find(({ rates }) => rates.length === longest)!.rates.slice(0, losses.length);
  const known = { tests: tests.length, rows, rates, losses };
  const starts = own.map((curve) => median(curve.slice(0, Math.max(1, Math.round(beginning * longest)))));
  const haveFallen = (step: number) =>
    own.filter((curve, i) => curve[step]! <= (1 - clearFall) * starts[i]!).length >= agreement * tests.length;
  const learnsFrom = rates.find((_, step) => haveFallen(step));
  if (learnsFrom === undefined || !beatsConstant(tests, losses, rows))
    return { grade: 'unknown', reason: 'nothing learnt', ...known };
  const width = Math.max(1, Math.round(stride * longest));
  const lowest = own.map((curve) => curve.indexOf(Math.min(...curve)));
  const rateOf = (step: number, test: number) => tests[test]!.rates[step]!;
  const steepest = markOf(own.map((curve, i) => rateOf(steepestOf(curve, lowest[i]!, width), i)));
  const ends = own.flatMap((curve, i) => blowUp(curve, lowest[i]!, starts[i]!, tests[i]!));
  return {
    ...(steepest.grade === 'measured' ? { grade: 'measured' } : { grade: 'unknown', reason: 'tests differ' }),
    ...known,
    learnsFrom,
    steepest,
    turnsAt: markOf(lowest.map(rateOf)),
    ...(ends.length > 0 && { blowsUpAt: markOf(ends, tests.length) }),
  };
}

/** Centred means. */
const smooth = (losses: readonly number[], width: number): number[] =>
  losses.map((_, step) => mean(losses.slice(Math.max(0, step - width), step + width + 1)));

/** What an ended test counts as: worse than all that were not. */
const ended = Number.POSITIVE_INFINITY;

/** The median; of an even count the upper one, for nothing lies between a loss and none. */
const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Whether the tests, where they are best, foretell rows better than a constant does; they share the rows, and so their luck. */
function beatsConstant(tests: readonly RangeCurve[], losses: readonly number[], rows: number): boolean {
  const best = losses.indexOf(Math.min(...losses));
  const gain = 1 - losses[best]!;
  const error = middle(tests.map(({ errors }) => errors[best] ?? ended));
  return rows > 1 && gain >= clearFall && gain > studentQuantile(surely, rows - 1) * error;
}

/** The step around which the logarithm of the loss falls the fastest, before the loss is lowest. */
function steepestOf(losses: readonly number[], end: number, width: number): number {
  let [steepest, slope] = [end, 0];
  for (let step = width; step + width <= end; step++) {
    const fall = log(losses[step + width]!) - log(losses[step - width]!);
    if (fall < slope) [steepest, slope] = [step, fall];
  }
  return steepest;
}

/** Where a test rose above a constant and its beginning after it had been lowest, or was ended. */
function blowUp(losses: readonly number[], lowest: number, start: number, test: RangeCurve): number[] {
  const { rates, ended = false } = test;
  const risen = losses.findIndex((loss, step) => step > lowest && loss > Math.max(1, start));
  if (risen >= 0) return [rates[risen]!];
  return ended ? [rates.at(-1)!] : [];
}
