import type { Fidelity } from '../search/strategy/strategy.js';
import type { Setting } from '../space/parameter.js';
import { fairRungs, rungEpochs } from './horizon.js';
import { scheduleOf } from './schedule-setting.js';

// Trainings differ in epochs, and cost the same: what a search counts their training in is the share of a full one. A stage is the way from one
// rung to the next. Where rows are few, an epoch costs what the one before did, and stages end after 1, 3, 7 and 15 fifteenths (horizon.ts); where
// they are many and grow, each stage costs four times the one before (length.ts): 1, 5, 21 and 85.

const even = [1, 3, 7, 15] as const;
const growing = [1, 5, 21, 85] as const;

/** A fidelity whose trials can be paused at its rungs alone. */
export type Stages = Fidelity & { readonly rungs: readonly number[] };

/** What the trainings of a study are counted in. */
export function stagesOf(rowsGrow: boolean): Stages {
  const rungs = rowsGrow ? growing : even;
  return { unit: 'epochs', least: 1, most: rungs.at(-1)!, rungs };
}

/** The epoch after which a training of so many epochs has come to a rung, or to the next one at which its schedule is fair to it. */
export function epochAt({ rungs }: Stages, rung: number, setting: Setting, horizon: number): number {
  const wanted = rungEpochs(horizon)[rungs.indexOf(rung)] ?? horizon;
  return fairRungs(scheduleOf(setting), horizon).find((epoch) => epoch >= wanted) ?? horizon;
}
