import { expect, test } from 'vitest';
import { readAnyTable } from '../src/data/read-table.js';
import { SweetspotError } from '../src/error.js';
import { dataEvent } from '../src/platform/data-event.js';
import { headsUp } from '../src/tune/heads-up.js';
import { prepare } from '../src/tune/prepare.js';
// @ts-expect-error: a script without types.
import { caseOf, outcomeOf } from './mangled/case.mjs';

/** The first of the ten thousand cases of `npm run check:mangled`, and all that once failed. */

const first = 250;
/** A Parquet page with a run of no values; a message that held a whole cell. */
const onceFailed: readonly number[] = [104_666, 108_746];

const way = { readAnyTable, prepare, dataEvent, headsUp, SweetspotError };
const outcomes: Record<string, number> = {};

test('a mangled file is a table or a clear error', { timeout: 120_000 }, async () => {
  for (const number of [...Array(first).keys(), ...onceFailed]) {
    const began = performance.now();
    const outcome = await outcomeOf(caseOf(number), way).catch((error: Error) => {
      throw new Error(`case ${number}: ${error.message}`, { cause: error });
    });
    expect(performance.now() - began, `milliseconds of case ${number}`).toBeLessThan(10_000);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  // Were all refused, nothing would be tested beyond the reader.
  expect(outcomes.result).toBeGreaterThan(first / 10);
  expect(outcomes.data).toBeGreaterThan(first / 10);
});
