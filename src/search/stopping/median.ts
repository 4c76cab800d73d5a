import { type PercentileOptions, percentile } from './percentile.js';
import type { StoppingRule } from './rule.js';

/** Stops a trial whose best value is worse than the median of the complete trials at the epoch (Optuna's `MedianPruner`). */
export const median = (options: Omit<PercentileOptions, 'keep'> = {}): StoppingRule =>
  percentile({ ...options, keep: 50 });
