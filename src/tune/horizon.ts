import type { Plan } from '../network/plan.js';
import { rungFractions } from '../network/schedule.js';
import { epochWork } from './cost.js';

/** The most epochs of any trial: RealMLP's 256, to the nearest multiple of the schedule's fifteenths. */
export const mostEpochs = 255;
/** Fewer would let two rungs fall on one epoch. */
const fewestEpochs = 8;

/**
 * How long a setting is trained: the same work for every setting (`work` multiply-adds for a full training), so that a large
 * network gets fewer epochs than a small one and none eats the budget. A multiple of 15 where it can be, for the schedule's rate then
 * returns to zero at the ends of epochs.
 */
export function epochsFor(plan: Plan, rows: number, validationRows: number, work: number): number {
  const affordable = Math.floor(work / epochWork(plan, rows, validationRows));
  if (affordable < 15) return Math.max(fewestEpochs, affordable);
  return Math.min(mostEpochs, affordable - (affordable % 15));
}

/** Epochs at which a trial of this length is compared with others: where the schedule's rate returns to zero. */
export function rungEpochs(epochs: number): number[] {
  const rungs = rungFractions.map((fraction) => Math.max(1, Math.round(fraction * epochs)));
  return [...new Set(rungs)].filter((epoch) => epoch < epochs);
}
