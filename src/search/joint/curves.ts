import { log } from '../../math/elementary.js';
import { asCost } from '../../study/direction.js';
import { valueAtEpoch } from '../../study/history.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { Model } from '../gp/model.js';
import type { Fidelity, Progression } from '../strategy/strategy.js';

/** How a setting becomes columns. */
export type Seeing = Pick<Model, 'cube' | 'features'>;

/** What a process over learning curves learns from: a row for each rung that a trial came to (surrogate/gp/joint.ts), and the cost there. */
export interface Curves {
  readonly rows: readonly Float64Array[];
  readonly costs: readonly number[];
  /** The trial of each row. */
  readonly trials: readonly Trial[];
  /** The least cost of any report. */
  readonly best: number;
  /** How many rows there would be if none were left out. */
  readonly seen: number;
}

/** Beyond so many observations those that say least are left out: rungs that a trial has long passed, then trials far from the best. */
const mostRows = 176;

/** The rungs that trials came to. */
export function curvesOf(progression: Progression, rungs: readonly number[], model: Seeing): Curves {
  const { direction, fidelity } = progression;
  let best = Number.POSITIVE_INFINITY;
  const seen: Seen[] = [];
  for (const trial of progression.trials) {
    if (trial.state === 'diverged' || trial.state === 'failed') continue;
    for (const { value } of trial.intermediate) best = Math.min(best, costOf(value));
    const own = reached(trial, rungs).map(({ rung, value }) => ({ trial, rung, cost: costOf(value) }));
    seen.push(...own.filter(({ cost }) => Number.isFinite(cost)));
  }
  const kept = seen.length > mostRows ? thinned(seen) : seen;
  return {
    rows: kept.map(({ trial, rung }) => rowOf(model, trial, placeOf(rung, fidelity))),
    costs: kept.map(({ cost }) => cost),
    trials: kept.map(({ trial }) => trial),
    best,
    seen: seen.length,
  };

  function costOf(value: number): number {
    const cost = asCost(value, direction);
    return Number.isFinite(cost) ? cost : Number.POSITIVE_INFINITY;
  }
}

interface Seen {
  readonly trial: Trial;
  readonly rung: number;
  readonly cost: number;
}

/** The reports of a trial at the rungs; a trial that is told only its end has that. */
function reached(trial: Trial, rungs: readonly number[]): { rung: number; value: number }[] {
  const trained = epochsTrained(trial);
  if (trained === 0)
    return trial.state === 'complete' && trial.value !== undefined
      ? [{ rung: rungs.at(-1)!, value: trial.value }]
      : [];
  return rungs.filter((rung) => rung <= trained).map((rung) => ({ rung, value: valueAtEpoch(trial, rung)! }));
}

/**
 * The last rung of each of the best trials, and of others evenly over the study, for a process that forgets where it is bad looks there again; then the
 * rungs before them, of the best trials first, while there is room.
 */
function thinned(seen: readonly Seen[]): readonly Seen[] {
  const last = new Map<Trial, number>();
  for (const { trial, rung } of seen) last.set(trial, rung);
  const best = new Map<Trial, number>();
  for (const { trial, cost } of seen) best.set(trial, Math.min(cost, best.get(trial) ?? cost));
  const order = [...best].sort((a, b) => a[1] - b[1] || a[0].number - b[0].number).map(([trial]) => trial);
  const rank = new Map(order.map((trial, i) => [trial, i]));
  const others = order.slice(mostRows / 2).sort((a, b) => a.number - b.number);
  const every = Math.ceil(others.length / (mostRows / 4));
  const sampled = new Set(others.filter((_, i) => i % every === 0));
  // A rung that was passed counts as much as the last one of a trial ranked a hundred places lower.
  const worth = ({ trial, rung }: Seen) =>
    sampled.has(trial)
      ? rank.get(trial)! - order.length
      : rank.get(trial)! + (rung === last.get(trial) ? 0 : 100);
  const isKept = ({ trial, rung }: Seen) => !sampled.has(trial) || rung === last.get(trial);
  const valued = seen.filter(isKept).map((each) => ({ each, value: worth(each) }));
  const first = valued.sort((a, b) => a.value - b.value).slice(0, mostRows);
  const chosen = new Set(first.map(({ each }) => each));
  return seen.filter((each) => chosen.has(each));
}

/** A training's place between the least (0) and a full one (1). */
export function placeOf(trained: number, { least, most }: Fidelity): number {
  if (most <= least) return 1;
  return log(Math.max(trained, least) / least) / log(most / least);
}

const columns = new WeakMap<Trial, Float64Array>();

/** A trial's setting as columns, with the training's place. */
export function rowOf({ features, cube }: Seeing, trial: Trial, place: number): Float64Array {
  let own = columns.get(trial);
  if (own === undefined || own.length !== features.columns)
    columns.set(trial, (own = features.of(cube.see(cube.pointOf(trial.setting)))));
  return withTraining(own, place);
}

export function withTraining(own: Float64Array, place: number): Float64Array {
  const row = new Float64Array(own.length + 1);
  row.set(own);
  row[own.length] = place;
  return row;
}
