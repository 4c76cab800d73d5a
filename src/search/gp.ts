import { exp, log } from '../math/elementary.js';
import { type Stream, stream } from '../math/random.js';
import { sobol } from '../math/sobol.js';
import { decode } from '../space/encode.js';
import type { Setting, Space } from '../space/parameter.js';
import { samplePrior, sampleUniform } from '../space/prior.js';
import { type Features, featuresOf } from '../surrogate/gp/features.js';
import { type Learner, makeLearner } from '../surrogate/gp/learner.js';
import type { Posterior } from '../surrogate/gp/posterior.js';
import { standardise } from '../surrogate/gp/standardise.js';
import { drawNew } from './draw-new.js';
import { drawCandidates } from './gp/candidates.js';
import { climb, type Terrain } from './gp/climb.js';
import { type Cube, cubeOf } from './gp/cube.js';
import { endings, type Observed, observed } from './gp/observed.js';
import { pendingTerm } from './gp/pending.js';
import { boxAround, boxSide, type Region, wholeCube } from './gp/region.js';
import { greatest, sumOf, type Term } from './gp/term.js';
import { beliefTerm, feasibilityTerm, improvementTerm } from './gp/terms.js';
import type { History, Sampler } from './sampler.js';
import { isRanked } from './split.js';
import { wasTried } from './tried.js';

export interface GpOptions {
  /** Trials that ended before the process is asked; default one more than there are hyperparameters, but 4 to 10. */
  readonly startup?: number;
  /** Points at which a search begins to look; default 1024. */
  readonly candidates?: number;
  /** How many local searches; default 6. */
  readonly searches?: number;
  /** β: the prior counts β/n times as much as the improvement, n being the trials that ended; default 10. */
  readonly belief?: number;
}

type Settled = Required<GpOptions>;

/** Proposes where a Gaussian process expects most improvement. */
export function gp(options: GpOptions = {}): Sampler {
  const memory = remembered();
  return {
    name: 'gp',
    propose(history) {
      const model = memory(history.space);
      const settled = settle(options, history.space);
      const draws = stream(history.seed, history.number, 'search: gp');
      const ended = history.trials.filter((trial) => isRanked(trial) || trial.state === 'diverged').length;
      const known = observed(history.trials, history.direction, model.cube, model.features);
      if (ended < settled.startup || known.points.length < 2) return startWith(history, draws);
      return proposeBest(history, model, known, settled, draws);
    },
  };
}

function settle(options: GpOptions, space: Space): Settled {
  const dimensions = Object.keys(space).length;
  return {
    startup: Math.min(10, Math.max(4, dimensions + 1)),
    candidates: 1024,
    searches: 6,
    belief: 10,
    ...options,
  };
}

/** What is remembered saves time only; see surrogate/gp/learner.ts. */
interface Model {
  readonly cube: Cube;
  readonly features: Features;
  readonly costs: Learner;
  readonly endings: Learner;
}

function remembered(): (space: Space) => Model {
  let last: { key: string; model: Model } | undefined;
  return (space) => {
    const key = JSON.stringify(space);
    if (last?.key !== key) last = { key, model: makeModel(space) };
    return last.model;
  };
}

function makeModel(space: Space): Model {
  const features = featuresOf(space);
  return {
    cube: cubeOf(space),
    features,
    costs: makeLearner(features, standardise),
    endings: makeLearner(features, standardiseEndings),
  };
}

/** The first settings: points of a Sobol' sequence, or, where something is believed, drawn from the prior. */
function startWith({ space, trials, seed, number }: History, draws: Stream): Setting {
  const believed = Object.values(space).some(({ prior }) => prior !== undefined);
  if (believed) return drawNew(space, trials, () => samplePrior(space, draws));
  const point = sobol(Object.keys(space).length, seed).point(number);
  let first = true;
  return drawNew(space, trials, () => {
    if (!first) return sampleUniform(space, draws);
    first = false;
    return decode(space, point);
  });
}

function proposeBest(
  history: History,
  model: Model,
  known: Observed,
  settled: Settled,
  draws: Stream,
): Setting {
  const { space, trials } = history;
  const { cube, features } = model;
  const pending = trials.filter(({ state }) => state === 'running').slice(-mostPending);
  const posterior = model.costs.learn(
    known.sample,
    pending.map(({ setting }) => features.of(cube.see(cube.pointOf(setting)))),
  );
  const ranked = byExpectedCost(posterior, known);
  const best = ranked[0]!.cost;
  const terms: Term[] = [
    pending.length > 0
      ? pendingTerm(posterior, features, best, draws.uint32())
      : improvementTerm(posterior, features, best),
    ...feasibility(history, model),
    ...belief(space, settled.belief / known.points.length),
  ];
  const good = ranked.slice(0, 5).map(({ index }) => known.points[index]!);
  const region = regionOf(model, posterior, known, good[0]!);
  const terrain: Terrain = {
    cube,
    features,
    score: sumOf(terms),
    region,
    lengths: lengthsOf(posterior, features),
  };
  return search(terrain, good, settled, draws, history);
}

const mostPending = 32;

function search(
  terrain: Terrain,
  good: readonly Float64Array[],
  settled: Settled,
  draws: Stream,
  history: History,
): Setting {
  const { cube, features, score, region } = terrain;
  const { space, trials } = history;
  const candidates = [
    ...good,
    ...drawCandidates(cube, region, good, draws, {
      spread: settled.candidates,
      near: settled.candidates / 4,
    }),
  ];
  const points = candidates.map((full) => cube.see(full));
  const valued = greatest(
    score,
    { points, features: points.map((point) => features.of(point)) },
    4 * settled.searches,
  );
  const found: { seen: Float64Array; value: number }[] = [];
  const visit = (seen: Float64Array, value: number) => found.push({ seen, value });
  for (const { index, value } of valued) visit(points[index]!, value);
  for (const { index, value } of startsAmong(valued, settled.searches, draws))
    climb(terrain, { full: candidates[index]!, value }, visit);
  const order = found.sort((a, b) => b.value - a.value);
  for (const { seen } of order) {
    const setting = cube.settingAt(seen);
    if (!wasTried(space, trials, setting)) return setting;
  }
  return drawNew(space, trials, () => samplePrior(space, draws));
}

/** The best, and others drawn with chances that go with e^value (Gumbel's trick), as Optuna's roulette. */
function startsAmong<T extends { value: number }>(valued: readonly T[], most: number, draws: Stream): T[] {
  const [first, ...rest] = valued;
  if (first === undefined) return [];
  const drawn = rest
    .map((one) => ({ one, key: one.value - log(-log(1 - draws.uniform())) }))
    .sort((a, b) => b.key - a.key);
  return [first, ...drawn.slice(0, most - 1).map(({ one }) => one)];
}

/** The observed points by what is expected of them, without the noise: y − (noise)·α is K·α. */
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

/** For each coordinate the length over which the objective changes, 1 where there is a single value. */
function lengthsOf({ conditioned }: Posterior, { groupOf }: Features): number[] {
  return groupOf.map((group) => (group < 0 ? 1 : exp(-0.5 * conditioned.raw[group]!)));
}

function feasibility({ trials }: History, { cube, features, endings: learner }: Model): Term[] {
  const sample = endings(trials, cube, features);
  if (sample === undefined) return [];
  const { mean, deviation } = momentsOf(sample.values);
  return [feasibilityTerm(learner.learn(sample), features, -mean / deviation)];
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean,
    deviation: Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length,
    ),
  };
}

function standardiseEndings(values: readonly number[]): number[] {
  const { mean, deviation } = momentsOf(values);
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

function belief(space: Space, weight: number): Term[] {
  const believed = Object.values(space).some(({ prior }) => prior !== undefined);
  return believed && weight > faded ? [beliefTerm(space, weight)] : [];
}

/** A weight below which the prior is left out. */
const faded = 1e-3;

/** Beyond so many dimensions a box around the incumbent is searched. */
const wideSpace = 20;

function regionOf(
  { cube, features }: Model,
  posterior: Posterior,
  { sample, complete }: Observed,
  centre: Float64Array,
): Region {
  const { dimensions } = cube;
  if (dimensions <= wideSpace) return wholeCube(dimensions);
  const costs = sample.values.filter((_, i) => complete[i]);
  const lengths = lengthsOf(posterior, features);
  return boxAround(
    centre,
    boxSide(costs, dimensions),
    lengths.map((length, i) => (cube.grids[i] === undefined || cube.grids[i].ordered ? length : undefined)),
  );
}
