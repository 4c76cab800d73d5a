import type { Model } from '../gp/model.js';
import { rememberedModel } from '../gp/model.js';
import { curvesOf, rowOf } from '../joint/curves.js';
import { isTimeToFinish } from '../joint/finishing.js';
import { rungsOf } from '../joint/ladder.js';
import { lookAtFirst } from '../joint/looks.js';
import { type CurveModel, makeCurveModel } from '../joint/model.js';
import { bestNew } from '../joint/new-setting.js';
import { asFacts, noteFor } from '../joint/note.js';
import { type JointGpOptions, settledIn } from '../joint/options.js';
import { bestPaused, legsOf } from '../joint/paused.js';
import { asRound, lastRound, nextRound, type Round, withoutBetter } from '../joint/rounds.js';
import { drawnIn, normalScores, standardised } from '../joint/scale.js';
import { firstLeg, type Scene, worthOfTraining } from '../joint/scene.js';
import { beliefIn } from '../joint/trust.js';
import type { Progression, Step, Strategy } from './strategy.js';

export type { JointGpOptions } from '../joint/options.js';

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
      const settled = settledIn(whole.space, options);
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

function decide(scene: Scene): Step {
  const { progression, rungs, model, curveModel, curves, settled, isStuck } = scene;
  const { values, at } = scaleOf(scene)(curves.costs);
  const sample = { rows: curves.rows, values };
  const note = noteFor(progression.trials, curveModel, sample, curves.seen);
  const pending = pendingEnds(progression, model);
  const posterior = curveModel.learn(sample, note.theta, pending);
  const goal = Math.min(at(curves.best), ...posterior.predict(pending).mean);
  const { weight, first, worthAnEnd } = beliefIn(scene, posterior);
  if (worthAnEnd !== undefined && settled.inOneGo)
    return {
      kind: 'continue',
      number: worthAnEnd.number,
      until: legsOf(worthAnEnd, rungs).until,
      facts: asFacts(note),
    };
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
