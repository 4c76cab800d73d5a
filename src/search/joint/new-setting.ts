import { exp } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import type { Setting } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import { belief } from '../gp/acquisition.js';
import { maximise } from '../gp/maximise.js';
import { wholeCube } from '../gp/region.js';
import { sumOf, weighted } from '../gp/term.js';
import { wasTried } from '../tried.js';
import type { Curves } from './curves.js';
import { indexTerm } from './index-term.js';
import { firstLeg, type Scene, trained, type View } from './scene.js';
import { feasibilityIn } from './survival.js';

/** Of the last trials, so many are looked at for how cautious to be. */
const recent = 20;

/**
 * How much the chance to come to its end counts for a new setting. Good settings lie on the border of what blows up often enough, and then a factor of one chance in two is no
 * reason to look elsewhere: so it counts the more, the more of the last trials were lost.
 */
const cautionOf = (trials: readonly Trial[]): number =>
  1 + trials.slice(-recent).filter(({ state }) => state === 'diverged').length;

/** The new setting with the greatest index that a search finds. */
export function bestNew(
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

/** The five trials with the least cost at any rung. */
function bestTrials({ costs, trials }: Curves): Trial[] {
  const order = Array.from(costs.keys()).sort((a, b) => costs[a]! - costs[b]!);
  return [...new Set(order.map((i) => trials[i]!))].slice(0, 5);
}

/** For each coordinate the length over which curves change, 1 where there is a single value. */
const lengthsOf = ({ conditioned }: Posterior, groupOf: readonly number[]): number[] =>
  groupOf.map((group) => (group < 0 ? 1 : Math.min(3, exp(-0.5 * conditioned.raw[group]!))));
