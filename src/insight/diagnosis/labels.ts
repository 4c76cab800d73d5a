import { percent } from '../../math/numeral.js';
import { behind, nameOfTraining, tryChange } from './advice.js';
import type { Course } from './course.js';
import type { Detector } from './diagnosis.js';
import { moreDecay } from './fit.js';
import type { Nugget, Scene } from './scene.js';
import { isDiverged, isTooSlow, worstLayer } from './signs.js';
import { bestCost, unexplained } from './trend.js';

/** Of what any two rows differ by, so much between rows that are alike is worth a word. */
const muchNoise = 0.25;

/** Surely no less, at two standard errors. */
const atLeast = ({ share, error }: Nugget) => share - 2 * error;

/** What this training and the best that is known leave unexplained. */
const leftBy = ({ validation }: Course, scene: Scene) =>
  unexplained(Math.min(bestCost(validation), scene.possible?.cost ?? Number.POSITIVE_INFINITY), scene);

/** Rows that are alike differ in their target, and the network, too, does not get below that: were it lower, what makes them differ could be learnt. */
export const labelNoise: Detector = (course, scene) => {
  const { nugget, target } = scene;
  if (nugget === undefined || atLeast(nugget) < muchNoise) return undefined;
  if (isDiverged(course) || isTooSlow(course, scene) || worstLayer(course, 'dead')) return undefined;
  const left = leftBy(course, scene);
  if (left === undefined || left < atLeast(nugget)) return undefined;
  const inWhat = typeof target === 'string' ? `in ${target}` : 'in their targets';
  return {
    name: 'label noise',
    sees: `Rows that are as good as alike still differ ${inWhat} by ${percent(Math.min(1, nugget.share))} of what any two rows do (surely more than ${percent(atLeast(nugget))}), and ${nameOfTraining(course)} leaves ${percent(left)} unexplained.`,
    matters:
      'No network can tell such rows apart: labels are wrong or measured with much error, or a column that tells them apart is missing. What is fitted beyond that is learnt by heart.',
    advice: tryChange(course, scene, [moreDecay(course), { dropout: 0.2 }], {
      says: 'Look at rows that are alike and differ: are their labels right, and what tells them apart? Until that is known, more regularisation; a larger network will not help.',
    }),
    grade: 'believed',
    trials: behind(course),
  };
};
