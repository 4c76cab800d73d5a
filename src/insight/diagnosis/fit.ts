import { digits, percent } from '../../math/numeral.js';
import { behind, scoreOf, titleOf, tryChange } from './advice.js';
import type { Course } from './course.js';
import type { Detector } from './diagnosis.js';
import type { Scene } from './scene.js';
import { isDiverged, isOvershooting, isTooSlow, worstLayer } from './signs.js';
import { bestCost, gapOf, reachOf, riseAfterBest, shareReached } from './trend.js';

/** In reaches: how much worse than at its best validation ends, or how far ahead of it training rows are. */
const overfit = { rise: 0.15, gap: 0.35 };

export const overfitting: Detector = (course, scene) => {
  const reach = reachOf(course, scene);
  if (reach === undefined || isDiverged(course)) return undefined;
  const rise = riseAfterBest(course, reach);
  const gap = gapOf(course, reach) ?? 0;
  const falls = course.losses.length > 1 && course.losses.at(-1)! < course.losses[0]!;
  if (!falls || (rise < overfit.rise && gap < overfit.gap)) return undefined;
  return {
    name: 'overfitting',
    sees: `${titleOf(course)} learns its rows by heart: ${overfitWords(course, scene, rise, gap)}.`,
    matters:
      'What it goes on learning does not hold on rows that it has not seen. The best epoch was kept, but stopping is the crudest remedy.',
    advice: tryChange(course, scene, [moreDecay(course), { dropout: 0.2 }], {
      says: 'More regularisation; a smaller network or more rows do the same.',
    }),
    grade: 'believed',
    trials: behind(course),
  };
};

function overfitWords({ train, kept, validation }: Course, scene: Scene, rise: number, gap: number): string {
  const best = bestCost(validation);
  const at = (cost: number) => digits(scoreOf(cost, scene));
  const rises = `validation was best in epoch ${kept} of ${validation.length} (${at(best)}) and is at ${at(validation.at(-1)![1])} at the end, while the training loss went on falling`;
  const apart = `training rows are scored ${train === undefined ? '' : at(train)}, validation rows ${at(best)}`;
  if (rise < overfit.rise) return apart;
  return gap < overfit.gap ? rises : `${rises}; ${apart}`;
}

export const moreDecay = ({ setting }: Course) => ({
  weight_decay: Math.min(1, Number((10 * Math.max(Number(setting.weight_decay ?? 0), 3e-3)).toPrecision(2))),
});

/** Of what is known to be possible, less than this was reached although training rows are scored no better. */
const underfit = { share: 0.6, gap: 0.35 };

export function isUnderfitting(course: Course, scene: Scene): boolean {
  const share = shareReached(course, scene);
  if (share === undefined || share > underfit.share || course.state !== 'complete') return false;
  if (
    isDiverged(course) ||
    isOvershooting(course, scene) ||
    isTooSlow(course, scene) ||
    worstLayer(course, 'dead')
  )
    return false;
  const reach = reachOf(course, scene);
  if (reach === undefined || course.train === undefined) return false;
  return gapOf(course, reach)! < underfit.gap && riseAfterBest(course, reach) < overfit.rise;
}

export const underfitting: Detector = (course, scene) => {
  if (!isUnderfitting(course, scene)) return undefined;
  const { name, cost } = scene.possible!;
  const at = (each: number) => digits(scoreOf(each, scene));
  const { neurons, layers } = course.setting;
  return {
    name: 'underfitting',
    sees: `${titleOf(course)} learns too little: ${at(bestCost(course.validation))} on validation${course.train === undefined ? '' : ` and ${at(course.train)} on training rows`}, where ${name} comes to ${at(cost)}; that is ${percent(shareReached(course, scene)!)} of the way from always saying the same (${at(scene.constant!)}).`,
    matters:
      'It is no better on the rows that it learns from, so more rows or more regularisation will not help: the network cannot express it, or is held back.',
    advice: tryChange(
      course,
      scene,
      [
        {
          ...(typeof neurons === 'number' && { neurons: Math.max(32, 4 * neurons) }),
          ...(layers === 0 && { layers: 1 }),
        },
        { dropout: 0 },
        { weight_decay: 1e-5 },
      ],
      { says: 'A larger network; less regularisation if it has much.', times: 2 },
    ),
    grade: 'believed',
    trials: behind(course),
  };
};
