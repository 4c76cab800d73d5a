import { settingKey } from '../space/active.js';
import type { Setting, Space } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';

/** How often a setting that was tried already is drawn again before it is accepted after all. */
const mostDraws = 100;

/** Draws until a setting was not tried before; after 100 draws, as in a small space that is used up, takes the last. */
export function drawNew(space: Space, trials: readonly Trial[], draw: () => Setting): Setting {
  const tried = triedSettings(space, trials);
  let setting = draw();
  for (let draws = 1; draws < mostDraws && tried.has(settingKey(space, setting)); draws++) setting = draw();
  return setting;
}

/** The keys of all settings in a history, in whatever state their trials are. */
export const triedSettings = (space: Space, trials: readonly Trial[]): Set<string> =>
  new Set(trials.map((trial) => settingKey(space, trial.setting)));
