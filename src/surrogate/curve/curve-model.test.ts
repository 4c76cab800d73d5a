import { describe, expect, test } from 'vitest';
import { exp, pow } from '../../math/elementary.js';
import { type Stream, stream } from '../../math/random.js';
import { type CurvePoint, curveModel } from './curve-model.js';

const most = 50;

/** A curve that begins at `start`, ends near `end` and falls with `speed`. */
type Family = (x: number, start: number, end: number, speed: number) => number;

const families: Record<string, Family> = {
  exponential: (x, start, end, speed) => end + (start - end) * exp(-speed * 8 * x),
  power: (x, start, end, speed) => end + (start - end) * pow(1 + 20 * x, -speed),
  'late: a sigmoid': (x, start, end, speed) => end + (start - end) / (1 + exp(12 * (x - 0.3 / speed))),
  'in two steps': (x, start, end, speed) =>
    end + (start - end) * (0.7 * exp(-speed * 20 * x) + 0.3 * exp(-speed * 4 * x)),
  'turning up again': (x, start, end, speed) => end + (start - end) * exp(-speed * 15 * x) + 0.1 * speed * x,
};

function drawCurve(family: Family, draws: Stream, noise = 0.01): CurvePoint[] {
  const [start, end, speed] = [1 + 0.2 * draws.normal(), 0.2 + 0.3 * draws.uniform(), 0.5 + draws.uniform()];
  return Array.from({ length: most }, (_, i) => ({
    epoch: i + 1,
    value: family((i + 1) / most, start, end, speed) + noise * draws.normal(),
  }));
}

const finalOf = (curve: readonly CurvePoint[]) => curve.at(-1)!.value;

/** Forecasts of the last report from the first ones, in a study with some finished curves. */
function forecasts(family: Family, finished: number, seen: readonly number[], seed: number) {
  const draws = stream(seed, 0, 'test: curves');
  const model = curveModel(
    Array.from({ length: finished }, () => drawCurve(family, draws)),
    most,
  );
  return Array.from({ length: 30 }, () => drawCurve(family, draws)).flatMap((curve) =>
    seen.map((count) => ({
      truth: finalOf(curve),
      last: curve[count - 1]!.value,
      forecast: model.extrapolate(curve.slice(0, count), most),
    })),
  );
}

describe('extrapolated curves', () => {
  test.each(Object.keys(families))('nine in ten intervals of 90 % hold: %s', (name) => {
    const family = families[name]!;
    const all = [1, 2, 3].flatMap((seed) => forecasts(family, 20, [5, 12, 25], seed));
    const held = all.filter(
      ({ truth, forecast }) => forecast.quantile(0.05) <= truth && truth <= forecast.quantile(0.95),
    );
    expect(held.length / all.length).toBeGreaterThan(0.85);
    expect(held.length / all.length).toBeLessThan(0.95);
  });

  test('the mean is nearer to the end than the last report is', () => {
    const all = forecasts(families.exponential!, 10, [5, 12], 1);
    const error = (guess: (one: (typeof all)[number]) => number) =>
      all.reduce((sum, one) => sum + Math.abs(guess(one) - one.truth), 0);
    expect(error(({ forecast }) => forecast.mean)).toBeLessThan(0.5 * error(({ last }) => last));
  });

  test('more reports leave less doubt', () => {
    const draws = stream(1, 0, 'test: curves');
    const curve = drawCurve(families.exponential!, draws);
    const model = curveModel([], most);
    const doubts = [0, 5, 20, 45].map((count) => model.extrapolate(curve.slice(0, count), most).deviation);
    expect(doubts).toEqual([...doubts].sort((a, b) => b - a));
  });

  test('a curve not begun is forecast as the others went', () => {
    const draws = stream(2, 0, 'test: curves');
    const finished = Array.from({ length: 30 }, () => drawCurve(families.power!, draws));
    const forecast = curveModel(finished, most).extrapolate([], most);
    const ends = finished.map(finalOf);
    const mean = ends.reduce((sum, end) => sum + end, 0) / ends.length;
    expect(Math.abs(forecast.mean - mean)).toBeLessThan(0.15);
    expect(forecast.below(Math.min(...ends))).toBeLessThan(0.2);
    expect(forecast.below(Math.max(...ends))).toBeGreaterThan(0.65);
  });

  test('chances, quantiles, mean and deviation are of one distribution', () => {
    const curve = drawCurve(families.exponential!, stream(3, 0, 'test: curves')).slice(0, 8);
    const forecast = curveModel([], most).extrapolate(curve, most);
    for (const share of [0.05, 0.5, 0.95])
      expect(forecast.below(forecast.quantile(share))).toBeCloseTo(share, 4);
    const shares = Array.from({ length: 999 }, (_, i) => (i + 0.5) / 999);
    const values = shares.map((share) => forecast.quantile(share));
    expect(values.reduce((sum, value) => sum + value, 0) / 999).toBeCloseTo(forecast.mean, 2);
  });

  test('what is not a number is passed over, and long curves are thinned', () => {
    const model = curveModel([], 1000);
    const long = Array.from({ length: 600 }, (_, i) => ({ epoch: i + 1, value: exp(-i / 100) }));
    const holed = long.map((point, i) => (i % 7 === 3 ? { ...point, value: Number.NaN } : point));
    const [whole, with_] = [model.extrapolate(long, 1000), model.extrapolate(holed, 1000)];
    expect(Math.abs(whole.mean - with_.mean)).toBeLessThan(0.02);
    expect(model.extrapolate([{ epoch: 1, value: Number.NaN }], 9).mean).toBe(model.extrapolate([], 9).mean);
  });

  test('a constant curve stays what it is', () => {
    const flat = Array.from({ length: 20 }, (_, i) => ({ epoch: i + 1, value: 3 }));
    const forecast = curveModel([flat], most).extrapolate(flat, most);
    expect(forecast.mean).toBeCloseTo(3, 4);
    expect(Number.isFinite(forecast.below(3))).toBe(true);
  });
});
