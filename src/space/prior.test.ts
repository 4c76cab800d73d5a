import { describe, expect, test } from 'vitest';
import { exp, log } from '../math/elementary.js';
import { stream } from '../math/random.js';
import { boolean, categorical, float, integer, powers, space } from './define.js';
import { cellAround, encode, fromUnit, toUnit } from './encode.js';
import type { Parameter } from './parameter.js';
import { logPrior, samplePrior, samplePriorPoint, sampleUniform } from './prior.js';

const grid = (n: number) => Array.from({ length: n }, (_, i) => (i + 0.5) / n);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** The places of all values of a discrete hyperparameter. */
function places(parameter: Parameter): number[] {
  return [...new Set(grid(5000).map((unit) => fromUnit(parameter, unit)))].map((value) =>
    toUnit(parameter, value),
  );
}

const priorLogDensity = (parameter: Parameter, unit: number) => logPrior({ parameter }, [unit]);

const rate = float(1e-5, 1, { log: true, prior: { centre: 1e-3, confidence: 0.75 } });
const batch = powers(2, 8, 4096, { prior: { centre: 32, confidence: 0.5 } });
const neurons = integer(4, 512, { log: true, prior: { centre: 64, confidence: 1 } });
const loss = categorical(['a', 'b', 'c'], { prior: { centre: 'b', confidence: 0.4 } });

describe('a prior', () => {
  test('is a density', () => {
    const mean = sum(grid(2000).map((unit) => exp(priorLogDensity(rate, unit)))) / 2000;
    expect(mean).toBeCloseTo(1, 5);
    for (const parameter of [batch, neurons, loss, integer(0, 9), boolean(), float(0, 1, { step: 0.25 })])
      expect(sum(places(parameter).map((unit) => exp(priorLogDensity(parameter, unit))))).toBeCloseTo(1, 10);
  });

  test('is greatest at its centre and a tenth uniform elsewhere', () => {
    for (const parameter of [batch, neurons, loss, rate]) {
      const best = priorLogDensity(parameter, toUnit(parameter, parameter.prior!.centre));
      for (const unit of parameter.kind === 'float' ? grid(50) : places(parameter)) {
        const [low, high] = parameter.kind === 'float' ? [0, 1] : cellAround(parameter, unit);
        expect(priorLogDensity(parameter, unit)).toBeLessThanOrEqual(best + 1e-12);
        expect(exp(priorLogDensity(parameter, unit))).toBeGreaterThanOrEqual(0.0999 * (high - low));
      }
    }
    expect(exp(priorLogDensity(loss, 0.5))).toBeCloseTo(0.1 / 3 + 0.9 * (1 / 3 + 0.4 * (2 / 3)), 12);
  });

  test('without one, or without confidence, it is uniform', () => {
    expect(priorLogDensity(float(0, 1), 0.3)).toBe(0);
    expect(priorLogDensity(float(0, 1, { prior: { centre: 0.9, confidence: 0 } }), 0.3)).toBe(0);
    expect(exp(priorLogDensity(integer(0, 9), 0.05))).toBeCloseTo(0.1, 12);
  });

  test('samples have the density that it says', () => {
    const n = 20_000;
    for (const parameter of [batch, loss, rate]) {
      const draws = stream(1, 0, 'test');
      const inLower = Array.from({ length: n }, () => samplePriorPoint({ parameter }, draws)[0]!).filter(
        (u) => u < 1 / 3,
      );
      const wanted =
        parameter.kind === 'float'
          ? sum(
              grid(3000)
                .slice(0, 1000)
                .map((unit) => exp(priorLogDensity(parameter, unit))),
            ) / 3000
          : sum(
              places(parameter)
                .filter((unit) => unit < 1 / 3)
                .map((unit) => exp(priorLogDensity(parameter, unit))),
            );
      // A third of the batch sizes' interval does not end at a cell's edge.
      expect(Math.abs(inLower.length / n - wanted)).toBeLessThan(parameter === batch ? 0.05 : 0.015);
    }
  });

  test("shifts a float's centre with another's value", () => {
    const over = space({
      batch,
      rate: float(1e-5, 1, {
        log: true,
        prior: { centre: 1e-3, confidence: 0.8, shift: { parameter: 'batch', from: 32, power: 0.5 } },
      }),
    });
    const at = (size: number, value: number) => logPrior(over, encode(over, { batch: size, rate: value }));
    for (const [size, centre] of [
      [32, 1e-3],
      [128, 2e-3],
      [8, 5e-4],
    ] as const)
      for (const other of [0.8, 1.25]) expect(at(size, centre)).toBeGreaterThan(at(size, centre * other));
    const draws = stream(5, 0, 'test');
    const drawn = Array.from({ length: 3000 }, () => samplePrior(over, draws));
    const meanLog = (some: (size: number) => boolean) => {
      const rates = drawn
        .filter((setting) => some(setting.batch as number))
        .map(({ rate: value }) => log(value as number));
      return sum(rates) / rates.length;
    };
    expect(meanLog((size) => size >= 512)).toBeGreaterThan(meanLog((size) => size <= 32) + 0.5);
  });

  test('draws whole settings', () => {
    const over = space({ loss, rate, delta: float(0, 1, { when: { parameter: 'loss', values: ['a'] } }) });
    const draws = stream(2, 0, 'test');
    for (let i = 0; i < 200; i++)
      for (const setting of [samplePrior(over, draws), sampleUniform(over, draws)])
        expect('delta' in setting).toBe(setting.loss === 'a');
  });
});
