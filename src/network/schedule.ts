import { cos, log2 } from '../math/elementary.js';

/** How the learning rate goes over a training: the same throughout, or in four cycles that each start high and end at zero. */
export type ScheduleName = 'constant' | 'cycles';

/**
 * Where a training may be paused, judged and continued as if it had never stopped: after any epoch under `constant`; under
 * `cycles` at the rungs, where the rate is zero and the network has settled (elsewhere it can be continued, but not fairly
 * judged).
 */
export const continuable: Readonly<Record<ScheduleName, 'anywhere' | 'rungs'>> = {
  constant: 'anywhere',
  cycles: 'rungs',
};

/** The shares of a training at which the rate of `cycles` returns to zero. */
export const rungFractions = [1 / 15, 3 / 15, 7 / 15, 1] as const;

/**
 * What the learning rate is multiplied by at `t`, 0 (start) to 1 (end). `cycles` is ½ (1 − cos(2π log₂(1 + 15t))): four
 * cosine cycles, each twice as long as the one before (RealMLP's coslog4; Holzmüller et al. 2024, arXiv:2407.04491).
 */
export function rateFactor(schedule: ScheduleName, t: number): number {
  return schedule === 'constant' ? 1 : 0.5 * (1 - cos(2 * Math.PI * log2(1 + 15 * t)));
}

/** Which epoch of which training: `epoch` counts from 0, `epochs` is the length of the whole schedule. */
export interface EpochPlace {
  readonly epoch: number;
  readonly epochs: number;
}

/** Fills `out`, one number for each step of the epoch, with `rate` times the schedule's factor at the middle of the step. */
export function ratesForEpoch(
  schedule: ScheduleName,
  rate: number,
  { epoch, epochs }: EpochPlace,
  out: Float32Array,
): Float32Array {
  if (schedule === 'constant') return out.fill(rate);
  const steps = out.length;
  for (let i = 0; i < steps; i++) {
    out[i] = rate * rateFactor(schedule, (epoch + (i + 0.5) / steps) / epochs);
  }
  return out;
}

/**
 * The epochs (counted from 1) after which the rate is at or nearest to zero; the last is `epochs`. Exact when `epochs` is
 * a multiple of 15.
 */
export function cycleEnds(epochs: number): number[] {
  return [...new Set(rungFractions.map((fraction) => Math.max(1, Math.round(fraction * epochs))))];
}
