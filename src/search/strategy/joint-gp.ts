import { exp } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import { mean } from '../../math/statistics.js';
import type { Setting } from '../../space/parameter.js';
import { compareValues } from '../../study/direction.js';
import { epochsTrained, lastReport } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import { firstSetting } from '../first-setting.js';
import { belief, feasibility } from '../gp/acquisition.js';
import { maximise } from '../gp/maximise.js';
import { type Model, rememberedModel } from '../gp/model.js';
import { wholeCube } from '../gp/region.js';
import { sumOf } from '../gp/term.js';
import { type Curves, curvesOf, placeOf, rowOf } from '../joint/curves.js';
import { indexTerm, logIndex } from '../joint/index-term.js';
import { rungsOf } from '../joint/ladder.js';
import { type CurveModel, makeCurveModel } from '../joint/model.js';
import { asFacts, noteFor } from '../joint/note.js';
import { wasTried } from '../tried.js';
import type { Progression, Step, Strategy } from './strategy.js';

export interface JointGpOptions {
  /** Settings that are looked at before the process is asked; default five more than there are hyperparameters. */
  readonly startup?: number;
  /** Points at which a search for new settings begins to look; default 256. */
  readonly candidates?: number;
  /** How many local searches; default 3. */
  readonly searches?: number;
  /** β: the prior counts β/n times as much as the index, n being the trials begun; default 10. */
  readonly belief?: number;
  /** The share of training that belongs to trials that are trained to their end in one go; default 0.8. */
  readonly finish?: number;
  /** After how many full trainings' worth that begins; default 3. */
  readonly first?: number;
}

/**
 * Trains what is worth most for its cost, a new setting or one that was begun, as a Gaussian process over settings and training sees it
 * (surrogate/gp/joint.ts, joint/index-term.ts): a leg from one rung to the next, then all is thought about anew.
 */
export function jointGp(options: JointGpOptions = {}): Strategy {
  const modelOf = rememberedModel();
  const curveModels = new WeakMap<Model, CurveModel>();
  const curveModelOf = (model: Model) => {
    let found = curveModels.get(model);
    if (found === undefined) curveModels.set(model, (found = makeCurveModel(model.features)));
    return found;
  };
  return {
    name: 'joint-gp',
    next(progression) {
      const { space, trials } = progression;
      const settled = {
        startup: Object.keys(space).length + 5,
        candidates: 256,
        searches: 3,
        belief: 10,
        finish: 0.8,
        first: 3,
        ...options,
      };
      const rungs = rungsOf(progression.fidelity);
      const model = modelOf(space);
      const begun = trials.filter(({ state }) => state !== 'failed' && state !== 'diverged');
      const curves = curvesOf(progression, rungs, model);
      if (begun.length < settled.startup || curves.rows.length < 2)
        return lookAtFirst(progression, rungs[0]!);
      return decide({ progression, rungs, model, curves, settled, curveModel: curveModelOf(model) });
    },
  };
}

const lookAtFirst = (progression: Progression, until: number): Step => ({
  kind: 'start',
  setting: firstSetting(progression, 'search: joint gp, first'),
  until,
});

interface Scene {
  readonly progression: Progression;
  readonly rungs: readonly number[];
  readonly model: Model;
  readonly curveModel: CurveModel;
  readonly curves: Curves;
  readonly settled: Required<JointGpOptions>;
}

function decide(scene: Scene): Step {
  const { progression, rungs, model, curveModel, curves, settled } = scene;
  const { values, at } = standardised(curves.costs);
  const sample = { rows: curves.rows, values };
  const note = noteFor(progression.trials, curveModel, sample);
  const posterior = curveModel.learn(sample, note.theta, pendingRows(progression, model));
  const goal = at(curves.best);
  const finishing = isTimeToFinish(progression, settled);
  const going = bestPaused(scene, posterior, goal, finishing);
  const fresh = bestNew(scene, posterior, goal, finishing);
  if (going !== undefined && !((fresh?.value ?? Number.NEGATIVE_INFINITY) > going.value))
    return {
      kind: 'continue',
      number: going.number,
      until: finishing ? progression.fidelity.most : going.until,
    };
  if (fresh === undefined) return lookAtFirst(progression, rungs[0]!);
  const until = finishing ? progression.fidelity.most : rungs[0]!;
  return { kind: 'start', setting: fresh.setting, until, facts: asFacts(note) };
}

/** Costs with mean 0 and deviation 1, and what another cost would be among them. */
function standardised(costs: readonly number[]) {
  const middle = mean(costs);
  const deviation = Math.sqrt(mean(costs.map((cost) => (cost - middle) * (cost - middle)))) || 1;
  const at = (cost: number) => (cost - middle) / deviation;
  return { values: costs.map(at), at };
}

/** More trials in progress than these are not told apart from none. */
const mostPending = 64;

/** Where trials in progress are to arrive. */
function pendingRows({ trials, targets, fidelity }: Progression, model: Model): Float64Array[] {
  const running = trials.filter(({ state }) => state === 'running').slice(-mostPending);
  return running.map((trial) =>
    rowOf(model, trial, placeOf(targets?.get(trial.number) ?? fidelity.most, fidelity)),
  );
}

/**
 * Looks are so cheap that an index alone looks for ever where little is to be gained, and where curves end is learnt from ends: after the first few full
 * trainings' worth, a share of the training belongs to trials that are trained to their end in one go, wherever most improvement is expected there.
 */
function isTimeToFinish(
  { trials, fidelity }: Progression,
  { finish, first }: Required<JointGpOptions>,
): boolean {
  const ended = trials.filter(({ state }) => state === 'complete' || state === 'running').length;
  return ended * fidelity.most < finish * (trained(trials) - first * fidelity.most);
}

/** The paused trial with the greatest index, and how far it would go; `finishing`: to the end in one go, as far as its index is concerned. */
function bestPaused(
  { progression, rungs, model, settled }: Scene,
  posterior: Posterior,
  goal: number,
  finishing: boolean,
) {
  const { fidelity, space, trials } = progression;
  const paused = likeliest(progression);
  if (paused.length === 0) return undefined;
  // The belief that new settings are valued by, so that the two can be compared.
  const terms = belief(space, settled.belief / trials.length);
  const believed = ({ setting }: Trial) => {
    const point = model.cube.see(model.cube.pointOf(setting));
    return terms.reduce((sum, term) => sum + term.values({ points: [point], features: [] })[0]!, 0);
  };
  const ends = posterior.predict(paused.map((trial) => rowOf(model, trial, 1)));
  const valued = paused.map((trial, i) => {
    const { next, until } = legsOf(trial, rungs);
    const rest = fidelity.most - until;
    const legs = finishing ? { next: next + rest, rest: 0 } : { next, rest };
    const index = logIndex(ends.mean[i]!, ends.variance[i]!, goal, legs);
    return { number: trial.number, until, value: index + believed(trial) };
  });
  return valued.reduce((best, each) => (each.value > best.value ? each : best));
}

/** Paused trials worse than so many others are as good as given up. */
const mostPaused = 200;

function likeliest({ trials, direction }: Progression): Trial[] {
  const paused = trials.filter(({ state }) => state === 'paused');
  if (paused.length <= mostPaused) return paused;
  const last = (trial: Trial) => lastReport(trial)?.value;
  return paused
    .sort((a, b) => compareValues(last(a), last(b), direction) || a.number - b.number)
    .slice(0, mostPaused);
}

function legsOf(trial: Trial, rungs: readonly number[]): { next: number; until: number } {
  const trained = epochsTrained(trial);
  const until = rungs.find((rung) => rung > trained) ?? rungs.at(-1)!;
  return { next: until - trained, until };
}

/** A paused trial has not blown up. */
const asEnded = (trial: Trial): Trial => (trial.state === 'paused' ? { ...trial, state: 'stopped' } : trial);

/** The new setting with the greatest index that a search finds. */
function bestNew(
  { progression, rungs, model, curves, settled }: Scene,
  posterior: Posterior,
  goal: number,
  finishing: boolean,
): { setting: Setting; value: number } | undefined {
  const { space, trials, fidelity, seed, number } = progression;
  const { cube, features } = model;
  const legs = finishing
    ? { next: fidelity.most, rest: 0 }
    : { next: rungs[0]!, rest: fidelity.most - rungs[0]! };
  const score = sumOf([
    indexTerm(posterior, features, goal, legs),
    ...feasibility({ trials: trials.map(asEnded) }, model),
    ...belief(space, settled.belief / trials.length),
  ]);
  const region = wholeCube(cube.dimensions);
  const terrain = { cube, features, score, region, lengths: lengthsOf(posterior, features.groupOf) };
  const good = bestTrials(curves).map(({ setting }) => cube.pointOf(setting));
  // Steps that begin no trial have random numbers of their own.
  const draws = stream(seed, number, `search: joint gp ${trained(trials)}`);
  for (const { seen, value } of maximise(terrain, good, settled, draws)) {
    const setting = cube.settingAt(seen);
    if (!wasTried(space, trials, setting)) return { setting, value };
  }
  return undefined;
}

const trained = (trials: readonly Trial[]) => trials.reduce((sum, trial) => sum + epochsTrained(trial), 0);

/** The five trials with the least cost at any rung. */
function bestTrials({ costs, trials }: Curves): Trial[] {
  const order = Array.from(costs.keys()).sort((a, b) => costs[a]! - costs[b]!);
  return [...new Set(order.map((i) => trials[i]!))].slice(0, 5);
}

/** For each coordinate the length over which curves change, 1 where there is a single value. */
const lengthsOf = ({ conditioned }: Posterior, groupOf: readonly number[]): number[] =>
  groupOf.map((group) => (group < 0 ? 1 : Math.min(3, exp(-0.5 * conditioned.raw[group]!))));
