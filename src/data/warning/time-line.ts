import { cellsOf } from './cells.js';
import type { Seen } from './warning.js';

/** A column that may be time, and rows in its order. */
export interface TimeLine {
  readonly name: string;
  readonly kind: 'date' | 'number';
  readonly rows: Uint32Array;
}

/** A number is a clock when it hardly ever falls (or rises) from row to row, and most of its values differ. */
const steadily = 0.995;
const mostlyDifferent = 0.5;

/** Every date, and every number by which the file itself is steadily ordered; `rows` are in the file's order. */
export function timeLines(seen: Seen, rows: Uint32Array): TimeLine[] {
  return seen.inputs.flatMap((input) => {
    if (input.kind !== 'date' && input.kind !== 'number') return [];
    const { values } = cellsOf(input, seen, rows);
    if (input.kind === 'number' && !isClock(values)) return [];
    const known = Array.from(rows, (_, i) => i).filter((i) => !Number.isNaN(values[i]!));
    if (known.length < rows.length / 2) return [];
    known.sort((a, b) => values[a]! - values[b]! || a - b);
    return [{ name: input.name, kind: input.kind, rows: Uint32Array.from(known, (i) => rows[i]!) }];
  });
}

function isClock(values: Float64Array): boolean {
  if (values.some(Number.isNaN) || new Set(values).size < mostlyDifferent * values.length) return false;
  let [up, down] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    if (values[i]! >= values[i - 1]!) up += 1;
    if (values[i]! <= values[i - 1]!) down += 1;
  }
  return Math.max(up, down) >= steadily * (values.length - 1);
}
