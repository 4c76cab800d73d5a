import type { Plan } from '../network/plan.js';
import { rungFractions } from '../network/schedule/cycles.js';
import { fairAfter, type Schedule } from '../network/schedule/schedule.js';
import { epochWork } from './cost.js';

/** RealMLP's 256, to the nearest multiple of the schedule's fifteenths. */
const usualEpochs = 255;
/** Rows from which that many epochs are enough steps of the optimiser. */
const usualRows = 2_000;
/** A table of fewer rows needs more epochs for as many steps, to at most eight times as many. */
const mostTimes = 8;

/** The most epochs of any trial on so many training rows. */
export function mostEpochs(rows: number): number {
  const times = Math.min(mostTimes, Math.max(1, usualRows / rows));
  return 15 * Math.round((times * usualEpochs) / 15);
}
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
  return Math.min(mostEpochs(rows), affordable - (affordable % 15));
}

/** Epochs at which trials of this length are compared with others: where the rate of `cycles` returns to zero. */
export function rungEpochs(epochs: number): number[] {
  const rungs = rungFractions.map((fraction) => Math.max(1, Math.round(fraction * epochs)));
  return [...new Set(rungs)].filter((epoch) => epoch < epochs);
}

/**
 * The rungs at which a trial with this schedule may be compared. Where the rate depends on an end that is still to come, as under a cosine
 * to the end, an early score says nothing about a later one: such a trial is not compared there, neither judged nor a measure for others.
 */
export const fairRungs = (schedule: Schedule, epochs: number): number[] =>
  rungEpochs(epochs).filter((rung) => fairAfter(schedule, rung, epochs));
