import { digits, percent, short } from '../../math/numeral.js';
import { behind, nameOf, scoreOf, titleOf, tryChange } from './advice.js';
import type { Course } from './course.js';
import type { Detector } from './diagnosis.js';
import { hardlyMoved, isDiverged, isOvershooting, isThrownBack, isTooSlow } from './signs.js';
import { bestCost, risesOf, wayOf } from './trend.js';

/** The rate as a share or a multiple of what it was. */
function withRate({ setting }: Course, times: number) {
  const name = nameOf('rate', setting);
  if (name === undefined) return [];
  const rate = Number((Number(setting[name]) * times).toPrecision(2));
  return [{ [name]: rate }];
}

export const diverging: Detector = (course, scene) => {
  if (!isDiverged(course)) return undefined;
  const { losses, validation, reason } = course;
  const epochs = validation.length;
  const seen =
    losses.length > 1 ? ` The loss went from ${digits(losses[0]!)} to ${digits(losses.at(-1)!)}.` : '';
  return {
    name: 'diverging',
    sees: `${titleOf(course)} blew up: ${reason ?? `its loss left all bounds after ${epochs} epochs`}.${seen}`,
    matters: 'Nothing that it learnt can be used, and no score can be given to it.',
    advice: tryChange(course, scene, withRate(course, 1 / 10), { says: 'A tenth of the rate.' }),
    grade: 'measured',
    trials: behind(course),
  };
};

export const overshooting: Detector = (course, scene) => {
  if (isDiverged(course) || !isOvershooting(course, scene)) return undefined;
  const { losses, validation } = course;
  const at = (cost: number) => digits(scoreOf(cost, scene));
  return {
    name: 'overshooting',
    sees: isThrownBack(course, scene)
      ? `${titleOf(course)} was thrown back: from ${at(bestCost(validation))} in epoch ${course.kept} to ${at(validation.at(-1)![1])} at the end, with a training loss of ${digits(losses.at(-1)!)} where it began at ${digits(losses[0]!)}.`
      : `${titleOf(course)} jumps over what it looks for: the training loss rose in ${percent(risesOf(course))} of the epochs, and an epoch still moves the weights by ${percent(course.motion!)} of their size (sound trainings: 1 to 3 %).`,
    matters:
      'Each step undoes part of the one before, so the best epoch is luck and the training ends short of what the network can do.',
    advice: tryChange(course, scene, withRate(course, 1 / 10), {
      says: 'A tenth of the rate, or larger batches.',
    }),
    grade: 'believed',
    trials: behind(course),
  };
};

export const tooLow: Detector = (course, scene) => {
  if (isDiverged(course) || !isTooSlow(course, scene)) return undefined;
  const [first] = course.validation[0]!.slice(1);
  return {
    name: 'too low a rate',
    sees: `${titleOf(course)} creeps: in ${course.validation.length} epochs the weights went ${short(Number(wayOf(course)!.toPrecision(2)))} times their own size (sound trainings: more than ${hardlyMoved}), its loss fell all the time, and the score came from ${digits(scoreOf(first!, scene))} to ${digits(scoreOf(bestCost(course.validation), scene))}.`,
    matters: 'Most of the training is spent on the way: the same epochs at a higher rate come farther.',
    advice: tryChange(course, scene, withRate(course, 10), { says: 'Ten times the rate.' }),
    grade: 'believed',
    trials: behind(course),
  };
};
