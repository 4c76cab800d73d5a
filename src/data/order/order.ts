import { placesOfGrades } from './grades.js';
import { placesOfNumbered } from './numbered.js';
import { placesOfRanges } from './ranges.js';
import { placesOfWords } from './words.js';

/** With fewer levels there is no order to gain from. */
export const fewestOrdered = 3;

/**
 * The levels of a column from low to high, when their order is beyond doubt: words such as low, medium and high, sizes, survey answers, school grades,
 * 1st and 2nd, ranges such as 10-19 and 65+. Undefined otherwise.
 */
export function orderOf(levels: readonly string[], column: string): string[] | undefined {
  if (levels.length < fewestOrdered) return undefined;
  const places =
    placesOfRanges(levels) ??
    placesOfNumbered(levels) ??
    placesOfGrades(levels, column) ??
    placesOfWords(levels);
  if (places === undefined || new Set(places).size < levels.length) return undefined;
  return levels
    .map((level, i) => ({ level, place: places[i]! }))
    .sort((a, b) => a.place - b.place)
    .map(({ level }) => level);
}
