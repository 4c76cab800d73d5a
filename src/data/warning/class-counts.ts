import type { Seen } from './warning.js';

export interface ClassCount {
  readonly name: string;
  readonly rows: number;
}

/** Rows of each class, most first. */
export function classCounts({ classes, targets, rows }: Seen): ClassCount[] {
  const counts = new Uint32Array(classes.length);
  for (const row of rows) counts[targets[0]!.values[row]!]! += 1;
  return classes.map((name, code) => ({ name, rows: counts[code]! })).sort((a, b) => b.rows - a.rows);
}
