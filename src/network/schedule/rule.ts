import type { Place } from './place.js';

/** One kind of schedule; a file of this folder for each. */
export interface ScheduleRule<S> {
  /** Throws where a parameter is out of its range. */
  check(schedule: S): void;
  /** What the rate is multiplied by at a step. */
  factor(schedule: S, place: Place): number;
  /**
   * The epochs (from 1, in order) after which the rate has come to rest and scores can be compared; undefined for one that never comes to
   * rest. The last is `epochs`.
   */
  rests(schedule: S, epochs: number): readonly number[] | undefined;
  /**
   * Whether a training that was paused after this epoch can be judged beside others and continued: its rate has come to rest, or has gone
   * as it would in a longer training, so that the score does not hang on an end that is still to come.
   */
  fairAfter(schedule: S, epoch: number, epochs: number): boolean;
}

/** Of a schedule whose early part depends on its end, and which rests there alone. */
export const atItsEnd = {
  rests: (_: unknown, epochs: number) => [epochs],
  fairAfter: (_: unknown, epoch: number, epochs: number) => epoch === epochs,
};
