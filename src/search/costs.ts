import { asCost } from '../study/direction.js';
import type { Direction, IntermediateValue } from '../study/trial.js';

const kept = {
  minimize: new WeakMap<readonly IntermediateValue[], readonly IntermediateValue[]>(),
  maximize: new WeakMap<readonly IntermediateValue[], readonly IntermediateValue[]>(),
};

/** Reports as something to make small: the same array for the same reports, so that what was fitted to it can be kept. */
export function costsOf(
  reports: readonly IntermediateValue[],
  direction: Direction,
): readonly IntermediateValue[] {
  const found = kept[direction].get(reports);
  if (found !== undefined) return found;
  const costs = reports.map(({ epoch, value }) => ({ epoch, value: asCost(value, direction) }));
  kept[direction].set(reports, costs);
  return costs;
}
