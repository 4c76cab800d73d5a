import { embeddedWidth, firstDepth, periodicParameters, tableParameters, waveWidth } from '../../count.js';
import type { Plan } from '../../plan.js';
import { addTableGradient, embedded, type Table, tablesOf } from './embedding.js';
import type { Passed, Rows } from './passed.js';
import { addWaveGradient, type WaveColumn, waveColumnsOf, waved } from './periodic.js';
import { piecesOf } from './pieces.js';

/** What is learned before the first layer, views into the parameters in file order. */
export interface First {
  readonly tables: readonly Table[];
  readonly columns: readonly WaveColumn[];
  /** A factor for each number that the first layer sees; empty where it sees them as they are. */
  readonly factors: Float64Array;
}

/** Cuts the front of an array in file order. */
export function firstOf(parameters: Float64Array, plan: Plan): First {
  const waves = parameters.subarray(tableParameters(plan));
  const factors = waves.subarray(periodicParameters(plan));
  return {
    tables: tablesOf(parameters, plan.embeddings ?? []),
    columns: waveColumnsOf(waves, plan.periodic),
    factors: factors.subarray(0, plan.inputScale ? firstDepth(plan) : 0),
  };
}

/** What the first layer sees of a batch. */
export interface Seen extends Passed<First> {
  /** Numbers that are cut off below zero, before they are. */
  readonly cut: readonly number[];
}

/** What the first layer sees of rows as given. */
export function seen(plan: Plan, { tables, columns, factors }: First, rows: readonly Float32Array[]): Seen {
  const { pieces = [], periodic } = plan;
  const relu = periodic?.relu ?? false;
  const width = periodic === undefined ? 0 : waveWidth(periodic);
  const from = firstDepth(plan) - columns.length * width;
  const waves = rows.map((row) => columns.map((column) => waved(column, row)));
  const before: Rows = rows.map((row, i) => [
    ...embedded(tables, row),
    ...piecesOf(pieces, row),
    ...waves[i]!.flatMap(({ made }) => (relu ? made.map((z) => Math.max(z, 0)) : made)),
  ]);
  const scaled = (numbers: Rows) =>
    factors.length === 0 ? numbers : numbers.map((row) => row.map((x, k) => x * factors[k]!));
  return {
    values: scaled(before),
    cut: relu ? waves.flat().flatMap(({ made }) => made) : [],
    back: (slopes, gradients) => {
      for (const [i, row] of slopes.entries())
        gradients.factors.forEach((_, k) => {
          gradients.factors[k]! += row[k]! * before[i]![k]!;
        });
      const deltas = scaled(slopes);
      rows.forEach((row, i) => {
        addTableGradient(gradients.tables, row, deltas[i]!.slice(0, embeddedWidth(plan)));
        columns.forEach((column, c) => {
          const way = waves[i]![c]!;
          const own = deltas[i]!.slice(from + c * width, from + (c + 1) * width);
          const kept = relu ? own.map((delta, s) => (way.made[s]! > 0 ? delta : 0)) : own;
          addWaveGradient(column, way, kept, gradients.columns[c]!);
        });
      });
      return deltas;
    },
  };
}
