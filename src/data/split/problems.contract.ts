import fc from 'fast-check';
import type { Task } from '../task.js';
import type { Fold } from './splitter.js';

export const everyRow = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);

export const joined = (...parts: Uint32Array[]) => parts.flatMap((part) => [...part]).sort((a, b) => a - b);

export const isAscending = (rows: Uint32Array) => rows.every((row, i) => i === 0 || row > rows[i - 1]!);

export const rowsOf = ({ train, validation }: Fold) => joined(train, validation);

/** Rows with targets of a few values, most of them rare. */
export const anyProblem = fc.record({
  targets: fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: 10, maxLength: 400 })
    .map((codes) => Float64Array.from(codes)),
  task: fc.constantFrom<Task>('regression', 'multiclass'),
  seed: fc.nat(),
});
