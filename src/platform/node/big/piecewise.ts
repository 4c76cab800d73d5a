import type { Table } from '../../../data/table.js';

/** A table that is read in pieces, for as a whole it may not fit into memory. Its rows stand in the same order at every pass. */
export interface PiecewiseTable {
  /** Goes through all rows and keeps some. */
  sample(options: SampleOptions): Promise<SampledTable>;
  /** All rows, piece by piece, numbered as a person counts them; pieces may be without rows. Throws data errors for what cannot be read. */
  pieces(): AsyncIterable<Table>;
}

export interface SampleOptions {
  /** At most so many rows. */
  readonly rows: number;
  readonly seed: number;
  /** Told the share that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface SampledTable {
  /** The rows that were kept, in their order and with their numbers. */
  readonly table: Table;
  /** Rows of the whole table. */
  readonly rows: number;
  /** SHA-256 of the file in lower-case hexadecimal. */
  readonly sha256: string;
}
