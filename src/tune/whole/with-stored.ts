import type { Assumption } from '../../data/task.js';
import type { Prepared } from '../prepare.js';
import type { StoredRows } from '../runner.js';

export interface Whole {
  /** Rows of the file. */
  readonly rows: number;
  readonly stored: StoredRows;
  readonly assumptions: readonly Assumption[];
}

/** The sample's preparation with the counts of all rows, of which those train that the sample lacks; nothing is read or encoded. */
export function asOfWhole(sample: Prepared, rows: number): Prepared {
  const train = sample.sizes.train + rows - sample.fileRows;
  return {
    ...sample,
    fileRows: rows,
    sizes: { ...sample.sizes, train },
    problem: { ...sample.problem, rows: train, manyRows: true },
  };
}

/** The sample's preparation for all rows of its file: one part that trains on what is stored, and validates and tests on rows of the sample. */
export function withStored(sample: Prepared, { rows, stored, assumptions }: Whole): Prepared {
  const first = sample.part(0);
  const encoded = { ...first, part: { ...first.part, rows: stored.rows, stored } };
  return {
    ...sample,
    fileRows: rows,
    assumptions: [...assumptions, ...sample.assumptions],
    sizes: { ...sample.sizes, train: stored.rows },
    problem: { ...sample.problem, rows: stored.rows, manyRows: true },
    partsOf: () => [0],
    part: () => encoded,
    fitted: () => encoded,
    forget: () => false,
  };
}
