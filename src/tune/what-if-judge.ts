import { mean, median } from '../math/statistics.js';
import type { MetricName } from '../model/metric-name.js';
import type { Pair } from './paired-training.js';
import { type Judged, judge, type Look } from './verdict.js';
import type { Verdict, WhatIfStep } from './what-if-event.js';
import type { Step } from './what-if-steps.js';

export interface Comparison {
  readonly steps: readonly Step[];
  /** Of the base (first) and of each step. */
  readonly pairs: readonly Pair[];
  readonly metric: MetricName;
  readonly direction: 'minimize' | 'maximize';
}

/** Before so many pairs nothing is looked at: an interval of three has no end. */
const fewestPairs = 4;

/** The verdicts, when all of them are clear. Intervals hold at all looks together, so that one may look after every pair. */
export function settled(comparison: Comparison): WhatIfStep[] | undefined {
  if (comparison.pairs.length < fewestPairs) return undefined;
  const judged = judgeSteps(comparison, 'on the way');
  return judged.every(isClear) ? judged : undefined;
}

/** The verdicts when no more pairs will come, for time has ended them. */
export const atTheEnd = (comparison: Comparison): WhatIfStep[] => judgeSteps(comparison, 'at the end');

/** The verdicts so far, where someone who may have seen the pairs has ended them. */
export const soFar = (comparison: Comparison): WhatIfStep[] => judgeSteps(comparison, 'on the way');

/** The score of the base over the pairs in which it did not blow up. */
export const baseScore = (pairs: readonly Pair[]) => mean(scoresOf(pairs, 0));

export const divergedOf = (pairs: readonly Pair[], setting: number): number =>
  pairs.filter(({ scores }) => scores[setting] === undefined).length;

const isClear = ({ verdict, added }: WhatIfStep) =>
  verdict !== 'cannot tell' && added.verdict !== 'cannot tell';

function judgeSteps(comparison: Comparison, look: Look): WhatIfStep[] {
  const { steps, pairs } = comparison;
  return steps.map(({ change, setting }, i) => ({
    change,
    setting,
    ...compare(comparison, i + 1, 0, look),
    grade: 'measured',
    added: compare(comparison, i + 1, i, look),
    score: mean(scoresOf(pairs, i + 1)),
    timeRatio: timeRatio(pairs, i + 1),
    pairs: pairs.length,
    diverged: divergedOf(pairs, i + 1),
  }));
}

/** Scores are compared where neither training blew up; how often each did is a verdict of its own. */
export function compare(
  { pairs, metric, direction }: Omit<Comparison, 'steps'>,
  step: number,
  other: number,
  look: Look,
): Judged {
  const both = pairs.filter(({ scores }) => scores[step] !== undefined && scores[other] !== undefined);
  const judged = judge(
    both.map(({ scores }) => scores[step]! - scores[other]!),
    { metric, direction, base: scoresOf(both, other), look },
  );
  return { ...judged, verdict: byDivergence(pairs, step, other) ?? judged.verdict };
}

/**
 * One that blows up in half of the pairs, and twice at least, or in more than a quarter of them, and three times at least, is the worse one if the other does so half as often at most: two of
 * five are luck in one of twelve times where one in ten blows up.
 */
function byDivergence(pairs: readonly Pair[], step: number, other: number): Verdict | undefined {
  const [own, others] = [divergedOf(pairs, step), divergedOf(pairs, other)];
  const isMuch = (count: number) =>
    (count >= 2 && count >= pairs.length / 2) || (count >= 3 && count > pairs.length / 4);
  if (isMuch(own) && own >= 2 * others) return 'worse';
  return isMuch(others) && others >= 2 * own ? 'better' : undefined;
}

const scoresOf = (pairs: readonly Pair[], setting: number) =>
  pairs.map(({ scores }) => scores[setting]).filter((score) => score !== undefined);

/**
 * The median of the paired ratios: a worker that is still warming up, or was held up once, does not move it. A training that blew up was
 * mostly its own beginning, so its time says nothing.
 */
export const timeRatio = (pairs: readonly Pair[], step: number): number => median(timeRatios(pairs, step));

/** The ratios of all pairs in which both were trained to their end. */
export function timeRatios(pairs: readonly Pair[], step: number): number[] {
  const whole = pairs.filter(({ scores }) => scores[step] !== undefined && scores[0] !== undefined);
  const ratios = whole.map(({ secondsPerEpoch }) => secondsPerEpoch[step]! / secondsPerEpoch[0]!);
  return ratios.filter((ratio) => ratio > 0 && Number.isFinite(ratio));
}
