import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { planWith } from '../network/engine/random-network.contract.js';
import { checkSetting } from '../space/check-setting.js';
import { checkSpace } from '../space/check-space.js';
import { samplePrior } from '../space/prior.js';
import { lengthFor } from './length.js';
import { defaultSetting, defaultSpace, linearSetting, portfolio } from './space.js';

const problems = fc.record({
  task: fc.constantFrom('regression', 'binary', 'multiclass' as const),
  rows: fc.integer({ min: 6, max: 200_000 }),
  inputs: fc.integer({ min: 1, max: 600 }),
  numeric: fc.integer({ min: 0, max: 300 }),
  outputs: fc.integer({ min: 1, max: 30 }),
  logTarget: fc.boolean(),
  recipes: fc.constantFrom(undefined, true as const),
});

describe('default space', () => {
  test('is valid, and holds the default, the line and the portfolio, for any problem', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const space = defaultSpace(problem);
        checkSpace(space);
        for (const setting of [
          defaultSetting(problem),
          ...portfolio(problem),
          linearSetting(problem, 0.01, 'rmse'),
        ]) {
          checkSetting(space, setting);
        }
      }),
    );
  });

  test('batch sizes are powers of two and the whole set, at most the rows', () => {
    const space = defaultSpace({
      task: 'binary',
      rows: 300,
      inputs: 5,
      numeric: 3,
      outputs: 1,
      logTarget: false,
    });
    expect(space.batch_size).toMatchObject({ values: [8, 16, 32, 64, 128, 256, 300] });
  });

  test('of many rows, every batch size fits into the shortest epoch at least twice', () => {
    const problem = {
      task: 'binary',
      rows: 9_000_000,
      inputs: 5,
      numeric: 3,
      outputs: 1,
      logTarget: false,
    } as const;
    const { batch_size } = defaultSpace({ ...problem, manyRows: true });
    expect(batch_size).toMatchObject({ values: [8, 16, 32, 64, 128, 256, 512, 1024, 2048] });
    const part = { rows: 9_000_000, validationRows: 1, windowed: true } as const;
    expect(lengthFor(planWith({}), part, 1).rows![0]).toBeGreaterThanOrEqual(2 * 2048);
  });

  test('the prior of the learning rate shifts with the batch size', () => {
    const space = defaultSpace({
      task: 'regression',
      rows: 50_000,
      inputs: 9,
      numeric: 3,
      outputs: 1,
      logTarget: false,
    });
    const random = stream(1, 0, 'space test');
    const draws = Array.from({ length: 4000 }, () => samplePrior(space, random));
    const meanLog = (of: (batch: number) => boolean) => {
      const logs = draws
        .filter((draw) => of(Number(draw.batch_size)))
        .map((draw) => Math.log(Number(draw.learning_rate)));
      return logs.reduce((sum, each) => sum + each, 0) / logs.length;
    };
    expect(meanLog((batch) => batch >= 1024)).toBeGreaterThan(meanLog((batch) => batch <= 32) + 0.5);
  });
});
