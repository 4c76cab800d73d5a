import { digits, percent } from '../../math/numeral.js';
import { behind, nameOfTraining, scoreOf, titleOf, tryChange } from './advice.js';
import type { Course } from './course.js';
import type { Detector } from './diagnosis.js';
import { isUnderfitting } from './fit.js';
import type { Scene } from './scene.js';
import { isDiverged, isOvershooting, isTooSlow, worstLayer } from './signs.js';
import {
  bestCost,
  gainOf,
  gapOf,
  isBestAtEnd,
  lateGain,
  reachOf,
  riseAfterBest,
  roughness,
  shareReached,
} from './trend.js';
import { saturatedUnits } from './units.js';

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

/** In reaches: how far validation jumps. The 150 sound trainings of seeds 1, 4 and 5 of bench/insight/coach.mjs stayed below 0.044; on seed 6 one of 50 did not stay below 0.05. */
const noisy = 0.05;

export const noisyEnd: Detector = (course, scene) => {
  const reach = reachOf(course, scene);
  if (reach === undefined || isDiverged(course)) return undefined;
  const rough = roughness(course, reach);
  if (rough < noisy) return undefined;
  const { schedule } = course.setting;
  return {
    name: 'noisy end',
    sees: `Validation of ${nameOfTraining(course)} jumps from epoch to epoch by ${percent(rough)} of all that can be gained (199 of 200 sound trainings: below ${percent(noisy)}).`,
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

/** Reached less than this of what is possible, with nothing gained or lost at the end, and training rows no better. */
const stuck = { share: 0.8, late: 0.02, rise: 0.05, gap: 0.25 };

export const plateau: Detector = (course, scene) => {
  const gain = gainOf(course, scene);
  const reach = reachOf(course, scene);
  const share = shareReached(course, scene);
  if (gain === undefined || reach === undefined || share === undefined) return undefined;
  if (share > stuck.share || isHeldBack(course, scene)) return undefined;
  if (riseAfterBest(course, reach) > stuck.rise || (gapOf(course, reach) ?? 0) > stuck.gap) return undefined;
  const late = lateGain(course, gain);
  if (Math.abs(late) > stuck.late) return undefined;
  const { name, cost } = scene.possible!;
  const { neurons, schedule } = course.setting;
  const at = (each: number) => digits(scoreOf(each, scene));
  return {
    name: 'plateau',
    sees: `${titleOf(course)} has come to a halt at ${at(bestCost(course.validation))}, where ${name} comes to ${at(cost)}: the last fifth of its ${course.validation.length} epochs brought ${percent(Math.max(0, late))} of what it gained, and it is no better on training rows.`,
    matters: 'It has done what this network at this rate can do: more epochs, or more rows, will not help.',
    advice: tryChange(
      course,
      scene,
      [
        ...(typeof neurons === 'number' ? [{ neurons: 4 * neurons }] : []),
        ...(schedule === 'constant' ? [{ schedule: 'cycles' }] : []),
      ],
      { says: 'A larger network; a rate that falls where it did not.', times: 2 },
    ),
    grade: 'believed',
    trials: behind(course),
  };
};

/** By what has a name of its own. */
const isHeldBack = (course: Course, scene: Scene): boolean =>
  worstLayer(course, 'dead') !== undefined ||
  saturatedUnits(course, scene) !== undefined ||
  isDiverged(course) ||
  isOvershooting(course, scene) ||
  isUnderfitting(course, scene) ||
  isTooSlow(course, scene);
