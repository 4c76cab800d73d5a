import { expect, test } from 'vitest';
import { planWith } from '../network/engine/random-network.contract.js';
import { epochWork } from './cost.js';
import { epochsFor, rungEpochs } from './horizon.js';
import { finalLength, finalTimes, growthNote, lengthFor } from './length.js';

const plan = planWith({ inputs: 20, hidden: [64, 64], batchSize: 256 });
const many = { rows: 8_000_000, validationRows: 20_000, windowed: true } as const;

function workOf({ epochs, rows }: { epochs: number; rows?: readonly number[] }, all = many.rows) {
  const rungs = rungEpochs(epochs);
  let work = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const stage = rungs.filter((rung) => rung < epoch).length;
    work += epochWork(plan, rows?.[Math.min(stage, rows.length - 1)] ?? all, many.validationRows);
  }
  return work;
}

test('a table that fits is trained on as ever: all rows in each epoch', () => {
  for (const work of [1e8, 1e10, 1e13]) {
    const part = { rows: 40_000, validationRows: 10_000 };
    expect(lengthFor(plan, part, work)).toEqual({ epochs: epochsFor(plan, 40_000, 10_000, work) });
  }
});

test.each([1e11, 3e11, 6e11, 1e12])('many rows take the work there is: %d', (work) => {
  const length = lengthFor(plan, many, work);
  expect(length.epochs).toBe(15);
  expect(workOf(length) / work).toBeGreaterThan(0.95);
  expect(workOf(length) / work).toBeLessThan(1.05);
  const [first, second, third, last] = length.rows!;
  expect([second! / first!, third! / second!, last! / third!].map(Math.round)).toEqual([2, 2, 2]);
});

test('with more work than growing passes take, all rows are in the last epochs, and there are more epochs', () => {
  const length = lengthFor(plan, many, 1e14);
  expect(length.rows).toEqual([1e6, 2e6, 4e6, 8e6]);
  expect(length.epochs % 15).toBe(0);
  expect(length.epochs).toBeGreaterThan(15);
  expect(workOf(length)).toBeLessThan(1e14);
});

test('however little work there is, an epoch has some thousand rows', () => {
  expect(lengthFor(plan, many, 1).rows).toEqual([4_096, 4_096, 4_096, 4_096]);
  expect(lengthFor(plan, { ...many, rows: 3_000 }, 1).rows).toEqual([3_000, 3_000, 3_000, 3_000]);
});

test('finalists have from the first epoch on what trials have in their last', () => {
  expect(finalLength({ epochs: 15, rows: [1, 2, 4, 8] }, 100)).toEqual({ epochs: 15, rows: [8] });
  expect(finalLength({ epochs: 30, rows: [1, 2, 4, 8] }, 8)).toEqual({ epochs: 30 });
  expect(finalLength({ epochs: 30 }, 8)).toEqual({ epochs: 30 });
  const growing = { epochs: 15, rows: [1e4, 2e4, 4e4, 8e4] };
  const passed = 1e4 + 2 * 2e4 + 4 * 4e4 + 8 * 8e4;
  expect(finalTimes(growing)).toBeCloseTo((15 * 8e4) / passed, 10);
  expect(finalTimes({ epochs: 15 })).toBe(1);
});

test('what is said names the rows of the first epoch and all that are seen', () => {
  expect(growthNote({ epochs: 15, rows: [1e4, 2e4, 4e4, 8e4] }, 8e6)).toBe(
    'each trial begins on 10,000 rows; those that do well go on to more, finalists to 850,000 of 8,000,000',
  );
  expect(growthNote({ epochs: 15, rows: [1e6, 2e6, 4e6, 8e6] }, 8e6)).toMatch('finalists to all 8,000,000');
  expect(growthNote({ epochs: 90 }, 8e6)).toBeUndefined();
});
