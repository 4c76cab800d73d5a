import type { Profile } from './profile.js';
import type { InputColumn } from './schema.js';
import type { Assumption, DataOptions } from './task.js';

/** What a column will be used as, or why it is left out, with what was taken for granted. */
export interface Verdict {
  readonly column?: InputColumn;
  readonly leftOut?: string;
  readonly assumptions: readonly Assumption[];
}

export interface ColumnFacts {
  readonly name: string;
  readonly profile: Profile;
  readonly values: readonly string[];
  readonly delimiter: string;
  readonly options: Omit<DataOptions, 'target'>;
}

/** Decides what a column is, or has no opinion. */
export type Rule = (facts: ColumnFacts) => Verdict | undefined;
