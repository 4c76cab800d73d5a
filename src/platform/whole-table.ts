import type { DataOptions } from '../data/task.js';
import type { Prepared } from '../tune/prepare.js';

/** All rows of a file of which only a sample is in memory. */
export interface WholeTable {
  readonly rows: number;
  /** The sample's preparation with all rows to train on; encodes them first, unless they are there from before. */
  prepared(sample: Prepared, data: DataOptions): Promise<Prepared>;
}

/** What is said while a large file is read. */
export interface ReadingEvent {
  readonly event: 'reading';
  readonly file: string;
  /** Looking through all rows, or encoding them. */
  readonly step: 'look' | 'encode';
  /** 0 to 1. */
  readonly fraction: number;
}
