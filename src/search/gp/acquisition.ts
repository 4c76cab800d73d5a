import { exp } from '../../math/elementary.js';
import type { Stream } from '../../math/random.js';
import type { Space } from '../../space/parameter.js';
import type { Features } from '../../surrogate/gp/features.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import { momentsOf } from '../../surrogate/gp/standardise.js';
import type { History } from '../sampler.js';
import type { Terrain } from './climb.js';
import { cooling, type ExpenseOptions, expenses } from './expense.js';
import type { Model } from './model.js';
import { endings, type Observed } from './observed.js';
import { pendingTerm } from './pending.js';
import { boxAround, boxSide, type Region, wholeCube } from './region.js';
import { sumOf, type Term } from './term.js';
import { beliefTerm, expenseTerm, feasibilityTerm, improvementTerm } from './terms.js';

export interface AcquisitionOptions {
  readonly startup: number;
  readonly belief: number;
  readonly expense?: ExpenseOptions;
}

/** What is searched for the next setting, and the five observed points (full ones) of which most is expected. */
export interface Acquisition {
  readonly terrain: Terrain;
  readonly good: readonly Float64Array[];
}

/** More trials than these at once are not told apart from none. */
const mostPending = 32;
/** A weight of the prior below which it is left out. */
const faded = 1e-3;
/** Beyond so many dimensions a box around the incumbent is searched. */
const wideSpace = 20;

/** The sum of terms that a history gives reason for. */
export function acquire(
  history: History,
  model: Model,
  known: Observed,
  options: AcquisitionOptions,
  draws: Stream,
): Acquisition {
  const { cube, features } = model;
  const pending = history.trials
    .filter(({ state }) => state === 'running' || state === 'paused')
    .slice(-mostPending);
  const rows = pending.map(({ setting }) => features.of(cube.see(cube.pointOf(setting))));
  const posterior = model.metric.learn(known.sample, rows);
  const ranked = byExpectedCost(posterior, known);
  const best = ranked[0]!.cost;
  const terms = [
    rows.length > 0
      ? pendingTerm(posterior, features, best, draws.uint32())
      : improvementTerm(posterior, features, best),
    ...feasibility(history, model),
    ...belief(history.space, options.belief / known.points.length),
    ...expense(history, model, options),
  ];
  const good = ranked.slice(0, 5).map(({ index }) => known.points[index]!);
  const lengths = lengthsOf(posterior, features);
  const region = regionOf(model, known, good[0]!, lengths);
  return { terrain: { cube, features, score: sumOf(terms), region, lengths }, good };
}

/** Observed points by what is expected of them, noise apart: y − noise·α is K·α. Stopped ones count only where no other is. */
function byExpectedCost(
  { conditioned }: Posterior,
  { points, complete }: Observed,
): { index: number; cost: number }[] {
  const { observations, alpha, noise } = conditioned;
  const weights = alpha.numbers();
  const all = points.map((_, index) => ({
    index,
    cost: observations.values[index]! - (noise + (observations.extraNoise?.[index] ?? 0)) * weights[index]!,
  }));
  const whole = all.filter(({ index }) => complete[index]);
  return (whole.length > 0 ? whole : all).sort((a, b) => a.cost - b.cost || a.index - b.index);
}

/** For each coordinate the length over which the metric changes, 1 where there is a single value. */
function lengthsOf({ conditioned }: Posterior, { groupOf }: Features): number[] {
  return groupOf.map((group) => (group < 0 ? 1 : exp(-0.5 * conditioned.raw[group]!)));
}

/** How likely a trial is to come to its end, once one did not. */
export function feasibility(
  { trials }: Pick<History, 'trials'>,
  { cube, features, endings: learner }: Pick<Model, 'cube' | 'features' | 'endings'>,
): Term[] {
  const sample = endings(trials, cube, features);
  if (sample === undefined) return [];
  const { mean, deviation } = momentsOf(sample.values);
  return [feasibilityTerm(learner.learn(sample), features, -mean / deviation)];
}

/** How far settings are believed in, where something is declared. */
export function belief(space: Space, weight: number): Term[] {
  const believed = Object.values(space).some(({ prior }) => prior !== undefined);
  return believed && weight > faded ? [beliefTerm(space, weight)] : [];
}

function expense(
  { trials }: History,
  { cube, features, expense: learner }: Model,
  options: AcquisitionOptions,
): Term[] {
  const sample = options.expense && expenses(trials, options.expense, cube, features);
  if (sample === undefined) return [];
  const weight = cooling(trials, options.expense!, options.startup);
  return [expenseTerm(learner.learn(sample), features, weight * momentsOf(sample.values).deviation)];
}

function regionOf(
  { cube }: Model,
  { sample, complete }: Observed,
  centre: Float64Array,
  lengths: readonly number[],
): Region {
  const { dimensions, grids } = cube;
  if (dimensions <= wideSpace) return wholeCube(dimensions);
  const costs = sample.values.filter((_, i) => complete[i]);
  const isOrdered = (i: number) => grids[i] === undefined || grids[i].ordered;
  const ordered = lengths.map((length, i) => (isOrdered(i) ? length : undefined));
  return boxAround(centre, boxSide(costs, dimensions), ordered);
}
