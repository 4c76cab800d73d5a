import { dataError } from '../../error.js';
import { listOf } from '../table.js';
import type { Fold } from './splitter.js';

export interface ClassSides {
  readonly folds: readonly Fold[];
  readonly test: Uint32Array;
  /** Class indices by row number, and the classes' names. */
  readonly targets: Float64Array;
  readonly classes: readonly string[];
  /** What decides which row is where, as `--split time:date`. */
  readonly flag: string;
}

/**
 * What groups or time did to the classes: throws a data error when a network would see one class alone, and says which classes are judged
 * but never trained on.
 */
export function unseenClasses({ folds, test, targets, classes, flag }: ClassSides): string[] {
  const among = (rows: Uint32Array) => new Set(rows.map((row) => targets[row]!));
  const trained = folds.map(({ train }) => among(train));
  const single = trained.find((codes) => codes.size < 2);
  if (single !== undefined)
    throw dataError(
      `with ${flag} all rows that train have the class "${classes[[...single][0]!]}"; there is nothing to learn from them.`,
      'Choose another column, or --split random.',
    );
  const judged = among(Uint32Array.from([...folds.flatMap(({ validation }) => [...validation]), ...test]));
  const unseen = classes.filter((_, code) => judged.has(code) && trained.some((codes) => !codes.has(code)));
  if (unseen.length === 0) return [];
  const are = unseen.length === 1 ? 'class' : 'classes';
  return [
    `${are} ${listOf(unseen, 4)} must be predicted in parts for which no such row trains, as ${flag} will have it`,
  ];
}
