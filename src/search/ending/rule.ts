import type { Space } from '../../space/parameter.js';
import type { Direction, Trial } from '../../study/trial.js';

/** What a study has come to. */
export interface Course {
  readonly space: Space;
  readonly direction: Direction;
  readonly trials: readonly Trial[];
  readonly seed: number;
  /** Seconds that the study has taken, those before it was resumed included. */
  readonly seconds?: number;
}

/** `reason` is shown to people; where it is not yet the end, it says how far from it the study is. */
export interface Ending {
  readonly end: boolean;
  readonly reason: string;
}

/** Says whether a study has done enough: a pure function of its course. */
export interface EndingRule {
  readonly name: string;
  decide(course: Course): Ending;
}
