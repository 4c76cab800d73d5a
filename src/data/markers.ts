import { count, whole } from '../math/numeral.js';
import { ownTest } from './missing.js';
import type { Profile } from './profile.js';
import { listOf } from './table.js';
import type { Assumption } from './task.js';

export interface Marked {
  readonly name: string;
  readonly profile: Profile;
}

/** Texts such as `n/a` that were taken as missing without being asked: one sentence for all that stand in the same columns. */
export function markerAssumptions(columns: readonly Marked[], given: readonly string[]): Assumption[] {
  const isGiven = ownTest(given);
  const places = new Map<string, { names: string[]; cells: number }>();
  for (const { name, profile } of columns)
    for (const [text, cells] of profile.markers) {
      if (isGiven(text)) continue;
      const place = places.get(text) ?? { names: [], cells: 0 };
      places.set(text, { names: [...place.names, name], cells: place.cells + cells });
    }
  const together = new Map<string, { texts: string[]; names: string[]; cells: number }>();
  for (const [text, { names, cells }] of places) {
    const key = JSON.stringify(names);
    const { texts, cells: others } = together.get(key) ?? { texts: [], cells: 0 };
    together.set(key, { texts: [...texts, text], names, cells: others + cells });
  }
  return [...together.values()].map(assumptionOf);
}

function assumptionOf({ texts, names, cells }: { texts: string[]; names: string[]; cells: number }) {
  const [is, it] = texts.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const says = texts.length === 1 ? 'it says' : 'they say';
  const where = names.length > 1 ? `; ${listOf(names, 3)}` : '';
  return {
    about: names.length === 1 ? names[0]! : `${whole(names.length)} columns`,
    text: `${listOf(texts)} ${is} taken as missing (${count(cells, 'value')}${where}); write ${it} differently in the file if ${says} something`,
  };
}
