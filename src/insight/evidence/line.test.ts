import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { mean, sum } from '../../math/statistics.js';
import { fallAhead, lineThrough, type Passage } from './line.js';

/** Ends a little below the beginnings, by a share of what is left to fall. */
function passages(count: number, share: number, noise = 0.1): Passage[] {
  const random = stream(3, count, 'passages');
  return Array.from({ length: count }, () => {
    const from = 3 + random.normal();
    const ahead = Math.abs(random.normal());
    return { from, ahead, to: 1 + 0.8 * from - share * ahead + noise * random.normal() };
  });
}
const shareOf = (line: ReturnType<typeof lineThrough>) => line!.at(3, 1).mean - line!.at(3, 2).mean;

describe('a line through passages', () => {
  test('is where squares and what was believed of slope and share are least together', () => {
    const some = passages(12, 1.2, 0.4);
    const line = lineThrough(some)!;
    const [x, y, m] = (['from', 'to', 'ahead'] as const).map((key) => {
      const values = some.map((each) => each[key]);
      return values.map((value) => value - mean(values));
    }) as [number[], number[], number[]];
    const squares = (b: number, c: number) => sum(x.map((_, i) => (y[i]! - b * x[i]! + c * m[i]!) ** 2));
    const usual = mean(some.map(({ from, to }) => Math.abs(to - from)));
    const believed = (squares(1, 0.5) + (2 * usual * usual) / 9) / 11;
    const loss = (b: number, c: number) =>
      squares(b, c) +
      (2 / 12) * sum(x.map((each) => each * each)) * (b - 1) ** 2 +
      (believed / 0.25) * (c - 0.5) ** 2;
    const [b, c] = [line.slope, shareOf(line)];
    for (const step of [1e-3, -1e-3]) {
      expect(loss(b + step, c)).toBeGreaterThan(loss(b, c));
      expect(loss(b, c + step)).toBeGreaterThan(loss(b, c));
      expect(loss(b + step, c + step)).toBeGreaterThan(loss(b, c));
      expect(loss(b + step, c - step)).toBeGreaterThan(loss(b, c));
    }
  });

  test('learns how much of a fall comes true, from a half on', () => {
    expect(shareOf(lineThrough(passages(200, 1)))).toBeCloseTo(1, 1);
    expect(shareOf(lineThrough(passages(200, 0)))).toBeCloseTo(0, 1);
    expect(shareOf(lineThrough(passages(3, 1)))).toBeCloseTo(0.5, 12);
  });

  test('nine in ten new ends lie in nominal 90 % intervals', () => {
    let [inside, all] = [0, 0];
    for (let count = 8; count < 208; count++) {
      const some = passages(count, 0.7, 0.5);
      const { from, ahead, to } = some.pop()!;
      const { mean: centre, variance } = lineThrough(some.slice(0, 12))!.at(from, ahead);
      inside += Number(Math.abs(to - centre) < 1.645 * Math.sqrt(variance));
      all += 1;
    }
    expect(inside / all).toBeGreaterThan(0.85);
    expect(inside / all).toBeLessThan(0.97);
  });

  test('a fall that is not known leaves more open, and is expected to be as the others', () => {
    const line = lineThrough(passages(20, 1))!;
    const usual = mean(passages(20, 1).map(({ ahead }) => ahead));
    expect(line.at(3, Number.NaN).mean).toBeCloseTo(line.at(3, usual).mean, 12);
    expect(line.at(3, Number.NaN).variance).toBeGreaterThan(2 * line.at(3, usual).variance);
    expect(lineThrough([])).toBeUndefined();
  });

  test('a fall as one over the time: of 1/t from 2 to 4 a quarter, from 4 to 16 three quarters of a quarter', () => {
    expect(fallAhead(1 / 2 - 1 / 4, 4, 16)).toBeCloseTo(1 / 4 - 1 / 16, 12);
  });
});
