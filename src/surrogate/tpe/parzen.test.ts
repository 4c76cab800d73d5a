import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { categorical, float, integer, powers, space } from '../../space/define.js';
import { decode, encode, encoder } from '../../space/encode.js';
import type { Setting, Space } from '../../space/parameter.js';
import { logPrior } from '../../space/prior.js';
import { leastBandwidth, observationWeights } from './bandwidth.js';
import { observations } from './observations.js';
import { parzen, parzenOf } from './parzen.js';

interface Fixture {
  weights: Record<string, number[]>;
  densities: { space: Space; observations: Setting[]; settings: Setting[]; logDensities: number[] }[];
}

/** Written by scripts/reference/optuna_tpe.py. */
const reference = JSON.parse(
  readFileSync(new URL('./fixtures/optuna-tpe.json', import.meta.url), 'utf8'),
) as Fixture;

describe("against Optuna's Parzen estimator", () => {
  test.for(reference.densities.map((each, i) => [i, each] as const))('density %i', ([, each]) => {
    const encodeIn = encoder(each.space);
    const density = parzen(each.space, each.observations.map(encodeIn));
    each.settings.forEach((setting, i) => {
      const got = density.logDensity(encodeIn(setting));
      expect(Math.abs(got - each.logDensities[i]!)).toBeLessThan(1e-9 * Math.max(1, Math.abs(got)));
    });
  });

  test('weights of observations', () => {
    for (const [n, wanted] of Object.entries(reference.weights)) {
      const got = observationWeights(Number(n));
      expect(got.length).toBe(wanted.length);
      wanted.forEach((weight, i) => {
        expect(got[i]).toBeCloseTo(weight, 14);
      });
    }
  });
});

const conditional = space({
  loss: categorical(['squared', 'huber'], { prior: { centre: 'squared', confidence: 0.5 } }),
  delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  rate: float(1e-5, 1, { log: true, prior: { centre: 1e-3, confidence: 0.8 } }),
  width: integer(4, 64, { log: true }),
  batch: powers(2, 8, 64, { prior: { centre: 32, confidence: 0.9 } }),
});

/** The density summed over all discrete values and, by the midpoint rule, over the floats. */
function totalMass(over: Space, density: (point: Float64Array) => number): number {
  const steps = 40;
  const grid = Array.from({ length: steps }, (_, i) => (i + 0.5) / steps);
  const seen = new Map<string, number>();
  const visit = (names: string[], setting: Record<string, number | string | boolean>, volume: number) => {
    const [name, ...rest] = names;
    if (name === undefined) {
      seen.set(JSON.stringify(setting), volume * Math.exp(density(encode(over, setting))));
      return;
    }
    const parameter = over[name]!;
    if (parameter.when && !parameter.when.values.includes(setting[parameter.when.parameter]!))
      return visit(rest, setting, volume);
    for (const unit of grid) {
      const value = decode({ [name]: { ...parameter, when: undefined } as never }, [unit])[name]!;
      visit(rest, { ...setting, [name]: value }, parameter.kind === 'float' ? volume / steps : volume);
    }
  };
  visit(Object.keys(over), {}, 1);
  return [...seen.values()].reduce((sum, mass) => sum + mass, 0);
}

describe('the mixture', () => {
  const { loss, delta, batch } = conditional;
  const small = space({ loss, delta, batch });
  const settings: Setting[] = [
    { loss: 'huber', delta: 1, batch: 8 },
    { loss: 'squared', batch: 64 },
    { loss: 'huber', delta: 2, batch: 32 },
  ];

  test('is a density over a space with conditions, with and without priors', () => {
    for (const priorShare of [0, 0.4, 1]) {
      const density = parzen(small, settings.map(encoder(small)), { priorShare });
      expect(totalMass(small, density.logDensity)).toBeCloseTo(1, 3);
    }
  });

  test('an observation says nothing about a hyperparameter that it does not have', () => {
    const with2 = parzen(small, [settings[0]!, settings[2]!].map(encoder(small)));
    const alone = space({ delta: float(0.05, 5, { log: true }) });
    const withoutLoss = parzen(alone, [{ delta: 1 }, { delta: 2 }].map(encoder(alone)));
    const at = (value: number) => {
      const joint = Float64Array.of(Number.NaN, encode(alone, { delta: value })[0]!, Number.NaN);
      return [with2.logDensity(joint), withoutLoss.logDensity(encode(alone, { delta: value }))];
    };
    for (const value of [0.06, 1, 4]) expect(at(value)[0]).toBeCloseTo(at(value)[1]!, 12);
  });

  test('without observations and with all weight on the prior it is the prior', () => {
    const density = parzen(conditional, [], { priorShare: 1 });
    const point = encode(conditional, { loss: 'squared', rate: 0.02, width: 10, batch: 16 });
    expect(density.logDensity(point)).toBeCloseTo(logPrior(conditional, point), 12);
  });

  test('samples have the density that it says', () => {
    const density = parzen(small, settings.map(encoder(small)), { priorShare: 0.5 });
    const draws = stream(3, 0, 'test');
    const counts = new Map<string, number>();
    const n = 20_000;
    for (let i = 0; i < n; i++) {
      const { loss: drawn, batch: size } = decode(small, density.sample(draws));
      const key = `${drawn} ${size}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const marginal = space({ loss, batch });
    const exact = parzen(marginal, settings.map(encoder(marginal)), { priorShare: 0.5 });
    for (const drawn of ['squared', 'huber'])
      for (const size of [8, 16, 32, 64]) {
        const wanted = Math.exp(exact.logDensity(encode(marginal, { loss: drawn, batch: size })));
        const error = Math.sqrt((wanted * (1 - wanted)) / n);
        expect(Math.abs((counts.get(`${drawn} ${size}`) ?? 0) / n - wanted)).toBeLessThan(4.5 * error);
      }
  });
});

test('the least width', () => {
  expect([0, 1, 98, 1000].map(leastBandwidth)).toEqual([1 / 2, 1 / 3, 1 / 100, 1 / 100]);
});

const points = fc.array(
  fc.tuple(
    fc.constantFrom(Number.NaN, 0.1, 0.5, 0.77),
    fc.constantFrom(0.125, 0.375, 0.625),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  { minLength: 1, maxLength: 60 },
);

test('a density of observations that came, went and were chosen before is that of the same ones by themselves', () => {
  const over = space({ a: float(0, 1), b: powers(2, 8, 64), c: float(0, 1) });
  fc.assert(
    fc.property(points, points, fc.nat(), (first, second, seed) => {
      const draws = stream(seed, 0, 'test');
      const kept = observations(over);
      for (const point of [...first, ...second]) kept.add(Float64Array.from(point));
      const choose = (count: number) =>
        new Int32Array(Array.from({ length: count }, (_, i) => i)).filter(() => draws.uniform() < 0.7);
      parzenOf(kept, choose(first.length + second.length));
      kept.keepFirst(first.length);
      for (const point of second) kept.add(Float64Array.from(point));
      for (let round = 0; round < 3; round++) {
        const chosen = choose(first.length + second.length);
        const asked = Float64Array.of(draws.uniform(), 0.875, draws.uniform());
        const alone = parzen(
          over,
          Array.from(chosen, (i) => kept.points[i]!),
        );
        expect(parzenOf(kept, chosen).logDensity(asked)).toBe(alone.logDensity(asked));
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});
