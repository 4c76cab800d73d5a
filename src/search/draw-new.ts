import { isSameSetting } from '../space/active.js';
import type { Setting, Space } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';

/** How often a setting that was tried already is drawn again before it is accepted after all. */
const mostDraws = 100;

/** Draws until a setting was not tried before; after 100 draws, as in a small space that is used up, takes the last. */
export function drawNew(space: Space, trials: readonly Trial[], draw: () => Setting): Setting {
  let setting = draw();
  for (let draws = 1; draws < mostDraws && wasTried(space, trials, setting); draws++) setting = draw();
  return setting;
}

/** Whether a history holds a setting, in whatever state its trial is. */
export const wasTried = (space: Space, trials: readonly Trial[], setting: Setting): boolean =>
  trials.some((trial) => isSameSetting(space, trial.setting, setting));
