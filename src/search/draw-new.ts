import { usageError } from '../error.js';
import { constraintsOf, isAllowed } from '../space/constraint.js';
import { formatConstraint } from '../space/format.js';
import type { Setting, Space } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import { wasTried } from './tried.js';

/** How often a setting that was tried already is drawn again before it is accepted after all. */
const mostDraws = 100;
/** How often a setting that breaks a constraint is drawn again. */
const mostForbidden = 10_000;

/** Draws until a setting is allowed and was not tried before; after 100 allowed ones, as in a small space that is used up, takes the last. */
export function drawNew(space: Space, trials: readonly Trial[], draw: () => Setting): Setting {
  let setting = drawAllowed(space, draw);
  for (let draws = 1; draws < mostDraws && wasTried(space, trials, setting); draws++)
    setting = drawAllowed(space, draw);
  return setting;
}

/** Draws until a setting breaks no constraint. Throws a SweetspotError of kind `usage` when none of 10,000 is allowed. */
export function drawAllowed(space: Space, draw: () => Setting): Setting {
  for (let draws = 0; draws < mostForbidden; draws++) {
    const setting = draw();
    if (isAllowed(space, setting)) return setting;
  }
  throw usageError(
    `none of ${mostForbidden} settings drawn is allowed: the constraints leave almost nothing of the space (${constraintsOf(space).map(formatConstraint).join('; ')})`,
    'Loosen a constraint, or narrow the hyperparameters to where it holds.',
  );
}
