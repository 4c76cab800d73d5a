import type { Part } from './runner.js';

/** Rows to look among: inputs of a row after another, and the places of those that count. */
export interface Rows {
  readonly inputs: Float32Array;
  readonly among: readonly number[];
  /** 1 for an input that holds the level of a category. */
  readonly isLevel: Uint8Array;
}

export interface NearRow {
  readonly row: number;
  /** Squared, over the inputs; two levels of a category are 1 apart. */
  readonly distance: number;
}

/** The `count` rows that are nearest to the inputs of one, the nearest first; `except` is that row's own place, where it is among them. */
export function nearestRows(from: Float32Array, rows: Rows, count: number, except?: number): NearRow[] {
  const { inputs, among, isLevel } = rows;
  const best: NearRow[] = [];
  for (const row of among) {
    if (row === except) continue;
    const limit = best.length < count ? Number.POSITIVE_INFINITY : best.at(-1)!.distance;
    let distance = 0;
    for (let j = 0, at = row * from.length; j < from.length && distance < limit; j++, at++) {
      const apart = from[j]! - inputs[at]!;
      distance += isLevel[j] ? Number(apart !== 0) : apart * apart;
    }
    if (distance >= limit) continue;
    const place = best.findIndex((each) => each.distance > distance);
    best.splice(place < 0 ? best.length : place, 0, { row, distance });
    if (best.length > count) best.pop();
  }
  return best;
}

/** At most so many of them, at even distances. */
export const places = (rows: number, most: number): number[] =>
  Array.from({ length: Math.min(rows, most) }, (_, i) => Math.floor((i * rows) / Math.min(rows, most)));

export function levelsOf({ inputs, levelInputs }: Pick<Part, 'inputs' | 'levelInputs'>): Uint8Array {
  const isLevel = new Uint8Array(inputs);
  for (const { input } of levelInputs) isLevel[input] = 1;
  return isLevel;
}
