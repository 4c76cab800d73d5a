import type { Setting } from '../../space/parameter.js';
import { asCost } from '../../study/direction.js';
import type { Direction, Trial, TrialState } from '../../study/trial.js';

export type Points = readonly (readonly [epoch: number, cost: number])[];

/** A hidden layer's units, and how many are flat at every row, and at more than half of the rows. */
export interface LayerHealth {
  readonly units: number;
  readonly dead: number;
  readonly saturated: number;
}

/** One training as the coach sees it: scores are costs (less is better), and what nobody recorded is absent. */
export interface Course {
  /** Absent for a training outside of a study. */
  readonly trial?: number;
  readonly setting: Setting;
  readonly state: TrialState;
  /** On the validation rows, by epoch; finite ones alone. */
  readonly validation: Points;
  /** On training rows, with the weights that were kept. */
  readonly train?: number;
  /** The training loss by epoch, or its means over a few epochs each. */
  readonly losses: readonly number[];
  /** The epoch whose weights were kept. */
  readonly kept: number;
  /** The epochs that were planned. */
  readonly horizon?: number;
  /** How far the weights went in an epoch, as a share of their size; in three of four epochs no farther. */
  readonly motion?: number;
  readonly units?: readonly LayerHealth[];
  /** Share of the squared error that the worst hundredth of the validation rows make up. */
  readonly worstShare?: number;
  readonly seconds?: number;
  readonly reason?: string;
}

/** A trial of any study, by what its store holds. */
export function courseOf(trial: Trial, direction: Direction): Course {
  const { number, setting, state, facts, intermediate } = trial;
  const validation = intermediate
    .filter(({ value }) => Number.isFinite(value))
    .map(({ epoch, value }) => [epoch, asCost(value, direction)] as const);
  const train = numeric(facts.train);
  return {
    trial: number,
    setting,
    state,
    validation,
    ...(train !== undefined && { train: asCost(train, direction) }),
    losses: Array.isArray(facts.losses) ? (facts.losses as number[]) : [],
    kept: numeric(facts.best_epoch) ?? bestEpoch(validation),
    horizon: numeric(facts.horizon),
    motion: numeric(facts.motion),
    units: Array.isArray(facts.units) ? (facts.units as LayerHealth[]) : undefined,
    worstShare: numeric(facts.worst_share),
    seconds: numeric(facts.seconds),
    reason: typeof facts.reason === 'string' ? facts.reason : undefined,
  };
}

const numeric = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

const bestEpoch = (validation: Points): number =>
  validation.reduce<Points[number]>(
    (best, each) => (each[1] < best[1] ? each : best),
    [0, Number.POSITIVE_INFINITY],
  )[0];
