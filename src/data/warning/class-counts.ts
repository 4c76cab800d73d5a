import type { Target } from '../read-target.js';
import { classesOf, type TargetColumn } from '../schema.js';

export interface ClassCount {
  readonly name: string;
  readonly rows: number;
}

/** Rows of each class, most first. */
export function classCounts(column: TargetColumn, { values, rows }: Target): ClassCount[] {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
  return classesOf(column)
    .map((name, code) => ({ name, rows: counts.get(code) ?? 0 }))
    .sort((a, b) => b.rows - a.rows);
}
