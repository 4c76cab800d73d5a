import { describe, expect, test } from 'vitest';
import { exp, log } from '../math/elementary.js';
import { stream } from '../math/random.js';
import { boolean, categorical, float, integer, powers, space } from './define.js';
import { cellAround, encode, fromUnit, toUnit } from './encode.js';
import type { Parameter } from './parameter.js';
import { logPrior, priorShifts, samplePrior, samplePriorPoint, sampleUniform } from './prior.js';
import { isContinuous } from './steps.js';

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

  test('says how far centres are moved, beyond the range too', () => {
    const shifting = space({
      batch: powers(2, 16, 1024),
      rate: float(1e-4, 1e-2, {
        log: true,
        prior: { centre: 1e-3, confidence: 0.8, shift: { parameter: 'batch', from: 32, power: 2 } },
      }),
    });
    const shiftAt = (batch: number) => [...priorShifts(shifting, encode(shifting, { batch, rate: 1e-3 }))];
    expect(shiftAt(32)).toEqual([0, 0]);
    expect(shiftAt(64)[1]).toBeCloseTo(Math.log10(4) / 2, 12);
    expect(shiftAt(1024)[1]).toBeCloseTo(Math.log10(1024) / 2, 12);
    expect(shiftAt(16)[1]).toBeCloseTo(-Math.log10(4) / 2, 12);
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

  describe('as a table', () => {
    const peaked = (value: number) => (value < 0.5 ? 0 : value);
    const tables: Parameter[] = [
      float(0, 1, { prior: { weights: [1, 0, 3] } }),
      float(1e-4, 1, { log: true, prior: { density: (x: number) => (x > 0.01 ? 1 : 0) } }),
      float(0, 1, { step: 0.1, prior: { density: peaked } }),
      integer(1, 300, { log: true, prior: { weights: [5, 1] } }),
      powers(2, 8, 64, { prior: { weights: [1, 2, 3, 0] } }),
      categorical(['a', 'b', 'c'], { prior: { density: (choice: string) => (choice === 'b' ? 3 : 1) } }),
    ];

    test('has the densities and masses that were given', () => {
      const [thirds, far, steps, , sizes, choices] = tables as [
        Parameter,
        Parameter,
        Parameter,
        Parameter,
        Parameter,
        Parameter,
      ];
      expect(exp(priorLogDensity(thirds, 0.1))).toBeCloseTo(0.1 + 0.9 * 0.75, 12);
      expect(exp(priorLogDensity(thirds, 0.5))).toBeCloseTo(0.1, 12);
      expect(exp(priorLogDensity(far, 0.2))).toBeCloseTo(0.1, 12);
      expect(exp(priorLogDensity(far, 0.8))).toBeCloseTo(0.1 + 0.9 * 2, 12);
      expect(exp(priorLogDensity(steps, toUnit(steps, 1)))).toBeCloseTo(0.1 / 11 + 0.9 * (1 / 4.5), 12);
      expect(exp(priorLogDensity(sizes, toUnit(sizes, 32)))).toBeCloseTo(0.1 / 4 + 0.9 / 2, 12);
      expect(exp(priorLogDensity(choices, toUnit(choices, 'b')))).toBeCloseTo(0.1 / 3 + 0.9 * 0.6, 12);
      expect(sizes.prior).toEqual({ centre: 32, confidence: 1, weights: [1, 2, 3, 0] });
    });

    test('is a density, of which samples are drawn, and survives JSON', () => {
      for (const parameter of tables) {
        const units = isContinuous(parameter) ? grid(6000) : places(parameter);
        const masses = units.map(
          (unit) => exp(priorLogDensity(parameter, unit)) / (isContinuous(parameter) ? 6000 : 1),
        );
        expect(sum(masses)).toBeCloseTo(1, 9);
        const draws = stream(3, 0, 'test');
        const drawn = Array.from({ length: 8000 }, () => samplePriorPoint({ parameter }, draws)[0]!);
        for (const edge of [0.3, 0.6]) {
          // Of a value as a whole, not of a part of its cell.
          const isBelow = (unit: number) =>
            (isContinuous(parameter) ? unit : toUnit(parameter, fromUnit(parameter, unit))) < edge;
          const wanted = sum(masses.filter((_, i) => isBelow(units[i]!)));
          expect(Math.abs(drawn.filter(isBelow).length / 8000 - wanted)).toBeLessThan(0.02);
        }
        expect(() => space({ parameter: JSON.parse(JSON.stringify(parameter)) })).not.toThrow();
      }
    });

    test.for<[Parameter, RegExp]>([
      [float(0, 1, { prior: { weights: [1, -1] } }), /a weight of its prior is -1/],
      [float(0, 1, { prior: { weights: [0, 0] } }), /no weight of its prior is above 0/],
      [float(0, 1, { prior: { density: () => Number.NaN } }), /a weight of its prior is NaN/],
      [categorical(['a', 'b'], { prior: { weights: [1, 2, 3] } }), /3 weights for 2 choices/],
    ])('%o is refused', ([parameter, message]) => {
      expect(() => space({ parameter })).toThrow(message);
    });
  });

  test('draws whole settings', () => {
    const over = space({ loss, rate, delta: float(0, 1, { when: { parameter: 'loss', values: ['a'] } }) });
    const draws = stream(2, 0, 'test');
    for (let i = 0; i < 200; i++)
      for (const setting of [samplePrior(over, draws), sampleUniform(over, draws)])
        expect('delta' in setting).toBe(setting.loss === 'a');
  });
});
