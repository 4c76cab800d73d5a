import type { Step } from '../strategy/strategy.js';
import { firstLook } from './believed.js';
import type { Scene } from './scene.js';
import { feasibilityIn } from './survival.js';

type Looking = Pick<Scene, 'progression' | 'tried' | 'model' | 'rungs'>;

/** A setting that no process has been asked of. */
export const lookAtFirst = (scene: Looking): Step => {
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
