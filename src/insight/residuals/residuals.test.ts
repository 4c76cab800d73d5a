import { describe, expect, test } from 'vitest';
import { type Stream, stream } from '../../math/random.js';
import { type BinnedColumn, levelBins, numberBins } from './bins.js';
import type { ErrorMeasure } from './column-errors.js';
import { lossesOfClasses, lossesOfNumbers, normalShares, normalSpread, spreadOf } from './loss-shares.js';
import { type StandOut, standOut } from './stand-out.js';

interface Made {
  readonly x: Float64Array;
  readonly zone: readonly (string | undefined)[];
  readonly columns: readonly BinnedColumn[];
  readonly random: Stream;
}

/** Columns of which errors know nothing, unless a test makes them. */
function made(rows: number, seed: number): Made {
  const random = stream(seed, 0, 'test: residuals');
  const number = (lacking = 0) =>
    Float64Array.from({ length: rows }, () =>
      random.uniform() < lacking ? Number.NaN : 100 * random.uniform(),
    );
  const level = () => `${'ABCDE'[Math.floor(5 * random.uniform())]}`;
  const x = number(0.1);
  const zone = Array.from({ length: rows }, () => (random.uniform() < 0.1 ? undefined : level()));
  const columns = [
    { name: 'x', bins: numberBins(x) },
    { name: 'zone', bins: levelBins(zone) },
    ...Array.from({ length: 6 }, (_, i) => ({ name: `other ${i}`, bins: numberBins(number()) })),
  ];
  return { x, zone, columns, random };
}

const measuresOf = (residuals: Float64Array): ErrorMeasure[] => [
  { name: 'size', values: residuals.map(Math.abs) },
  { name: 'bias', values: residuals },
];

const look = ({ columns }: Made, residuals: Float64Array) => standOut(columns, measuresOf(residuals));

const namesOf = ({ columns }: StandOut) => columns.map(({ name, measure }) => `${name}: ${measure}`);

describe('bins', () => {
  test('ranges hold about as many rows each, equal values stay together, missing cells are a bin', () => {
    const cells = Float64Array.from({ length: 400 }, (_, i) => (i < 40 ? Number.NaN : i < 200 ? 7 : i));
    const bins = numberBins(cells);
    expect(bins.at(-1)!.place).toEqual({ kind: 'missing' });
    expect(bins.at(-1)!.rows).toHaveLength(40);
    expect(bins[0]!.place).toEqual({ kind: 'range', from: 7, to: 7, end: 'first' });
    expect(bins[0]!.rows).toHaveLength(160);
    expect(bins.at(-2)!.place).toMatchObject({ to: 399, end: 'last' });
    expect(bins.reduce((all, { rows }) => all + rows.length, 0)).toBe(400);
    expect(Math.min(...bins.map(({ rows }) => rows.length))).toBeGreaterThanOrEqual(30);
  });

  test('levels with too few rows are one bin, and a bin that leaves too few rows is none', () => {
    const cells = Array.from({ length: 300 }, (_, i) => (i < 200 ? 'a' : i < 240 ? 'b' : `rare ${i % 20}`));
    const bins = levelBins(cells);
    expect(bins.map(({ place }) => place)).toEqual([
      { kind: 'level', level: 'a' },
      { kind: 'level', level: 'b' },
      { kind: 'others', levels: 20 },
    ]);
    expect(bins[2]!.rows).toHaveLength(60);
    expect(levelBins(Array.from({ length: 100 }, (_, i) => (i < 90 ? 'a' : 'b')))).toEqual([]);
    expect(numberBins(new Float64Array(100))).toEqual([]);
    expect(numberBins(new Float64Array(0))).toEqual([]);
  });
});

describe('where errors stand out', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);

  test.each([300, 3000])('%i rows without anything to find: silent for at least 38 of 40 seeds', (rows) => {
    const loud = seeds.filter((seed) => {
      const own = made(rows, seed);
      // Errors with heavier tails than normal ones: the product of two normal numbers.
      const residuals = own.x.map(() => own.random.normal() * own.random.normal());
      return look(own, residuals).columns.length > 0;
    });
    expect(loud.length).toBeLessThanOrEqual(2);
  });

  test('a noisy level is found and named for all of 40 seeds, and no other column for 38 of them', () => {
    const others = seeds.filter((seed) => {
      const own = made(1000, seed);
      const residuals = Float64Array.from(own.zone, (level) => (level === 'C' ? 3 : 1) * own.random.normal());
      const { columns } = look(own, residuals);
      const [first, ...more] = columns;
      expect(first).toMatchObject({ name: 'zone', measure: 'size' });
      expect(first!.found[0]!.place).toEqual({ kind: 'level', level: 'C' });
      expect(first!.found[0]!.mean / first!.found[0]!.elsewhere).toBeGreaterThan(2);
      return more.length > 0;
    });
    expect(others.length).toBeLessThanOrEqual(2);
  });

  test('a range that is too high is found as one range, with its size', () => {
    const own = made(2000, 1);
    const residuals = own.x.map((x) => own.random.normal() + (x > 75 ? 2 : 0));
    const found = look(own, residuals).columns.find(({ measure }) => measure === 'bias')!;
    expect(found.name).toBe('x');
    expect(found.found).toHaveLength(1);
    const [range] = found.found;
    expect(range!.place).toMatchObject({ kind: 'range', end: 'last' });
    expect((range!.place as { from: number }).from).toBeGreaterThan(70);
    expect((range!.place as { from: number }).from).toBeLessThan(80);
    expect(range!.mean).toBeCloseTo(2, 0);
    expect(Math.abs(range!.elsewhere)).toBeLessThan(0.3);
  });

  test('missing cells in which it is wrong are found', () => {
    const own = made(1500, 2);
    const residuals = own.x.map((x) => (Number.isNaN(x) ? 4 : 1) * own.random.normal());
    const [first] = look(own, residuals).columns;
    expect(first).toMatchObject({ name: 'x', found: [{ place: { kind: 'missing' } }] });
  });

  test('classes that are wrong in a level: by log-loss and by share', () => {
    const own = made(2000, 3);
    const given = Float64Array.from(own.zone, (level) =>
      own.random.uniform() < (level === 'B' ? 0.4 : 0.1) ? 0.2 : 0.9,
    );
    const found = standOut(own.columns, [
      { name: 'size', values: given.map((p) => -Math.log(p)) },
      { name: 'wrong', values: given.map((p) => Number(p < 0.5)) },
    ]);
    expect(namesOf(found).sort()).toEqual(['zone: size', 'zone: wrong']);
    const wrong = found.columns.find(({ measure }) => measure === 'wrong')!.found[0]!;
    expect(wrong.place).toEqual({ kind: 'level', level: 'B' });
    expect(wrong.mean).toBeCloseTo(0.4, 1);
    expect(wrong.elsewhere).toBeCloseTo(0.1, 1);
  });

  test('columns that tell of the same rows are told as one; what is predicted there is told beside', () => {
    const own = made(2000, 6);
    const twice = { name: 'twice', bins: numberBins(own.x.map((x) => 2 * x + own.random.uniform())) };
    const residuals = own.x.map((x) => (x > 75 ? 3 : 1) * own.random.normal());
    const truth = own.x.map((x) => (x > 75 ? 50 : 10));
    const found = standOut([...own.columns, twice], measuresOf(residuals), { truth });
    expect(found.columns).toHaveLength(1);
    const [only] = found.columns[0]!.found;
    expect([found.columns[0]!.name, ...only!.alike!.map(({ name }) => name)].sort()).toEqual(['twice', 'x']);
    expect(only!.truth!.mean).toBeGreaterThan(45);
    expect(only!.truth!.elsewhere).toBeLessThan(12);
  });

  test('the same bias everywhere is no matter of a column, nor a difference too small to matter', () => {
    const own = made(20_000, 4);
    expect(
      look(
        own,
        own.x.map(() => 5 + own.random.normal()),
      ).columns,
    ).toEqual([]);
    const slightly = own.x.map((x) => own.random.normal() * (x > 50 ? 1.1 : 1));
    expect(look(own, slightly).columns).toEqual([]);
  });
});

describe('what the worst rows make up of each loss', () => {
  const random = stream(5, 0, 'test: losses');
  const normal = Float64Array.from({ length: 40_000 }, () => 3 * random.normal());

  test('normal errors: as computed, under each loss', () => {
    for (const { hundredth, tenth, normal: expected, loss } of lossesOfNumbers(normal, 3 * 1.345)) {
      expect(Math.abs(hundredth! - expected!.hundredth), loss).toBeLessThan(0.004);
      expect(Math.abs(tenth - expected!.tenth), loss).toBeLessThan(0.008);
    }
    const { half, nine } = spreadOf(normal.map(Math.abs));
    expect(nine / half).toBeCloseTo(normalSpread, 1);
  });

  test('the share of normal errors lies between that of the absolute and the squared loss', () => {
    expect(normalShares(0).hundredth).toBeCloseTo(0.0362, 4);
    expect(normalShares(Number.POSITIVE_INFINITY).hundredth).toBeCloseTo(0.0845, 3);
    for (const delta of [0.01, 0.5, 1.345, 2, 4]) {
      expect(normalShares(delta).tenth).toBeGreaterThan(normalShares(0).tenth);
      expect(normalShares(delta).tenth).toBeLessThan(normalShares(Number.POSITIVE_INFINITY).tenth);
    }
    expect(normalShares(8).tenth).toBeCloseTo(normalShares(Number.POSITIVE_INFINITY).tenth, 6);
  });

  test('outliers rule the squared loss most, the absolute loss least', () => {
    const wild = normal.map((each, i) => (i % 200 === 0 ? 100 : each));
    const [squared, absolute, huber] = lossesOfNumbers(wild, 4);
    expect(squared!.hundredth!).toBeGreaterThan(0.8);
    expect(absolute!.hundredth!).toBeLessThan(0.25);
    expect(huber!.hundredth!).toBeGreaterThan(absolute!.hundredth!);
    expect(huber!.hundredth!).toBeLessThan(squared!.hundredth!);
  });

  test('few rows have no worst hundredth, and a perfect fit no losses', () => {
    const [few] = lossesOfNumbers(normal.subarray(0, 100), 1);
    expect(few!.hundredth).toBeUndefined();
    expect(few!.tenth).toBeGreaterThan(0.2);
    expect(lossesOfNumbers(new Float64Array(400), 1).map(({ tenth }) => tenth)).toEqual([0, 0, 0]);
  });

  test('the focal loss listens to the worst rows more than the log-loss does', () => {
    const given = Float64Array.from({ length: 1000 }, () => random.uniform());
    const [log, focal] = lossesOfClasses(given, 2);
    expect(focal!.tenth).toBeGreaterThan(log!.tenth);
  });
});
