import { mean, median } from '../math/statistics.js';
import type { MetricName } from '../model/metric-name.js';
import { type Judged, judge } from './verdict.js';
import type { Verdict, WhatIfStep } from './what-if-event.js';
import type { Step } from './what-if-steps.js';

/** Trainings of the base (first) and of each step, on one split with one seed. */
export interface Pair {
  /** Undefined for one that blew up. */
  readonly scores: readonly (number | undefined)[];
  readonly secondsPerEpoch: readonly number[];
}

export interface Comparison {
  readonly steps: readonly Step[];
  readonly pairs: readonly Pair[];
  readonly metric: MetricName;
  readonly direction: 'minimize' | 'maximize';
}

const last = 0.95;

/**
 * The confidence of a look before the last: 0.995 after 4 pairs and stricter with each further one, so that all looks together find a
 * difference that is not there in 6 % of what-ifs at most (simulated; with 0.99 at each it was up to 11 %).
 */
const early = (pairs: number) => 1 - 0.02 / pairs;

/** The verdicts, when it is time to look and all of them are clear. */
export function settled(comparison: Comparison): WhatIfStep[] | undefined {
  if (!isLook(comparison.pairs.length)) return undefined;
  const judged = judgeSteps(comparison, early(comparison.pairs.length));
  return judged.every(isClear) ? judged : undefined;
}

/** The verdicts when no more pairs will come. */
export const atTheEnd = (comparison: Comparison): WhatIfStep[] => judgeSteps(comparison, last);

/** 4, 6, 8, 12, 16, 24, 32 …: few looks, for each is another chance to see a difference that is not there. */
export function isLook(pairs: number): boolean {
  if (pairs < 4) return false;
  let odd = pairs;
  while (odd % 2 === 0) odd /= 2;
  return odd === 1 || odd === 3;
}

/** The score of the base over the pairs in which it did not blow up. */
export const baseScore = (pairs: readonly Pair[]) => mean(scoresOf(pairs, 0));

export const divergedOf = (pairs: readonly Pair[], setting: number): number =>
  pairs.filter(({ scores }) => scores[setting] === undefined).length;

const isClear = ({ verdict, added }: WhatIfStep) =>
  verdict !== 'cannot tell' && added.verdict !== 'cannot tell';

function judgeSteps(comparison: Comparison, confidence: number): WhatIfStep[] {
  const { steps, pairs } = comparison;
  return steps.map(({ change, setting }, i) => ({
    change,
    setting,
    ...compare(comparison, i + 1, 0, confidence),
    grade: 'measured',
    added: compare(comparison, i + 1, i, confidence),
    score: mean(scoresOf(pairs, i + 1)),
    timeRatio: timeRatio(pairs, i + 1),
    pairs: pairs.length,
    diverged: divergedOf(pairs, i + 1),
  }));
}

/** Scores are compared where neither training blew up; how often each did is a verdict of its own. */
function compare(
  { pairs, metric, direction }: Comparison,
  step: number,
  other: number,
  confidence: number,
): Judged {
  const both = pairs.filter(({ scores }) => scores[step] !== undefined && scores[other] !== undefined);
  const judged = judge(
    both.map(({ scores }) => scores[step]! - scores[other]!),
    { metric, direction, base: scoresOf(both, other), confidence },
  );
  return { ...judged, verdict: byDivergence(pairs, step, other) ?? judged.verdict };
}

/** One that blows up in more than a quarter of the pairs, and at least twice as often as the other, is the worse one. */
function byDivergence(pairs: readonly Pair[], step: number, other: number): Verdict | undefined {
  const [own, others] = [divergedOf(pairs, step), divergedOf(pairs, other)];
  const isMuch = (count: number) => count >= 2 && count > pairs.length / 4;
  if (isMuch(own) && own >= 2 * others) return 'worse';
  return isMuch(others) && others >= 2 * own ? 'better' : undefined;
}

const scoresOf = (pairs: readonly Pair[], setting: number) =>
  pairs.map(({ scores }) => scores[setting]).filter((score) => score !== undefined);

/**
 * The median of the paired ratios: a worker that is still warming up, or was held up once, does not move it. A training that blew up was
 * mostly its own beginning, so its time says nothing.
 */
function timeRatio(pairs: readonly Pair[], step: number): number {
  const whole = pairs.filter(({ scores }) => scores[step] !== undefined && scores[0] !== undefined);
  const ratios = whole.map(({ secondsPerEpoch }) => secondsPerEpoch[step]! / secondsPerEpoch[0]!);
  return median(ratios.filter((ratio) => ratio > 0 && Number.isFinite(ratio)));
}
