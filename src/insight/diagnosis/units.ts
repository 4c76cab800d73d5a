import { percent } from '../../math/numeral.js';
import { behind, nameOfTraining, tryChange } from './advice.js';
import type { Detector } from './diagnosis.js';
import { isDiverged, isOvershooting, worstLayer } from './signs.js';
import { shareReached } from './trend.js';

/** Of what is known to be possible: a network that comes so far does not suffer from its switches. */
const good = 0.95;

/** These level off on both sides; of the others it is normal to be flat at half of the rows. */
const bounded = new Set(['tanh', 'sigmoid']);

export const deadUnits: Detector = (course, scene) => {
  const found = worstLayer(course, 'dead');
  if (found === undefined || isDiverged(course)) return undefined;
  const { layer, place, share } = found;
  return {
    name: 'dead units',
    sees: `In ${nameOfTraining(course)}, ${layer.dead} of ${layer.units} units of hidden layer ${place} (${percent(share)}) give the same at every training row that was looked at.`,
    matters: `No gradient passes through them: they will not learn any more, and the layer is one of ${layer.units - layer.dead} units.`,
    advice: tryChange(course, scene, [{ activation: 'silu' }, { activation: 'leaky_relu' }], {
      says: 'An activation without a flat side; where a high rate killed them, a third of it.',
    }),
    grade: 'measured',
    trials: behind(course),
  };
};

export const saturatedUnits: Detector = (course, scene) => {
  const found = worstLayer(course, 'saturated');
  const { activation } = course.setting;
  if (
    found === undefined ||
    !bounded.has(String(activation)) ||
    isDiverged(course) ||
    isOvershooting(course, scene)
  )
    return undefined;
  if ((shareReached(course, scene) ?? 0) >= good) return undefined;
  const { layer, place, share } = found;
  return {
    name: 'saturated units',
    sees: `In ${nameOfTraining(course)}, ${layer.saturated} of ${layer.units} units of hidden layer ${place} (${percent(share)}) are at the end of ${activation} for more than half of the rows.`,
    matters: 'There the slope is next to nothing, so they hardly learn, and act as switches.',
    advice: tryChange(course, scene, [{ activation: 'silu' }, { activation: 'relu' }], {
      says: 'An activation that does not level off above, or more weight decay.',
    }),
    grade: 'measured',
    trials: behind(course),
  };
};
