import { usageError } from '../error.js';
import { shuffledIndex } from '../math/shuffled-index.js';
import { isAllowed } from '../space/constraint.js';
import type { Setting, Space } from '../space/parameter.js';
import { type Grid, type GridPoints, gridOf, gridSize } from './grid-size.js';
import type { History, Sampler } from './sampler.js';
import { wasTried } from './tried.js';

export interface GridOptions {
  /** How many values, or which, of a hyperparameter; default all of a discrete one and 5, evenly spaced, of a float. */
  readonly points?: GridPoints;
}

/**
 * Every combination of values once, in an order that the seed shuffles, so that a part of the grid is a fair sample of it. Settings that were tried,
 * whoever proposed them, are passed over. When all were, it is done.
 */
export function grid({ points = {} }: GridOptions = {}): Sampler {
  const gridIn = remembered(points);
  const next = (history: History) => nextSetting(gridIn(history.space), history);
  return {
    name: 'grid',
    size: (space) => gridSize(space, points),
    isDone: (history) => next(history) === undefined,
    propose(history) {
      const setting = next(history);
      if (setting === undefined) throw nothingLeft(gridIn(history.space).size, history);
      return setting;
    },
  };
}

/** The first setting from place `number` of the order on, round to the places before it, that is allowed and new. */
function nextSetting({ size, at }: Grid, { space, trials, seed, number }: History): Setting | undefined {
  for (let step = 0; step < size; step++) {
    const setting = at(shuffledIndex((number + step) % size, size, seed, 'search: grid'));
    if (isAllowed(space, setting) && !wasTried(space, trials, setting)) return setting;
  }
  return undefined;
}

function nothingLeft(size: number, { space, trials }: History) {
  const tried = trials.some(({ setting }) => isAllowed(space, setting));
  return tried
    ? usageError(
        `all settings of the grid were tried (${size} combinations)`,
        'Give it more points, or another sampler.',
      )
    : usageError(
        `the constraints leave none of the grid's ${size} settings`,
        'Loosen a constraint, or give the grid more points.',
      );
}

function remembered(points: GridPoints): (space: Space) => Grid {
  const grids = new WeakMap<Space, Grid>();
  return (space) => {
    let made = grids.get(space);
    if (made === undefined) grids.set(space, (made = gridOf(space, points)));
    return made;
  };
}
