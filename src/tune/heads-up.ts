import type { Seen, Warning } from '../data/warning/warning.js';
import { warningsOf } from '../data/warning/warnings.js';
import type { Prepared } from './prepare.js';

/** What a careful person would point out about a prepared table; a second or two for a million rows. */
export const headsUp = (prepared: Prepared, seed: number): Warning[] => warningsOf(seenIn(prepared, seed));

function seenIn({ table, schema, task, target, pool, test, metric, fitted }: Prepared, seed: number): Seen {
  const { train, validation } = fitted(0).rows;
  return { table, schema, task, target, pool, train, validation, test, metric, seed, heeded: {} };
}
