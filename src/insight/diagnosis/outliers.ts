import { percent } from '../../math/numeral.js';
import { behind, nameOfTraining, tryChange } from './advice.js';
import type { Detector } from './diagnosis.js';
import { bestCost, unexplained } from './trend.js';

/** The worst hundredth of normal errors makes up 8 % of their squares, of Laplace's 24 %. */
const muchShare = 0.5;
/** Where next to nothing is left unexplained, some rows have the largest part of that too: these errors are this share of all that there is to explain. */
const muchOfAll = 0.1;

/** A few rows decide what a squared loss learns. */
export const outliers: Detector = (course, scene) => {
  const { worstShare: share = 0, setting } = course;
  const isSquared = setting.loss === undefined || setting.loss === 'squared';
  if (share < muchShare || !isSquared || setting.target_scale === 'log') return undefined;
  const left = unexplained(bestCost(course.validation), scene) ?? 1;
  if (share * left < muchOfAll) return undefined;
  return {
    name: 'outliers rule',
    sees: `The worst 1 % of the validation rows make up ${percent(share)} of the squared error of ${nameOfTraining(course)} (normal errors: 8 %).`,
    matters: 'The squared loss bends the network toward those few rows and away from the many.',
    advice: tryChange(course, scene, [{ loss: 'huber', huber_delta: 1.345 }, { loss: 'absolute' }], {
      says: 'A loss that large errors do not rule, if the metric is not decided by them.',
    }),
    grade: 'measured',
    trials: behind(course),
  };
};
