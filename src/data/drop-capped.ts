import { count, exactly } from '../math/numeral.js';
import { capsOf } from './caps.js';
import { readTarget } from './read-target.js';
import type { Schema } from './schema.js';
import type { Table } from './table.js';
import type { Assumption, DataOptions } from './task.js';

/** The target's values whose rows are to be left out because they stand for "that or more", and what is said of it. */
export interface DroppedCaps {
  readonly values: readonly number[];
  readonly assumptions: readonly Assumption[];
}

/** Finds the caps when `dropCapped` asks for it; a target without any loses no row. */
export function capsToDrop(schema: Schema, table: Table, options: DataOptions): DroppedCaps {
  if (!options.dropCapped) return { values: [], assumptions: [] };
  const about = schema.target.name;
  const flag = '--drop-capped';
  const caps = schema.target.task === 'regression' ? capsOf(readTarget(schema, table, options)) : [];
  const assumptions = caps.map(({ value, rows }) => ({
    about,
    text: `${count(rows.length, 'row')} at ${exactly(value)} left out, train, validation and test alike: the score holds for rows below the limit`,
    flag,
  }));
  const none = { about, text: 'no value at its ends is a limit, so no row is left out', flag };
  return {
    values: caps.map(({ value }) => value),
    assumptions: caps.length > 0 ? assumptions : [none],
  };
}
