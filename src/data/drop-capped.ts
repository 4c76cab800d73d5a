import { count, exactly } from '../math/numeral.js';
import { type Cap, capsOf } from './caps.js';
import { readTarget } from './read-target.js';
import { namesOf, type Schema } from './schema.js';
import type { Table } from './table.js';
import { columnOf } from './target.js';
import type { Assumption, DataOptions } from './task.js';

/** Each target's values whose rows are to be left out because they stand for "that or more", and what is said of it. */
export interface DroppedCaps {
  readonly values: readonly (readonly number[])[];
  readonly assumptions: readonly Assumption[];
}

/** Finds the caps when `dropCapped` asks for it; a target without any loses no row. */
export function capsToDrop(schema: Schema, table: Table, options: DataOptions): DroppedCaps {
  if (!options.dropCapped) return { values: [], assumptions: [] };
  const caps = capsByTarget(schema, table, options);
  return {
    values: caps.map((own) => own.map(({ value }) => value)),
    assumptions: namesOf(schema.target).flatMap((about, k) => assumptionsOf(about, caps[k] ?? [])),
  };
}

function capsByTarget(schema: Schema, table: Table, options: DataOptions): Cap[][] {
  if (schema.target.task !== 'regression') return [];
  const { values, width, rows } = readTarget(schema, table, options);
  return schema.target.columns.map((_, k) => capsOf({ values: columnOf(values, width, k), rows }));
}

function assumptionsOf(about: string, caps: readonly Cap[]): Assumption[] {
  const flag = '--drop-capped';
  if (caps.length === 0)
    return [{ about, text: 'no value at its ends is a limit, so no row is left out', flag }];
  return caps.map(({ value, rows }) => ({
    about,
    text: `${count(rows.length, 'row')} at ${exactly(value)} left out, train, validation and test alike: the score holds for rows below the limit`,
    flag,
  }));
}
