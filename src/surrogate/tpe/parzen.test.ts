import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalLogDensity, normalMass } from '../../math/normal.js';
import { type Stream, stream } from '../../math/random.js';
import { mean } from '../../math/statistics.js';
import { categorical, float, integer, powers, space } from '../../space/define.js';
import { decode, encode, encoder } from '../../space/encode.js';
import type { Setting, Space } from '../../space/parameter.js';
import { logPrior } from '../../space/prior.js';
import { leastBandwidth, observationWeights } from './bandwidth.js';
import { type Observations, observations } from './observations.js';
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
        const density = parzenOf(kept, chosen).logDensity(asked);
        expect(density).toBe(parzenOf(again(kept), chosen).logDensity(asked));
        // Those that are not chosen may change the order of a sum.
        expect(Math.abs(density - alone.logDensity(asked))).toBeLessThan(1e-12);
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

/** The same observations, of which nothing was chosen before. */
function again({ space: over, points: seen }: Observations): Observations {
  const fresh = observations(over);
  for (const point of seen) fresh.add(point);
  return fresh;
}

const floats = (count: number) =>
  space(Object.fromEntries(Array.from({ length: count }, (_, j) => [`x${j}`, float(0, 1)])));

/** Around a place of the cube: near it for a small spread; folded back at the ends, so that no two places are equal. */
function around(draws: Stream, axes: number, spread: number): Float64Array {
  return Float64Array.from({ length: axes }, (_, j) => {
    const x = Math.abs(((j * 0.37) % 0.8) + 0.1 + spread * draws.normal()) % 2;
    return x > 1 ? 2 - x : x;
  });
}

test('what is kept in memory is what a history by itself gives, whatever else was asked in between', () => {
  const draws = stream(7, 0, 'test');
  const kept = [observations(floats(6)), observations(floats(3))];
  for (let step = 0; step < 150; step++) {
    const seen = kept[draws.uniform() < 0.8 ? 0 : 1]!;
    for (let i = draws.below(3); i >= 0; i--) seen.add(around(draws, seen.axes.length, 0.2));
    if (step % 40 === 39) seen.keepFirst(seen.points.length >> 1);
    const chosen = Int32Array.from(seen.points, (_, i) => i).filter(() => draws.uniform() < 0.95);
    const asked = Array.from({ length: 5 }, () => around(draws, seen.axes.length, 0.1));
    const densities = parzenOf(seen, chosen).logDensities(asked);
    if (step % 10 === 9) expect(densities).toEqual(parzenOf(again(seen), chosen).logDensities(asked));
  }
});

test('no kernel that counts is left out: the sum over all of them, of many hyperparameters', () => {
  const draws = stream(8, 0, 'test');
  const axes = 40;
  const seen = Array.from({ length: 120 }, (_, i) => around(draws, axes, i % 3 === 0 ? 0.02 : 0.3));
  // The last ones are like an observation but for the first hyperparameters, which alone would tell against it.
  const asked = [
    ...Array.from({ length: 6 }, (_, i) => around(draws, axes, i % 2 === 0 ? 0.01 : 0.5)),
    ...seen.slice(-5).map((point) => point.map((x, j) => (j < 4 ? (x + 0.08) % 1 : x))),
  ];
  for (const point of seen) if (draws.uniform() < 0.3) point[draws.below(axes)] = Number.NaN;
  for (const withNaN of [false, true]) {
    if (withNaN) for (const [i, point] of asked.entries()) point[i] = Number.NaN;
    const got = parzen(floats(axes), seen).logDensities(asked);
    asked.forEach((point, i) => {
      const wanted = logSumOverKernels(seen, point);
      expect(Math.abs(got[i]! - wanted)).toBeLessThan(1e-11 * Math.max(1, Math.abs(wanted)));
    });
  }
});

/** The mixture of bandwidth.ts in plain sums. */
function logSumOverKernels(seen: readonly Float64Array[], point: Float64Array): number {
  const weights = [...observationWeights(seen.length), 1];
  const logs = weights.map((weight) => Math.log(weight / mean(weights) / weights.length));
  point.forEach((unit, j) => {
    if (Number.isNaN(unit)) return;
    const places = seen.map((each) => each[j]!);
    const sorted = places.filter((place) => !Number.isNaN(place)).sort((a, b) => a - b);
    [...places, Number.NaN].forEach((place, k) => {
      const at = sorted.indexOf(place);
      const gaps = [place - (sorted[at - 1] ?? place), (sorted[at + 1] ?? place) - place];
      const none = Number.isNaN(place);
      const centre = none ? 0.5 : place;
      const width = none ? 1 : Math.min(1, Math.max(leastBandwidth(sorted.length), ...gaps));
      const inside = normalMass(-centre / width, (1 - centre) / width);
      logs[k]! += normalLogDensity((unit - centre) / width) - Math.log(width * inside);
    });
  });
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((total, each) => total + Math.exp(each - most), 0));
}
