import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { epochWork } from './cost.js';
import { paceOf } from './pace.js';
import { prepare } from './prepare.js';
import type { Runner } from './runner.js';
import { recipeOf } from './setting.js';
import { defaultSetting } from './space.js';

const file = readFileSync(new URL('../../examples/diamonds.csv', import.meta.url));
const prepared = prepare({
  table: readTable(file, 'diamonds.csv', {}),
  data: { target: 'price' },
  seed: 1,
});
const { part } = prepared.part(0);

/** A machine on which a speed test takes so long. */
const machine = (seconds: number): Runner => ({
  workers: 2,
  add() {},
  drop() {},
  run: () => ({ outcome: Promise.resolve({ seconds } as never), stop() {} }),
  close: async () => {},
});
// Slow enough for every training to be cut short.
const slow = machine(4);

const wide = { ...defaultSetting(prepared.problem), layers: 2, neurons: 32, batch_size: 256 };
const workOf = (setting: typeof wide, epochs: number) =>
  epochs * epochWork(recipeOf(setting, part).plan, part.rows, part.validationRows);

test('a search in time holds 14 full trainings, and the default takes a tenth of it', async () => {
  const { work, length, defaultLength } = await paceOf({ prepared, budget: { seconds: 60 }, runner: slow });
  const all = 14 * work;
  expect(workOf(wide, length(wide).epochs) / all).toBeLessThanOrEqual(1 / 14);
  const standard = workOf(defaultSetting(prepared.problem) as typeof wide, defaultLength.epochs);
  expect(standard / all).toBeLessThanOrEqual(0.1);
  expect(standard / all).toBeGreaterThan(0.05);
});

test('twice the time or a machine of twice the speed is twice the work; trials are the same everywhere', async () => {
  const workIn = async (budget: { seconds: number } | { trials: number }, runner = slow) =>
    (await paceOf({ prepared, budget, runner })).work;
  const once = await workIn({ seconds: 60 });
  expect(await workIn({ seconds: 120 })).toBeCloseTo(2 * once, -6);
  expect(await workIn({ seconds: 60 }, machine(2))).toBeCloseTo(2 * once, -6);
  expect(await workIn({ trials: 5 }, machine(2))).toBe(await workIn({ trials: 500 }));
});

test('a study that goes on has the trainings that it had, whatever its new budget is counted in', async () => {
  const { work, longest, length, defaultLength } = await paceOf({
    prepared,
    budget: { seconds: 60 },
    runner: slow,
  });
  const again = await paceOf({
    prepared,
    budget: { trials: 9 },
    runner: machine(1),
    known: { work, longest },
  });
  expect(again).toMatchObject({ work, longest, defaultLength });
  expect(again.length(wide)).toEqual(length(wide));
  const older = await paceOf({ prepared, budget: { seconds: 60 }, runner: machine(1), known: { work } });
  expect(older.longest).toBe(4 * work);
});
