import { cos, sin } from '../../math/elementary.js';
import { cycleReader, periodOf } from '../cycle/cycle.js';
import { ownTest } from '../missing.js';
import type { CyclicColumn } from '../schema.js';
import type { Column } from '../table.js';
import type { CyclicEncoding } from './encoder.js';
import { type Place, put, putFlag } from './place.js';
import { fitScaling, scaled } from './scaling.js';

/** Where each row stands in its cycle, in the units of the period; NaN where it is missing or unreadable. */
export function cyclicCells(
  column: Column,
  rows: Uint32Array,
  { cycle, missing }: Pick<CyclicEncoding, 'cycle' | 'missing'>,
): Float64Array {
  const read = cycleReader(cycle);
  const own = ownTest(missing);
  return Float64Array.from(rows, (row) => {
    const text = column.values[row]!.trim();
    return own(text) ? Number.NaN : read(text);
  });
}

/** Waves more than these were no better (see ARCHITECTURE.md); of few values, no more than tell them apart. */
const mostWaves = 3;
export const wavesFor = (period: number) => Math.max(1, Math.min(mostWaves, Math.floor((period - 1) / 2)));

export function fitCyclic(
  { name, cycle }: CyclicColumn,
  column: Column,
  rows: Uint32Array,
  missing: readonly string[],
  flags: (cells: Float64Array) => boolean,
): CyclicEncoding {
  const cells = cyclicCells(column, rows, { cycle, missing });
  const waves = wavesFor(periodOf(cycle));
  return { kind: 'cyclic', name, missing, cycle, waves, ...fitScaling(cells), flag: flags(cells) };
}

export function encodeCyclic(encoding: CyclicEncoding, column: Column, rows: Uint32Array, place: Place) {
  const { cycle, waves, flag } = encoding;
  const cells = cyclicCells(column, rows, encoding);
  put(place, 0, cells, (x) => scaled(x, encoding));
  putWaves(place, 1, cells, periodOf(cycle), waves);
  if (flag) putFlag(place, 1 + 2 * waves, cells);
}

/** Sine and cosine of the phase, of twice the phase, and so on; 0 where it is missing, which is their mean over a cycle. */
export function putWaves(place: Place, offset: number, cells: Float64Array, period: number, waves: number) {
  for (let wave = 1; wave <= waves; wave++) {
    const angle = (x: number) => {
      const turns = (wave * (x % period)) / period;
      return 2 * Math.PI * (turns - Math.floor(turns));
    };
    const or0 = (of: (angle: number) => number) => (x: number) => (Number.isNaN(x) ? 0 : of(angle(x)));
    put(place, offset + 2 * wave - 2, cells, or0(sin));
    put(place, offset + 2 * wave - 1, cells, or0(cos));
  }
}
