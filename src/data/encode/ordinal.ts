import type { OrdinalColumn } from '../schema.js';
import type { Column } from '../table.js';
import { presentTexts } from './cells.js';
import type { OrdinalEncoding } from './encoder.js';
import { fewestRowsOfLevel } from './levels.js';
import { type Place, put, putFlag } from './place.js';

/** The place of each row's level in the order, from 0; NaN where it is missing or no level. */
export function ordinalCells(
  column: Column,
  rows: Uint32Array,
  { levels, missing }: Pick<OrdinalEncoding, 'levels' | 'missing'>,
): Float64Array {
  const places = new Map(levels.map((level, place) => [level, place]));
  const texts = presentTexts(column, rows, missing);
  const next = () => texts.next().value as string | undefined;
  return Float64Array.from(rows, () => places.get(next() ?? '') ?? Number.NaN);
}

/** Steps that divide the rows, and levels that enough rows have; `flags` decides whether being missing says something. */
export function fitOrdinal(
  { name, levels, missing }: OrdinalColumn,
  column: Column,
  rows: Uint32Array,
  flags: (cells: Float64Array) => boolean,
): OrdinalEncoding {
  const cells = ordinalCells(column, rows, { levels, missing });
  const counts = levels.map((_, place) => cells.filter((cell) => cell === place).length);
  const present = counts.reduce((sum, count) => sum + count, 0);
  const above = (place: number) => counts.slice(place).reduce((sum, count) => sum + count, 0) / present;
  const steps = levels
    .map((_, from) => ({ from, share: above(from) }))
    .filter(({ share }) => share > 0 && share < 1);
  const enough = fewestRowsOfLevel(rows.length);
  const own = steps.length < 2 ? [] : [...levels.keys()].filter((place) => counts[place]! >= enough);
  return { kind: 'ordinal', name, missing, levels, steps, own, flag: flags(cells) };
}

export function encodeOrdinal(encoding: OrdinalEncoding, column: Column, rows: Uint32Array, place: Place) {
  const { steps, own, flag } = encoding;
  const cells = ordinalCells(column, rows, encoding);
  steps.forEach(({ from, share }, s) => {
    put(place, s, cells, (cell) => (Number.isNaN(cell) ? 0 : (cell >= from ? 1 : 0) - share));
  });
  own.forEach((level, k) => {
    put(place, steps.length + k, cells, (cell) => (cell === level ? 1 : 0));
  });
  if (flag) putFlag(place, steps.length + own.length, cells);
}
