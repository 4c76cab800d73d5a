import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { coverageOf } from './coverage.js';
import { fitMargins } from './fit-margins.js';
import { boundsOf, keptScores, type Margins, mostScores, rowsNeeded } from './margins.js';
import { fitSpread, spreadAt } from './spread.js';

const reference = JSON.parse(
  readFileSync(new URL('fixtures/conformal.json', import.meta.url), 'utf8'),
) as Record<'predicted' | 'actual' | 'fresh' | 'levels', number[]> & Record<'low' | 'high', number[][]>;

const level = (scores: number[]): Margins => ({
  rows: scores.length,
  scores,
  spread: { at: [0], size: [1] },
});

describe('bounds', () => {
  test('are those of MAPIE, level by level', () => {
    const errors = Float64Array.from(reference.actual, (y, i) => y - reference.predicted[i]!);
    const margins = level(keptScores(errors));
    reference.levels.forEach((each, l) => {
      const { low, high } = boundsOf(margins, reference.fresh, each);
      reference.fresh.forEach((_, i) => {
        expect(low[i]).toBeCloseTo(reference.low[l]![i]!, 9);
        expect(high[i]).toBeCloseTo(reference.high[l]![i]!, 9);
      });
    });
  });

  test('hold what they promise, whatever the number of rows', () => {
    const random = stream(3, 0, 'test');
    const skewed = () => random.normal() * random.normal() + random.normal() ** 2;
    for (const [rows, exact] of [
      [39, 0.9],
      [57, 1 - 4 / 58],
      [199, 0.9],
    ] as const) {
      let held = 0;
      const draws = 4000;
      for (let draw = 0; draw < draws; draw++) {
        const margins = level(keptScores(Float64Array.from({ length: rows }, skewed)));
        const { low, high } = boundsOf(margins, [0], 0.9);
        const y = skewed();
        held += low[0]! <= y && y <= high[0]! ? 1 : 0;
      }
      // Four standard errors of a share of 4,000 draws.
      expect(Math.abs(held / draws - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / draws));
    }
  });

  test('never go below a floor', () => {
    const margins = { ...level(keptScores(Float64Array.from({ length: 99 }, (_, i) => i - 49))), floor: 0 };
    const { low, high } = boundsOf(margins, [3, 1000, -100], 0.9);
    expect([...low]).toEqual([0, 955, 0]);
    expect([...high]).toEqual([48, 1045, 0]);
  });

  test('weights that are all alike change nothing', () => {
    const random = stream(6, 0, 'test');
    for (const rows of [1, 40, 150, mostScores + 3, 30_001]) {
      const all = Float64Array.from({ length: rows }, () => random.normal());
      for (const weight of [1, 0.1, 7])
        expect(keptScores(all, new Float64Array(rows).fill(weight))).toEqual(keptScores(all));
    }
  });

  test('rows count as often as their weight says: intervals hold nine tenths of the weight', () => {
    const random = stream(7, 0, 'test');
    // Rows of weight 9 are three times as hard as the others.
    const draw = (rows: number) => {
      const weights = Float64Array.from({ length: rows }, (_, i) => (i % 2 ? 9 : 1));
      const actual = weights.map((weight) => (weight > 1 ? 3 : 1) * random.normal());
      return { weights, actual, predicted: new Float64Array(rows) };
    };
    const [known, fresh] = [draw(4_000), draw(40_000)];
    const heldBy = (margins: Margins | undefined) =>
      coverageOf(margins!, fresh.predicted, fresh.actual, fresh.weights).find(({ level }) => level === 0.9)!;
    expect(heldBy(fitMargins(known)).share).toBeCloseTo(0.9, 1.7);
    expect(heldBy(fitMargins({ ...known, weights: undefined })).share).toBeLessThan(0.86);
    expect(heldBy(fitMargins(known)).worth).toBeCloseTo((40_000 * 25) / 41, 0);
  });

  test('weight on too few rows gives no intervals', () => {
    const weights = new Float64Array(500).fill(1e-6);
    weights[3] = 1;
    const all = new Float64Array(500);
    expect(fitMargins({ predicted: all, actual: all, weights })).toBeUndefined();
  });

  test('many scores are thinned without moving their quantiles', () => {
    const random = stream(4, 0, 'test');
    const all = Float64Array.from({ length: 30_001 }, () => random.normal());
    const kept = keptScores(all);
    expect(kept.length).toBe(mostScores);
    const sorted = all.slice().sort();
    for (const each of [0.5, 0.8, 0.9, 0.95, 0.99]) {
      const { low, high } = boundsOf(level(kept), [0], each);
      const exact = boundsOf(level([...sorted]), [0], each);
      expect(high[0]).toBeCloseTo(exact.high[0]!, 2);
      expect(low[0]).toBeCloseTo(exact.low[0]!, 2);
    }
  });

  test('a level needs its rows', () => {
    expect([0.5, 0.8, 0.9, 0.95].map(rowsNeeded)).toEqual([3, 9, 19, 39]);
    expect(fitMargins({ predicted: Float64Array.of(1, 2), actual: Float64Array.of(1, 2) })).toBeUndefined();
  });
});

describe('the spread', () => {
  const random = stream(5, 0, 'test');
  const rows = 2000;
  const predicted = Float64Array.from({ length: rows }, () => 10 + 90 * random.uniform());

  test('follows errors that grow with the prediction: wide where the model is worse', () => {
    const actual = predicted.map((p) => p + 0.1 * p * random.normal());
    const margins = fitMargins({ predicted, actual })!;
    expect(margins.spread.at.length).toBeGreaterThan(1);
    const { low, high } = boundsOf(margins, [20, 90], 0.9);
    expect((high[1]! - low[1]!) / (high[0]! - low[0]!)).toBeGreaterThan(3);
    const fresh = Float64Array.from({ length: 4000 }, (_, i) => (i % 2 ? 20 : 90));
    const truth = fresh.map((p) => p + 0.1 * p * random.normal());
    for (const side of [0, 1]) {
      const own = fresh.map((_, i) => i).filter((i) => i % 2 === side);
      const [report] = coverageOf(margins, pick(fresh, own), pick(truth, own)).filter(
        (each) => each.level === 0.9,
      );
      expect(Math.abs(report!.held / report!.rows - 0.9)).toBeLessThan(0.03);
    }
  });

  test('stays one number where errors are the same everywhere', () => {
    const actual = predicted.map((p) => p + random.normal());
    expect(fitMargins({ predicted, actual })!.spread).toEqual({ at: [0], size: [1] });
  });

  test('copes with equal predictions and with none that is wrong', () => {
    const same = new Float64Array(500).fill(7);
    expect(fitSpread(same, same, [...same.keys()], 5).at).toEqual([7]);
    const margins = fitMargins({ predicted: same, actual: same })!;
    expect(boundsOf(margins, [7], 0.9)).toEqual({ low: Float64Array.of(7), high: Float64Array.of(7) });
  });

  test('is linear between its places and level beyond them', () => {
    const spread = { at: [1, 2, 4], size: [1, 3, 5] };
    expect([0, 1, 1.5, 2, 3, 4, 9].map((at) => spreadAt(spread, at))).toEqual([1, 1, 2, 3, 4, 5, 5]);
  });
});

const pick = (values: Float64Array, at: Float64Array) => Float64Array.from(at, (i) => values[i]!);
