import { halving } from '../search/stopping/halving.js';
import type { StoppingRule } from '../search/stopping/rule.js';
import { hedged } from '../search/strategy/hedged.js';
import { jointGp } from '../search/strategy/joint-gp.js';
import { sampled } from '../search/strategy/sampled.js';
import type { Strategy } from '../search/strategy/strategy.js';
import { tpe } from '../search/tpe.js';
import type { Direction, Trial } from '../study/trial.js';
import { type CostScale, courseViews } from './course-view.js';
import { rungView } from './rung-view.js';
import type { Stages } from './stages.js';

/** How settings are searched: `course` pauses trials and goes on with what a process over settings and training expects most of; `halving` is what releases before it did. */
export type MethodName = 'course' | 'halving';

/** A way to search: who says what is trained next, and what of the study it sees. */
export interface Method {
  readonly strategy: Strategy;
  /** Ends running trials at rungs; absent where they pause there. */
  readonly rule?: StoppingRule;
  /** Of the values that the strategy is shown. */
  readonly direction: Direction;
  see(trial: Trial): Trial;
}

export interface MethodOptions {
  readonly stages: Stages;
  readonly scale: CostScale;
  /** Whether a trial was given as much training as all are. */
  isComparable(trial: Trial): boolean;
}

const never = Number.POSITIVE_INFINITY;
/** Trials go on a rung at a time; and it never begins anew, for scores of tables stand still where noise is all that is left. */
const ownLegs = { inOneGo: false, finish: 0.5, stuck: never, anew: never } as const;

/**
 * The process learns from the order of costs, for most of the default space is far from good; it goes on a rung at a time, for early scores of networks of many sizes
 * promise more than they keep; and it searches for new settings with a quarter of its usual care, for trials of tables are cheap. One new setting in two is TPE's.
 */
const courseStrategy = () =>
  hedged(jointGp({ ...ownLegs, ranks: true, first: 1, candidates: 64, searches: 1 }), tpe({ startup: 12 }));

export function methodOf(name: MethodName, { stages, scale, isComparable }: MethodOptions): Method {
  if (name === 'course') {
    const see = courseViews(stages.rungs, scale, isComparable);
    return { strategy: courseStrategy(), direction: 'minimize', see };
  }
  const { direction } = scale;
  return {
    strategy: sampled(tpe({ startup: 12 })),
    rule: halving({ rungs: [1, 2, 3], eta: 4 }),
    direction,
    see: (trial) => rungView(trial, direction),
  };
}
