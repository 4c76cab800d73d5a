import { exp, log } from '../../math/elementary.js';
import { mean, quantile, standardDeviation, studentCdf, studentQuantile } from '../../math/statistics.js';
import { asCost } from '../../study/direction.js';
import { isScored } from '../../study/outcome.js';
import type { Direction, StudyRecord, Trial } from '../../study/trial.js';
import { asValue } from '../evidence.js';
import type { Grade } from '../grade.js';
import { doublingsOf } from './doublings.js';

// Would more epochs help? What a doubling of the epochs brings is a share of what the doubling before brought: constant for a curve that falls as a
// power of the epochs, ever smaller for one that settles. The study's own trials say how large that share is at the end, and how much it differs; the next doubling of a
// trial then brings its last gain times such a share. How far the ends of those trials lay from what their first halves foretold in the same way makes the interval wider.

/** What twice the epochs are expected to bring a trial, in the metric's units. */
export interface MoreEpochs {
  readonly grade: Grade;
  readonly trial: number;
  /** Its epochs, and the one at which it was best. */
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly score: number;
  /** What the second half of its epochs brought. */
  readonly lastGain: number;
  readonly twice: {
    readonly epochs: number;
    readonly score: number;
    /** 90 %. */
    readonly interval: readonly [number, number];
  };
  /** The chance of an improvement by more than `margin`. */
  readonly chance: number;
  readonly margin: number;
  readonly verdict: 'better' | 'no real difference' | 'cannot tell';
  /** Trials whose curves it was learnt from; and of how many of those the end lay within what their first half foretold. */
  readonly learntFrom: number;
  readonly foretold: { readonly held: number; readonly of: number };
}

export interface MoreEpochsOptions {
  /** Default: the best. */
  readonly trial?: number;
  /** By how much the score of one training varies; default 0. */
  readonly noise?: number;
}

/** An improvement counts from this share of the error on, or from the noise of a score on. */
const leastShare = 0.01;
/** A verdict asks for this chance, either way. */
const sure = 0.8;
/** Shares differ at least by so much, on a logarithmic scale: by a tenth. */
const leastScale = 0.1;
/** Fewer curves say too little of how curves go on. */
const fewestCurves = 5;
/** A curve is read at a quarter, half and all of its epochs at least. */
const fewestReadings = 3;

/**
 * Why nothing is said: the trial has no curve to read doublings from; it was not trained to its end; fewer than five trials have curves; the same rule
 * failed at most of the ends that are known; or it failed by so much at some that one doubling might bring as much as all before it.
 */
export type EpochsUnknown = 'no curve' | 'not at its end' | 'few curves' | 'rule failed' | 'too wide';

/** Whether a trial that was trained to its end would get better with twice the epochs; undefined where that is unknown (`whyNoEpochs` says why). */
export function moreEpochs(record: StudyRecord, options: MoreEpochsOptions = {}): MoreEpochs | undefined {
  const found = forecast(record, options);
  return typeof found === 'string' ? undefined : found;
}

/** Why `moreEpochs` says nothing; undefined where it says something. */
export function whyNoEpochs(record: StudyRecord, options: MoreEpochsOptions = {}): EpochsUnknown | undefined {
  const found = forecast(record, options);
  return typeof found === 'string' ? found : undefined;
}

function forecast(record: StudyRecord, options: MoreEpochsOptions): MoreEpochs | EpochsUnknown {
  const { trials, direction } = record;
  const cost = ({ value }: Trial) => asCost(value!, direction);
  const whole = trials.filter(isScored).sort((a, b) => cost(a) - cost(b));
  const wanted = options.trial ?? whole[0]?.number;
  const trial = whole.find(({ number }) => number === wanted);
  if (trial === undefined) return wanted === undefined ? 'no curve' : 'not at its end';
  const own = doublingsOf(trial, direction);
  if (own.length < fewestReadings) return 'no curve';
  const curves = whole
    .map((each) => doublingsOf(each, direction))
    .filter(({ length }) => length >= fewestReadings);
  if (curves.length < fewestCurves) return 'few curves';
  const missed = misses(curves);
  if (missed.filter((miss) => miss > 1).length > missed.length / 2) return 'rule failed';
  const wider = missed.length < fewestCurves ? 1 : Math.max(1, quantile(missed, 0.9));
  const next = nextGain(gainsOf(own).at(-1)!, sharesOf(curves, 0), wider);
  const most = next.quantile(0.95);
  // A measure of error that was never below 0 cannot come there.
  const least = curves.every((costs) => costs.at(-1)! >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  if (own.at(-1)! - most < least || most > own[0]! - own.at(-1)!) return 'too wide';
  const margin = Math.max(leastShare * Math.abs(own.at(-1)!), options.noise ?? 0);
  return {
    ...{ grade: 'believed', trial: trial.number, margin, chance: next.above(margin) },
    ...words(trial, own, next, direction),
    verdict: verdictOf(next.above(margin)),
    ...{
      learntFrom: curves.length,
      foretold: { held: missed.filter((miss) => miss <= 1).length, of: missed.length },
    },
  };
}

const verdictOf = (chance: number): MoreEpochs['verdict'] =>
  chance >= sure ? 'better' : chance <= 1 - sure ? 'no real difference' : 'cannot tell';

function words(trial: Trial, own: readonly number[], next: Gain, direction: Direction) {
  const now = own.at(-1)!;
  const epochs = trial.intermediate.at(-1)!.epoch;
  const score = (cost: number) => asValue(cost, direction);
  const [low, high] = [next.quantile(0.95), next.quantile(0.05)]
    .map((gain) => score(now - gain))
    .sort((a, b) => a - b);
  return {
    ...{
      epochs,
      bestEpoch: bestEpochOf(trial, direction),
      score: score(now),
      lastGain: gainsOf(own).at(-1)!,
    },
    twice: { epochs: 2 * epochs, score: score(now - next.quantile(0.5)), interval: [low!, high!] as const },
  };
}

/** What a doubling brings, as a distribution. */
interface Gain {
  above(gain: number): number;
  quantile(share: number): number;
}

/** Shares are alike on a logarithmic scale: Student's distribution of one more of them, `wider` times as wide. */
function nextGain(last: number, shares: readonly number[], wider = 1): Gain {
  const { centre, scale, freedom } = spreadOf(shares);
  const cdf = (t: number) => (t < 0 ? 1 - studentCdf(-t, freedom) : studentCdf(t, freedom));
  return {
    above: (gain) => (last === 0 ? 0 : 1 - cdf((log(gain / last) - centre) / (wider * scale))),
    quantile: (share) => last * exp(centre + wider * scale * studentAt(share, freedom)),
  };
}

function spreadOf(shares: readonly number[]) {
  const logs = shares.map((share) => log(share));
  const scale = Math.max(leastScale, standardDeviation(logs)) * Math.sqrt(1 + 1 / logs.length);
  return { centre: mean(logs), scale, freedom: logs.length - 1 };
}

const studentAt = (share: number, freedom: number) =>
  share < 0.5 ? -studentQuantile(1 - share, freedom) : studentQuantile(share, freedom);

const gainsOf = (costs: readonly number[]) => costs.slice(1).map((cost, i) => Math.max(0, costs[i]! - cost));

/** A doubling that brought nothing, or one after such a one, brought this share or its inverse: on a logarithmic scale nothing is endlessly far. */
const leastGain = 0.02;

/** The share of each curve's last doubling (`before` 0; 1: of the one before it) of the gain before. */
function sharesOf(curves: readonly (readonly number[])[], before: 0 | 1): number[] {
  return curves.flatMap((costs) => {
    const gains = gainsOf(costs);
    const [earlier, later] = [gains.at(-2 - before), gains.at(-1 - before)];
    if (earlier === undefined || later === undefined || earlier + later === 0) return [];
    return Math.min(1 / leastGain, Math.max(leastGain, later / earlier));
  });
}

/** How far the ends of curves lay from what their first halves foretold by the shares of one doubling before, 1 being the bounds of nine in ten. */
function misses(curves: readonly (readonly number[])[]): number[] {
  const shares = sharesOf(curves, 1);
  if (shares.length < fewestCurves) return [];
  const { centre, scale, freedom } = spreadOf(shares);
  const bound = scale * studentAt(0.95, freedom);
  return sharesOf(
    curves.filter(({ length }) => length >= 4),
    0,
  ).map((share) => Math.abs(log(share) - centre) / bound);
}

function bestEpochOf({ intermediate }: Trial, direction: Direction): number {
  const finite = intermediate.filter(({ value }) => Number.isFinite(value));
  const cost = (value: number) => asCost(value, direction);
  return finite.reduce((best, each) => (cost(each.value) < cost(best.value) ? each : best)).epoch;
}
