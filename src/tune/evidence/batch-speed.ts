import { median, quantile } from '../../math/statistics.js';
import type { Setting } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import { epochWork } from '../cost.js';
import type { Part } from '../runner.js';
import { recipeOf } from '../setting.js';

/** How fast the chosen network passes through training rows at one batch size, measured in the study's trials. */
export interface BatchSpeed {
  readonly batch: number;
  readonly trials: number;
  /** Median, and between which half of the trials lie. */
  readonly rowsPerSecond: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Rows a second by batch size, on one worker while the others work. Trials differ in their networks, so each measured rate is scaled to the
 * chosen network by the work of a row in either.
 */
export function batchSpeeds(trials: readonly Trial[], chosen: Setting, part: Part): BatchSpeed[] {
  const work = (setting: Setting) => epochWork(recipeOf(setting, part).plan, part.rows, 0);
  const byBatch = new Map<number, number[]>();
  for (const { facts, setting, state } of trials) {
    const measured = Number(facts.rows_per_second);
    const batch = Number(setting.batch_size);
    if (!(measured > 0) || !(batch > 0) || state === 'diverged') continue;
    const scaled = (measured * work(setting)) / work({ ...chosen, batch_size: batch });
    byBatch.set(batch, [...(byBatch.get(batch) ?? []), scaled]);
  }
  return [...byBatch]
    .sort(([a], [b]) => a - b)
    .map(([batch, rates]) => ({
      batch,
      trials: rates.length,
      rowsPerSecond: Math.round(median(rates)),
      low: Math.round(quantile(rates, 0.25)),
      high: Math.round(quantile(rates, 0.75)),
    }));
}
