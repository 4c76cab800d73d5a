import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import type { Setting } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import { epochWork } from '../cost.js';
import type { Part } from '../runner.js';
import { recipeOf } from '../setting.js';
import { batchSpeeds } from './batch-speed.js';
import { classPicture } from './class-picture.js';
import { countInGrid } from './grid.js';
import { numberPicture } from './number-picture.js';
import { sizeMap } from './size-map.js';

const random = stream(1, 0, 'test: evidence');
const numbers = (rows: number, noise: (truth: number) => number) => {
  const truth = Float64Array.from({ length: rows }, () => 100 + 900 * random.uniform());
  const predicted = truth.map((y) => y + noise(y) * random.normal());
  return { target: 'y', truth, predicted, rowNumber: (i: number) => i + 2 };
};

describe('a picture of numbers', () => {
  test('few rows are kept as points, many are counted in grids, and each row once', () => {
    const few = numberPicture(numbers(300, () => 10));
    expect(few.points).toHaveLength(300);
    expect(few.truthGrid).toBeUndefined();
    const many = numberPicture(numbers(100_000, () => 10));
    expect(many.points).toBeUndefined();
    for (const grid of [many.truthGrid!, many.residualGrid!])
      expect(grid.cells.reduce((sum, [, , count]) => sum + count, 0)).toBe(100_000);
    expect(many.residuals.counts.reduce((a, b) => a + b)).toBe(100_000);
    expect(JSON.stringify(many).length).toBeLessThan(60_000);
  });

  test('says how far off: normal errors have known quantiles', () => {
    const { within, groups } = numberPicture(numbers(50_000, () => 10));
    expect(within.half).toBeCloseTo(6.745, 0);
    expect(within.nine).toBeCloseTo(16.45, 0);
    expect(groups).toHaveLength(12);
    for (const { typical, bias, biasError } of groups.slice(1, -1)) {
      expect(typical).toBeCloseTo(10, 0);
      expect(Math.abs(bias)).toBeLessThan(5 * biasError);
    }
  });

  test('the worst rows come first, by the numbers that people know them by', () => {
    const test = numbers(200, () => 1);
    test.predicted[57] = test.truth[57]! + 500;
    test.predicted[3] = test.truth[3]! - 300;
    expect(
      numberPicture(test)
        .worst.slice(0, 2)
        .map(({ row }) => row),
    ).toEqual([59, 5]);
  });

  test('ratios of more than thirty are drawn on a logarithmic scale, never with zeros', () => {
    const skewed = (from: number) => {
      const truth = Float64Array.from({ length: 500 }, (_, i) => from + 1.02 ** i);
      return { target: 'y', truth, predicted: truth.slice(), rowNumber: (i: number) => i };
    };
    expect(numberPicture(skewed(1)).scale).toBe('log');
    expect(numberPicture(skewed(-1)).scale).toBe('linear');
    expect(numberPicture(numbers(500, () => 1)).scale).toBe('linear');
  });

  test('one row, and rows that are all alike, are no trouble', () => {
    const alike = (rows: number) => {
      const truth = new Float64Array(rows).fill(7);
      return numberPicture({ target: 'y', truth, predicted: truth.slice(), rowNumber: (i) => i });
    };
    for (const rows of [1, 2, 2_000]) expect(JSON.stringify(alike(rows))).not.toMatch(/null|NaN/);
  });
});

test('a grid holds what lies beyond its edges in the cells at them', () => {
  const x = Float64Array.from({ length: 5_000 }, () => random.normal());
  x[0] = 1e9;
  const { cells, x: edges } = countInGrid(x, x, { cells: 10, scale: 'linear', shared: true });
  expect(edges.at(-1)).toBeLessThan(10);
  expect(cells.reduce((sum, [, , count]) => sum + count, 0)).toBe(5_000);
  expect(cells.every(([column, row]) => column === row)).toBe(true);
});

describe('a picture of classes', () => {
  test('counts the classes that are decided for, not the likeliest', () => {
    const truth = Float64Array.of(0, 0, 1, 1);
    const probabilities = Float64Array.of(0.9, 0.1, 0.6, 0.4, 0.7, 0.3, 0.2, 0.8);
    const picture = { target: 'y', classes: ['no', 'yes'], truth, probabilities };
    const { confusion } = classPicture({ ...picture, decision: [0.25, 0.75] });
    expect(confusion).toEqual([
      [1, 1],
      [0, 2],
    ]);
    expect(classPicture({ ...picture, decision: [0.25, 0.75] }).calibration).toEqual(
      classPicture(picture).calibration,
    );
  });

  test('counts who is taken for whom', () => {
    const truth = Float64Array.of(0, 0, 1, 2, 2);
    const probabilities = Float64Array.of(0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0, 1, 0, 0, 0, 1, 0.6, 0, 0.4);
    const { confusion } = classPicture({ target: 'y', classes: ['a', 'b', 'c'], truth, probabilities });
    expect(confusion).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]);
  });

  test('probabilities that are right lie within their intervals, those that are too sure do not', () => {
    const rows = 20_000;
    const chances = Float64Array.from({ length: rows }, () => random.uniform());
    const truth = chances.map((p) => Number(random.uniform() < p));
    const of = (say: (p: number) => number) =>
      classPicture({
        target: 'y',
        classes: ['no', 'yes'],
        truth,
        probabilities: Float64Array.from({ length: 2 * rows }, (_, i) => {
          const p = say(chances[i >> 1]!);
          return i % 2 ? p : 1 - p;
        }),
      }).calibration;
    const off = (groups: ReturnType<typeof of>) =>
      groups.filter(({ said, low, high }) => said < low || said > high);
    expect(off(of((p) => p)).length).toBeLessThanOrEqual(2);
    expect(off(of((p) => (p > 0.5 ? Math.sqrt(p) : p * p))).length).toBeGreaterThan(5);
  });

  test('of many classes the most frequent are shown, and all rows are counted', () => {
    const classes = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));
    const truth = Float64Array.from({ length: 2_704 }, (_, i) => Math.floor(Math.sqrt(i % 676)));
    const probabilities = new Float64Array(2_704 * 26);
    truth.forEach((k, i) => {
      probabilities[i * 26 + k] = 1;
    });
    const picture = classPicture({ target: 'y', classes, truth, probabilities });
    expect(picture.classes).toHaveLength(12);
    expect(picture.classes[0]).toBe('z');
    expect(picture.classes.at(-1)).toBe('15 others');
    expect(picture.confusion.flat().reduce((a, b) => a + b)).toBe(2_704);
  });
});

const part = {
  task: 'regression',
  rows: 1_000,
  inputs: 8,
  outputs: 1,
  residualScale: { linear: 1, log: 1 },
  pieces: {},
  levelInputs: [],
} as unknown as Part;

const base = { batch_size: 32, layers: 2, neurons: 32, learning_rate: 0.01 };
const trial = (number: number, setting: Setting, more: Partial<Trial> = {}): Trial => ({
  number,
  state: 'complete',
  value: 10,
  setting: { ...base, ...setting },
  intermediate: [],
  facts: {},
  started: 0,
  ...more,
});

describe('rows a second', () => {
  test('a rate is scaled to the chosen network by the work of a row', () => {
    const large = { layers: 2, neurons: 256 };
    const work = (setting: Setting) => epochWork(recipeOf({ ...base, ...setting }, part).plan, part.rows, 0);
    const trials = [
      trial(0, {}, { facts: { rows_per_second: 1000 } }),
      trial(1, large, { facts: { rows_per_second: (1000 * work({})) / work(large) } }),
      trial(2, { batch_size: 256 }, { facts: { rows_per_second: 5000 } }),
      trial(3, {}, { facts: {} }),
    ];
    expect(batchSpeeds(trials, base, part)).toEqual([
      { batch: 32, trials: 2, rowsPerSecond: 1000, low: 1000, high: 1000 },
      { batch: 256, trials: 1, rowsPerSecond: 5000, low: 5000, high: 5000 },
    ]);
  });
});

describe('the map of sizes', () => {
  const scored = (number: number, layers: number, neurons: number, value: number, train: number) =>
    trial(number, { layers, neurons }, { value, facts: { train } });
  const trials = [
    scored(0, 2, 40, 10, 9),
    scored(1, 2, 60, 10.2, 9),
    scored(2, 1, 8, 15, 14),
    scored(3, 1, 9, 16, 15),
    scored(4, 4, 300, 13, 4),
    scored(5, 4, 310, 14, 4),
    scored(6, 3, 20, 12, 11),
    scored(7, 1, 60, 10.4, 9.4),
    trial(8, { layers: 4, neurons: 16 }, { state: 'stopped' }),
    trial(9, { layers: 0, neurons: 16 }, { value: 30, facts: { train: 30 } }),
  ];
  const cells = sizeMap({ trials, direction: 'minimize', part, noise: 0.5 });
  const verdict = (layers: number, low?: number) =>
    cells.find((cell) => cell.layers === layers && cell.neurons?.[0] === low)?.verdict;

  test('only what was tried is on it', () => {
    expect(cells).toHaveLength(7);
    expect(verdict(2, 128)).toBeUndefined();
  });

  test('too few, too many, as good, and what cannot be said', () => {
    expect([verdict(2, 32), verdict(1, 32)]).toEqual(['best', 'as good']);
    expect([verdict(1, 8), verdict(4, 256)]).toEqual(['too few', 'too many']);
    expect([verdict(3, 16), verdict(4, 16)]).toEqual(['too few trials', 'stopped']);
    expect(verdict(0)).toBe('too few trials');
  });

  test('a score that is better when higher', () => {
    const turned = trials.map((each) => ({
      ...each,
      ...(each.value === undefined ? {} : { value: -each.value }),
      facts: typeof each.facts.train === 'number' ? { train: -each.facts.train } : {},
    }));
    const other = sizeMap({ trials: turned, direction: 'maximize', part, noise: 0.5 });
    expect(other.map((cell) => cell.verdict)).toEqual(cells.map((cell) => cell.verdict));
  });
});
