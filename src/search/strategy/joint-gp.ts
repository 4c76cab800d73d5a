import { exp } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import { isSameSetting } from '../../space/active.js';
import type { Setting } from '../../space/parameter.js';
import { compareValues } from '../../study/direction.js';
import { epochsTrained, lastReport } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import { belief, feasibility } from '../gp/acquisition.js';
import { maximise } from '../gp/maximise.js';
import { type Model, rememberedModel } from '../gp/model.js';
import { wholeCube } from '../gp/region.js';
import { sumOf, weighted } from '../gp/term.js';
import { enough, evenLooks, firstLook, isBelieved, modeOf, trustIn } from '../joint/believed.js';
import { type Curves, curvesOf, rowOf, withTraining } from '../joint/curves.js';
import { goalOf, isTimeToFinish } from '../joint/finishing.js';
import { indexTerm, logIndex } from '../joint/index-term.js';
import { rungsOf } from '../joint/ladder.js';
import { type CurveModel, makeCurveModel } from '../joint/model.js';
import { asFacts, noteFor } from '../joint/note.js';
import { asRound, lastRound, nextRound, type Round, withoutBetter } from '../joint/rounds.js';
import { drawnIn, normalScores, standardised } from '../joint/scale.js';
import { wasTried } from '../tried.js';
import type { Progression, Step, Strategy } from './strategy.js';

export interface JointGpOptions {
  /** Settings that are looked at before the process is asked; default five more than there are hyperparameters. */
  readonly startup?: number;
  /** Points at which a search for new settings begins to look; default 128. */
  readonly candidates?: number;
  /** How many local searches; default 2. */
  readonly searches?: number;
  /** β: the prior counts β/n times as much as the index, n being the trials begun; default 3. */
  readonly belief?: number;
  /** The share of training that belongs to trials that are meant for their end; default 0.8. */
  readonly finish?: number;
  /** After how many full trainings' worth that begins; default 3. */
  readonly first?: number;
  /** Whether that share is spent in two legs, with one more look at `halfway`; `false`: on paused trials, a rung at a time. Default true. */
  readonly inOneGo?: boolean;
  /** How far new settings that are meant for their end are trained before it is looked whether they are still worth it, as a share of a full training; 1: to their end. Default 0.5. */
  readonly halfway?: number;
  /** From then on (`first`) so much of the variance of ends counts, and its square of that of settings that would only be looked at. Default 0.5. */
  readonly doubt?: number;
  /** After how many full trainings' worth costs above the median are drawn in: what there is to tell by then are good settings from better ones. Default 10. */
  readonly drawIn?: number;
  /** After how many full trainings' worth without a better trial all of an end's variance counts again; default 4. */
  readonly stuck?: number;
  /** After how many it begins anew, knowing nothing of what came before (joint/rounds.ts); default 6. */
  readonly anew?: number;
  /** But not before it was given so many full trainings' worth since it last began; default 20. */
  readonly anewFrom?: number;
  /** Whether it learns from the places of costs in their order rather than from the costs: for objectives most of whose settings are far from good. Default false. */
  readonly ranks?: boolean;
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
    next(whole) {
      const settled = {
        startup: Object.keys(whole.space).length + 5,
        candidates: 128,
        searches: 2,
        belief: 3,
        finish: 0.8,
        first: 3,
        inOneGo: true,
        halfway: 0.5,
        doubt: 0.5,
        drawIn: 10,
        stuck: 4,
        anew: 6,
        anewFrom: 20,
        ranks: false,
        ...options,
      };
      const rungs = rungsOf(whole.fidelity);
      const round = lastRound(whole);
      const { progression } = round;
      const { trials: tried } = whole;
      const model = modelOf(progression.space);
      const begun = progression.trials.filter(({ state }) => state !== 'failed' && state !== 'diverged');
      const curves = curvesOf(progression, rungs, model);
      if (begun.length < settled.startup || curves.rows.length < 2)
        return inRound(round, lookAtFirst({ progression, tried, model, rungs }));
      const idle = withoutBetter(progression, curves) / whole.fidelity.most;
      if (idle > settled.anew && worthOfTraining(progression) > settled.anewFrom) {
        const anew = nextRound(round);
        return inRound(anew, lookAtFirst({ ...anew, tried, model: modelOf(anew.progression.space), rungs }));
      }
      const isStuck = idle > settled.stuck;
      const scene = { progression, tried, rungs, model, curves, settled, isStuck };
      return inRound(round, decide({ ...scene, curveModel: curveModelOf(model) }));
    },
  };
}

const inRound = (round: Round, step: Step): Step =>
  step.kind === 'start' ? { ...step, facts: { ...step.facts, ...asRound(round) } } : step;

type Looking = Pick<Scene, 'progression' | 'tried' | 'model' | 'rungs'>;

const lookAtFirst = (scene: Looking): Step => {
  const until = scene.rungs[0]!;
  const { progression, tried } = scene;
  const look = progression.trials.length < tried.length ? lookAgain(scene) : firstLook(progression, until);
  return { kind: 'start', ...look, until };
};

/** So many settings are thought of for a first look of a later round, so far from each other in their sequence. */
const thoughtOf = 8;
const apart = 1_000;

/** A first look of a later round: where trials blew up before, at the one of a few that is likeliest to come to its end. */
function lookAgain({ progression, tried, model, rungs }: Looking) {
  const looks = Array.from({ length: thoughtOf }, (_, k) =>
    firstLook({ ...progression, trials: tried, number: progression.number + k * apart }, rungs[0]!),
  );
  const points = looks.map(({ setting }) => model.cube.see(model.cube.pointOf(setting)));
  const [survives] = feasibilityIn(model, tried);
  const chances = survives?.values({ points, features: points.map((point) => model.features.of(point)) });
  return chances === undefined ? looks[0]! : looks[chances.indexOf(Math.max(...chances))]!;
}

/** How likely settings are to come to their end, by the trials of all rounds. */
const feasibilityIn = (model: Model, tried: readonly Trial[]) =>
  feasibility({ trials: tried.map(asEnded) }, { ...model, endings: model.borders });

interface Scene {
  readonly progression: Progression;
  /** Trials of all rounds: no setting is tried twice. */
  readonly tried: readonly Trial[];
  readonly rungs: readonly number[];
  readonly model: Model;
  readonly curveModel: CurveModel;
  readonly curves: Curves;
  readonly settled: Required<JointGpOptions>;
  /** Whether no better trial was found for long. */
  readonly isStuck: boolean;
}

function decide(scene: Scene): Step {
  const { progression, rungs, model, curveModel, curves, settled, isStuck } = scene;
  const { values, at } = scaleOf(scene)(curves.costs);
  const sample = { rows: curves.rows, values };
  const note = noteFor(progression.trials, curveModel, sample, curves.seen);
  const pending = pendingEnds(progression, model);
  const posterior = curveModel.learn(sample, note.theta, pending);
  const goal = Math.min(at(curves.best), ...posterior.predict(pending).mean);
  const { weight, trust, worthAnEnd } = beliefIn(scene, posterior);
  if (worthAnEnd !== undefined && settled.inOneGo)
    return {
      kind: 'continue',
      number: worthAnEnd.number,
      until: legsOf(worthAnEnd, rungs).until,
      facts: asFacts(note),
    };
  const first = settled.first * (1 - sooner * trust);
  const meant = settled.inOneGo ? firstLeg(scene, true) : progression.fidelity.most;
  const isTime = isTimeToFinish(progression, { finish: settled.finish, first, meant });
  const finishing = isTime && settled.inOneGo;
  const doubt = worthOfTraining(progression) > first && !isStuck ? settled.doubt : 1;
  const view = { posterior, goal, finishing, weight, doubt };
  const going = bestPaused(scene, view);
  const fresh = isTime && !finishing && going ? undefined : bestNew(scene, view);
  if (going !== undefined && !((fresh?.value ?? Number.NEGATIVE_INFINITY) > going.value))
    return {
      kind: 'continue',
      number: going.number,
      until: finishing ? progression.fidelity.most : going.until,
      facts: asFacts(note),
    };
  if (fresh === undefined) return lookAtFirst(scene);
  return { kind: 'start', setting: fresh.setting, until: firstLeg(scene, finishing), facts: asFacts(note) };
}

/** How costs become what the process learns. */
function scaleOf({ progression, settled }: Scene) {
  if (settled.ranks) return normalScores;
  return worthOfTraining(progression) > settled.drawIn ? drawnIn : standardised;
}

/** How much was trained, in full trainings. */
const worthOfTraining = ({ trials, fidelity }: Progression) => trained(trials) / fidelity.most;

/** How far a new setting goes before it is thought about again; `finishing`: one that is meant for its end. */
function firstLeg({ progression, rungs, settled }: Scene, finishing: boolean): number {
  const { most } = progression.fidelity;
  return finishing ? (rungs.find((rung) => rung >= settled.halfway * most) ?? most) : rungs[0]!;
}

/** More trials in progress than these are not told apart from none. */
const mostPending = 64;

/**
 * The ends of trials in progress. They count as reached, with what is expected of them: so none is begun for what another is about to find, wherever that one
 * pauses next (the "kriging believer" of Ginsbourger et al. 2010).
 */
function pendingEnds({ trials }: Progression, model: Model): Float64Array[] {
  const running = trials.filter(({ state }) => state === 'running').slice(-mostPending);
  return running.map((trial) => rowOf(model, trial, 1));
}

/** Where a belief is trusted, looking around is so much shorter before trials are trained to their end. */
const sooner = 0.35;

/** What the priors count beside the index, as far as they are trusted, and the trial of their mode as long as that is worth training to its end: leg by leg, for it may turn out not to be. */
function beliefIn(
  { progression, model, settled }: Scene,
  posterior: Posterior,
): { weight: number; trust: number; worthAnEnd: Trial | undefined } {
  const { space, trials, fidelity } = progression;
  if (!isBelieved(space)) return { weight: 0, trust: 0, worthAnEnd: undefined };
  const mode = modeOf(progression);
  const even = evenLooks(trials).filter(({ state }) => state !== 'diverged');
  const expected = (asked: readonly Pick<Trial, 'setting'>[]) =>
    posterior.predict(
      asked.map(({ setting }) =>
        withTraining(model.features.of(model.cube.see(model.cube.pointOf(setting))), 1),
      ),
    ).mean;
  const { trust, beats } = trustIn(expected([{ setting: mode }])[0]!, expected(even));
  const anyEnd = trials.some(
    (trial) => trial.state === 'complete' || goalOf(trial, progression) >= fidelity.most,
  );
  return {
    weight: (settled.belief / trials.length) * trust,
    trust,
    worthAnEnd:
      anyEnd || beats < enough
        ? undefined
        : trials.find(({ state, setting }) => state === 'paused' && isSameSetting(space, setting, mode)),
  };
}

/** What trials are valued by at a step. */
interface View {
  readonly posterior: Posterior;
  /** What is to be improved on. */
  readonly goal: number;
  /** Whether it is a trial meant for its end that is looked for. */
  readonly finishing: boolean;
  /** What priors count beside the index. */
  readonly weight: number;
  /** How much of an end's variance counts: a search of few trainings that goes wherever little is known has none left for where much is. */
  readonly doubt: number;
}

/** The paused trial with the greatest index, and how far it would go; where trials are meant for their end, to that, as far as its index is concerned. */
function bestPaused(
  { progression, rungs, model }: Scene,
  { posterior, goal, finishing, weight, doubt }: View,
) {
  const { fidelity, space } = progression;
  const paused = likeliest(progression);
  if (paused.length === 0) return undefined;
  // The belief that new settings are valued by, so that the two can be compared.
  const terms = belief(space, weight);
  const believed = ({ setting }: Trial) => {
    const point = model.cube.see(model.cube.pointOf(setting));
    return terms.reduce((sum, term) => sum + term.values({ points: [point], features: [] })[0]!, 0);
  };
  const ends = posterior.predict(paused.map((trial) => rowOf(model, trial, 1)));
  const valued = paused.map((trial, i) => {
    const { next, until } = legsOf(trial, rungs);
    const rest = fidelity.most - until;
    const legs = finishing ? { next: next + rest, rest: 0 } : { next, rest };
    const index = logIndex(ends.mean[i]!, doubt * ends.variance[i]!, goal, legs);
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

/** Of the last trials, so many are looked at for how cautious to be. */
const recent = 20;

/**
 * How much the chance to come to its end counts for a new setting. Good settings lie on the border of what blows up often enough, and then a factor of one chance in two is no
 * reason to look elsewhere: so it counts the more, the more of the last trials were lost.
 */
const cautionOf = (trials: readonly Trial[]): number =>
  1 + trials.slice(-recent).filter(({ state }) => state === 'diverged').length;

/** A paused trial has not blown up. */
const asEnded = (trial: Trial): Trial => (trial.state === 'paused' ? { ...trial, state: 'stopped' } : trial);

/** The new setting with the greatest index that a search finds. */
function bestNew(
  scene: Scene,
  { posterior, goal, finishing, weight, doubt }: View,
): { setting: Setting; value: number } | undefined {
  const { progression, tried, model, curves, settled } = scene;
  const { space, trials, fidelity, seed, number } = progression;
  const { cube, features } = model;
  const next = firstLeg(scene, finishing);
  const legs = { next, rest: fidelity.most - next };
  // A look is so cheap that its index would win too often over trials that were begun.
  const score = sumOf([
    indexTerm(posterior, features, goal, legs, finishing ? doubt : doubt * doubt),
    ...feasibilityIn(model, tried).map((term) => weighted(term, cautionOf(tried))),
    ...belief(space, weight),
  ]);
  const region = wholeCube(cube.dimensions);
  const terrain = { cube, features, score, region, lengths: lengthsOf(posterior, features.groupOf) };
  const good = bestTrials(curves).map(({ setting }) => cube.pointOf(setting));
  // Steps that begin no trial have random numbers of their own.
  const draws = stream(seed, number, `search: joint gp ${trained(trials)}`);
  for (const { seen, value } of maximise(terrain, good, settled, draws)) {
    const setting = cube.settingAt(seen);
    if (!wasTried(space, tried, setting)) return { setting, value };
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
