import { digits, percent } from '../../math/numeral.js';
import { behind, nameOfTraining, scoreOf, titleOf, tryChange } from './advice.js';
import type { Detector } from './diagnosis.js';
import { isUnderfitting } from './fit.js';
import { isDiverged, isOvershooting, isTooSlow } from './signs.js';
import {
  bestCost,
  gainOf,
  isBestAtEnd,
  lateGain,
  reachOf,
  riseAfterBest,
  roughness,
  shareReached,
} from './trend.js';

/** In gains: what the last fifth of the epochs brought. */
const stillWorth = 0.1;

export const stillImproving: Detector = (course, scene) => {
  const gain = gainOf(course, scene);
  if (gain === undefined || !isBestAtEnd(course) || isTooSlow(course, scene)) return undefined;
  const late = lateGain(course, gain);
  if (late < stillWorth) return undefined;
  const { length } = course.validation;
  return {
    name: 'still improving',
    sees: `${titleOf(course)} was still getting better when its ${length} epochs were over: the last fifth of them brought ${percent(late)} of all that it gained.`,
    matters: `Its score (${digits(scoreOf(bestCost(course.validation), scene))}) says how far it came, not how far it can come.`,
    advice: {
      ...tryChange(course, scene, [], { says: `${2 * length} epochs instead of ${length}.`, times: 2 }),
      setting: course.setting,
      ...(scene.study !== undefined && {
        command: `sweetspot tune --study ${scene.study} --resume --for 5m`,
      }),
    },
    grade: 'believed',
    trials: behind(course),
  };
};

/** In reaches: how far validation jumps. The 150 sound trainings of seeds 1, 4 and 5 of bench/insight/coach.mjs stayed below 0.044. */
const noisy = 0.05;

export const noisyEnd: Detector = (course, scene) => {
  const reach = reachOf(course, scene);
  if (reach === undefined || isDiverged(course)) return undefined;
  const rough = roughness(course, reach);
  if (rough < noisy) return undefined;
  const { schedule } = course.setting;
  return {
    name: 'noisy end',
    sees: `Validation of ${nameOfTraining(course)} jumps from epoch to epoch by ${percent(rough)} of all that can be gained (sound trainings: below ${percent(noisy)}).`,
    matters:
      'The best epoch is partly the luckiest one, and its score flatters. Small batches do this, a rate that stays high, and validation rows that are few.',
    advice: tryChange(
      course,
      scene,
      [
        ...(schedule === 'constant' ? [{ schedule: 'cycles' }] : []),
        ...(typeof course.setting.batch_size === 'number'
          ? [{ batch_size: 4 * course.setting.batch_size }]
          : []),
      ],
      {
        says: 'A rate that falls at the end, or larger batches.',
      },
    ),
    grade: 'believed',
    trials: behind(course),
  };
};

/** Reached less than this of what is possible, with nothing gained or lost at the end. */
const stuck = { share: 0.8, late: 0.01, kept: 0.9 };

export const plateau: Detector = (course, scene) => {
  const gain = gainOf(course, scene);
  const share = shareReached(course, scene);
  if (gain === undefined || share === undefined || share > stuck.share) return undefined;
  if (course.setting.schedule !== 'constant' || isDiverged(course) || isOvershooting(course, scene))
    return undefined;
  if (
    isUnderfitting(course, scene) ||
    isTooSlow(course, scene) ||
    riseAfterBest(course, reachOf(course, scene)!) > 0.05
  )
    return undefined;
  if (Math.abs(lateGain(course, gain)) > stuck.late || course.kept > stuck.kept * course.validation.length)
    return undefined;
  const { name, cost } = scene.possible!;
  const at = (each: number) => digits(scoreOf(each, scene));
  return {
    name: 'plateau',
    sees: `${titleOf(course)} has stood still since epoch ${course.kept} of ${course.validation.length} at ${at(bestCost(course.validation))}, where ${name} comes to ${at(cost)}; its rate never fell.`,
    matters:
      'At a constant rate a network rolls about in the valley that it has found; a falling rate lets it settle lower.',
    advice: tryChange(course, scene, [{ schedule: 'cycles' }], { says: 'A rate that falls.' }),
    grade: 'believed',
    trials: behind(course),
  };
};
