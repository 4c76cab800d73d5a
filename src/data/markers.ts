import { count, whole } from '../math/numeral.js';
import { ownTest } from './missing.js';
import type { Profile } from './profile.js';
import { listOf } from './table.js';
import type { Assumption } from './task.js';

export interface Marked {
  readonly name: string;
  readonly profile: Profile;
}

/** Texts such as `n/a` that were taken as missing without being asked: one sentence for each, whatever the columns. */
export function markerAssumptions(columns: readonly Marked[], given: readonly string[]): Assumption[] {
  const isGiven = ownTest(given);
  const places = new Map<string, { names: string[]; cells: number }>();
  for (const { name, profile } of columns)
    for (const [text, cells] of profile.markers) {
      if (isGiven(text)) continue;
      const place = places.get(text) ?? { names: [], cells: 0 };
      places.set(text, { names: [...place.names, name], cells: place.cells + cells });
    }
  return [...places].map(([text, { names, cells }]) => ({
    about: names.length === 1 ? names[0]! : `${whole(names.length)} columns`,
    text: `"${text}" is taken as missing (${count(cells, 'value')}${names.length > 1 ? `; ${listOf(names, 3)}` : ''}); write it differently in the file if it says something`,
  }));
}
