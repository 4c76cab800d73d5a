import { exp } from '../../math/elementary.js';
import { type Stream, stream } from '../../math/random.js';
import { sobol } from '../../math/sobol.js';
import { mean as meanOf } from '../../math/statistics.js';
import { decode } from '../../space/encode.js';
import type { Setting, Space } from '../../space/parameter.js';
import { samplePrior, sampleUniform } from '../../space/prior.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import { drawNew } from '../draw-new.js';
import { drawCandidates } from '../gp/candidates.js';
import { climb, type Summit } from '../gp/climb.js';
import { wholeCube } from '../gp/region.js';
import { greatest, sumOf, type Term } from '../gp/term.js';
import { beliefTerm } from '../gp/terms.js';
import { type Curves, curvesOf, placeOf, rowOf } from '../joint/curves.js';
import { indexTerm, logIndex } from '../joint/index-term.js';
import { rungsOf } from '../joint/ladder.js';
import { type CurveModel, type CurvePosterior, makeCurveModel } from '../joint/model.js';
import { wasTried } from '../tried.js';
import type { Progression, Step, Strategy } from './strategy.js';

export interface JointGpOptions {
  /** Settings that are looked at before the process is asked; default five more than there are hyperparameters. */
  readonly startup?: number;
  /** Points at which a search for new settings begins to look; default 256. */
  readonly candidates?: number;
  /** β: the prior counts β/n times as much as the improvement, n being the trials begun; default 10. */
  readonly belief?: number;
}

/**
 * Trains what is worth most a unit of training, new or begun, as a Gaussian process over settings and training sees it (surrogate/gp/joint.ts,
 * joint/index-term.ts): a leg from one rung to the next, then all is thought about anew.
 */
export function jointGp(options: JointGpOptions = {}): Strategy {
  const memory = remembered();
  return {
    name: 'joint-gp',
    next(progression) {
      const { space, trials } = progression;
      const { startup = Object.keys(space).length + 5 } = options;
      const rungs = rungsOf(progression.fidelity);
      const draws = stream(progression.seed, progression.number, `search: joint gp ${spent(trials)}`);
      const begun = trials.filter(({ state }) => state !== 'failed' && state !== 'diverged');
      if (begun.length < startup) return start(first(progression, draws), rungs);
      const model = memory(space);
      const curves = curvesOf(progression, rungs, model.cube, model.features);
      if (curves.rows.length < 2) return start(first(progression, draws), rungs);
      return best(progression, rungs, model, curves, { belief: 10, candidates: 256, ...options }, draws);
    },
  };
}

/** Steps that begin no trial have random numbers of their own. */
const spent = (trials: readonly Trial[]) => trials.reduce((sum, trial) => sum + epochsTrained(trial), 0);

function remembered(): (space: Space) => CurveModel {
  let last: { key: string; model: CurveModel } | undefined;
  return (space) => {
    const key = JSON.stringify(space);
    if (last?.key !== key) last = { key, model: makeCurveModel(space) };
    return last.model;
  };
}

const start = (setting: Setting, rungs: readonly number[]): Step => ({
  kind: 'start',
  setting,
  until: rungs[0]!,
});

/** The first settings: points of a Sobol' sequence, or, where something is believed, drawn from the prior. */
function first({ space, trials, seed, number }: Progression, draws: Stream): Setting {
  const believed = Object.values(space).some(({ prior }) => prior !== undefined);
  if (believed) return drawNew(space, trials, () => samplePrior(space, draws));
  const point = sobol(Object.keys(space).length, seed).point(number);
  let fresh = true;
  return drawNew(space, trials, () => {
    if (!fresh) return sampleUniform(space, draws);
    fresh = false;
    return decode(space, point);
  });
}

interface Settled {
  readonly candidates: number;
  readonly belief: number;
}

function best(
  progression: Progression,
  rungs: readonly number[],
  model: CurveModel,
  curves: Curves,
  settled: Settled,
  draws: Stream,
): Step {
  const { trials, targets } = progression;
  const { values, at } = standardised(curves.costs);
  const sample = { rows: curves.rows, values };
  const noted = lastNote(trials);
  const note =
    noted === undefined || curves.rows.length >= noted.rows * refit
      ? { rows: curves.rows.length, theta: model.fit(sample, noted?.theta) }
      : noted;
  const pending = trials
    .filter(({ state }) => state === 'running')
    .slice(-mostPending)
    .map((trial) =>
      rowOf(
        model.features,
        model.cube,
        trial,
        placeOf(targets?.get(trial.number) ?? progression.fidelity.most, progression.fidelity),
      ),
    );
  const posterior = model.learn(sample, note.theta, pending);
  const goal = at(curves.best);
  const going = bestPaused(progression, rungs, model, posterior, goal);
  const fresh = bestNew(progression, rungs, model, posterior, goal, settled, draws, curves);
  if (going !== undefined && going.value >= (fresh?.value ?? Number.NEGATIVE_INFINITY))
    return { kind: 'continue', number: going.number, until: going.until };
  const setting = fresh?.setting ?? first(progression, draws);
  return { kind: 'start', setting, until: rungs[0]!, facts: { [noteName]: note } };
}

/** The process is fitted again when there is so much more to learn from. */
const refit = 1.15;
const mostPending = 64;

/** What a trial's facts keep of the process when it began: θ, and from how many rows it was learnt. */
const noteName = 'joint_gp';

interface Note {
  readonly rows: number;
  readonly theta: readonly number[];
}

function lastNote(trials: readonly Trial[]): Note | undefined {
  return trials.findLast(({ facts }) => facts[noteName] !== undefined)?.facts[noteName] as Note | undefined;
}

function standardised(costs: readonly number[]) {
  const middle = meanOf(costs);
  const deviation = Math.sqrt(meanOf(costs.map((cost) => (cost - middle) * (cost - middle)))) || 1;
  const at = (cost: number) => (cost - middle) / deviation;
  return { values: costs.map(at), at };
}

/** The paused trial with the greatest index. */
function bestPaused(
  { trials, fidelity }: Progression,
  rungs: readonly number[],
  { cube, features }: CurveModel,
  posterior: CurvePosterior,
  goal: number,
): { number: number; until: number; value: number } | undefined {
  const paused = trials.filter(({ state }) => state === 'paused');
  if (paused.length === 0) return undefined;
  const { mean, variance } = posterior.predict(paused.map((trial) => rowOf(features, cube, trial, 1)));
  let found: { number: number; until: number; value: number } | undefined;
  paused.forEach((trial, i) => {
    const trained = epochsTrained(trial);
    const until = rungs.find((rung) => rung > trained) ?? fidelity.most;
    const legs = { next: until - trained, rest: fidelity.most - until };
    const value = logIndex(mean[i]!, variance[i]!, goal, legs);
    if (found === undefined || value > found.value) found = { number: trial.number, until, value };
  });
  return found;
}

/** The new setting with the greatest index that the search finds. */
function bestNew(
  { space, trials, fidelity }: Progression,
  rungs: readonly number[],
  { cube, features }: CurveModel,
  posterior: CurvePosterior,
  goal: number,
  { candidates, belief }: Settled,
  draws: Stream,
  curves: Curves,
): { setting: Setting; value: number } | undefined {
  const legs = { next: rungs[0]!, rest: fidelity.most - rungs[0]! };
  const believed = Object.values(space).some(({ prior }) => prior !== undefined);
  const terms: Term[] = [
    indexTerm(posterior, features, goal, legs),
    ...(believed ? [beliefTerm(space, belief / trials.length)] : []),
  ];
  const good = topTrials(curves).map(({ setting }) => cube.pointOf(setting));
  const region = wholeCube(cube.dimensions);
  const fulls = drawCandidates(cube, region, good, draws, { spread: candidates, near: candidates / 2 });
  const points = fulls.map((full) => cube.see(full));
  const score = sumOf(terms);
  const tops = greatest(score, { points, features: points.map((point) => features.of(point)) }, 3);
  const lengths = lengthsOf(posterior, features.groupOf);
  const terrain = { cube, features, score, region, lengths };
  let found: { seen: Float64Array; value: number } | undefined;
  const visit = (seen: Float64Array, value: number) => {
    if (found !== undefined && !(value > found.value)) return;
    if (!wasTried(space, trials, cube.settingAt(seen))) found = { seen, value };
  };
  for (const { index, value } of tops) {
    const summit: Summit = { full: fulls[index]!, value };
    visit(points[index]!, value);
    climb(terrain, summit, visit);
  }
  return found && { setting: cube.settingAt(found.seen), value: found.value };
}

function topTrials({ costs, trials }: Curves): Trial[] {
  const order = Array.from(costs.keys()).sort((a, b) => costs[a]! - costs[b]!);
  return [...new Set(order.map((i) => trials[i]!))].slice(0, 5);
}

function lengthsOf({ theta }: CurvePosterior, groupOf: readonly number[]): number[] {
  return groupOf.map((group) => (group < 0 ? 1 : Math.min(3, exp(-0.5 * theta[group]!))));
}
