import { gridOf } from '../search/grid-size.js';
import { wasTried } from '../search/tried.js';
import { isAllowed } from '../space/constraint.js';
import type { Setting, Space } from '../space/parameter.js';
import { countValues } from '../space/values.js';
import type { Trial } from '../study/trial.js';

/** In larger spaces a study ends of other causes. */
const mostSettings = 10_000;
const known = new WeakMap<Space, readonly Setting[]>();

/** Whether every setting of a space was tried. A space where some values vary continuously, or with more than 10,000 settings, never is used up. */
export function isUsedUp(space: Space, trials: readonly Trial[]): boolean {
  let settings = known.get(space);
  if (settings === undefined) known.set(space, (settings = settingsOf(space)));
  if (settings.length === 0 || trials.length < settings.length) return false;
  return settings.every((setting) => wasTried(space, trials, setting));
}

function settingsOf(space: Space): readonly Setting[] {
  const counts = Object.values(space).map(countValues);
  if (!counts.every(Number.isFinite)) return [];
  const { size, at } = gridOf(space, {});
  if (size > mostSettings) return [];
  return Array.from({ length: size }, (_, i) => at(i)).filter((setting) => isAllowed(space, setting));
}
