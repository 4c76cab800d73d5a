import { describe, expect, test } from 'vitest';
import { dropoutMask, shuffled } from './mix.js';

describe('shuffled', () => {
  test('holds each row once', () => {
    for (const rows of [1, 2, 17, 1000]) {
      expect([...shuffled(rows, 99)].sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
    }
  });

  test('puts each row in each place as often', () => {
    const [rows, draws] = [8, 8000];
    const counts = new Array(rows * rows).fill(0);
    for (let key = 0; key < draws; key++) {
      shuffled(rows, Math.imul(key, 0x01234567)).forEach((row, place) => {
        counts[row * rows + place] += 1;
      });
    }
    const expected = draws / rows;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 49 degrees of freedom: 99.9% of fair shuffles are below 85.
    expect(chiSquare).toBeLessThan(85);
  });
});

describe('dropoutMask', () => {
  const share = 0.3;
  const mask = (step: number, layer: number, row: number) =>
    dropoutMask(7, { step, layer, row, units: 200, share });

  test('leaves out its share, and other units in other steps, layers and rows', () => {
    const masks = Array.from({ length: 100 }, (_, i) => mask(i % 10, 0, Math.floor(i / 10)));
    const kept = masks.flat().filter(Boolean).length / 20_000;
    expect(Math.abs(kept - 0.7)).toBeLessThan(0.015);
    expect(new Set(masks.map((each) => each.join())).size).toBe(100);
    expect(mask(0, 1, 0)).not.toEqual(mask(0, 0, 0));
    expect(mask(3, 1, 5)).toEqual(mask(3, 1, 5));
  });

  test('units of neighbouring rows and steps agree as often as chance has it', () => {
    const agreement = (a: boolean[], b: boolean[]) => a.filter((each, i) => each === b[i]).length;
    const same = Array.from(
      { length: 100 },
      (_, i) => agreement(mask(i, 0, i), mask(i, 0, i + 1)) + agreement(mask(i, 1, 0), mask(i + 1, 1, 0)),
    );
    const share = same.reduce((a, b) => a + b, 0) / 40_000;
    expect(Math.abs(share - (0.7 * 0.7 + 0.3 * 0.3))).toBeLessThan(0.01);
  });
});
