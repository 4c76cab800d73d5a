import { expect, test } from 'vitest';
import { tableFromRecords } from '../../../data/records.js';
import { rowNumber } from '../../../data/table.js';
import { stream } from '../../../math/random.js';
import { outOfFold } from '../../out-of-fold.js';
import { type Prepared, prepare } from '../../prepare.js';
import { residualsOf } from './gather.js';

const random = stream(3, 0, 'test: where it is wrong');

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + (i % 300))).toISOString().slice(0, 10);

/** A table of every kind of column; which rows are hard is for each test to say. */
const records = Array.from({ length: 900 }, (_, i) => ({
  size: random.uniform() < 0.1 ? '' : Math.round(1000 * random.uniform()),
  zone: `zone ${'ABCD'[Math.floor(4 * random.uniform())]}`,
  grade: ['low', 'medium', 'high'][Math.floor(3 * random.uniform())],
  garage: random.uniform() < 0.5 ? 'yes' : 'no',
  sold: day(Math.floor(900 * random.uniform()) + i),
  hour: Math.floor(24 * random.uniform()),
  price: 1000 + 500 * random.uniform(),
  cheap: random.uniform() < 0.4 ? 'yes' : 'no',
}));

const prepared = (target: 'price' | 'cheap') =>
  prepare({
    table: tableFromRecords(records, 'houses.csv'),
    data: { target, ignore: [target === 'price' ? 'cheap' : 'price'] },
    seed: 1,
  });

type Record_ = (typeof records)[number];

/** What a network that has not learnt them says of each part's validation rows. */
function saying(own: Prepared, say: (row: number, record: Record_) => readonly number[]) {
  const parts = own.partsOf(0).map((part) => ({
    share: 1 / own.folds,
    trained: {
      part,
      weights: new Float32Array(0),
      predictions: Float64Array.from(
        [...own.part(part).rows.validation].flatMap((row) => say(row, records[row]!)),
      ),
    },
  }));
  return outOfFold(own, parts);
}

const numbers = prepared('price');

const lookAt = (error: (record: Record_) => number, setting = {}) =>
  residualsOf({
    prepared: numbers,
    setting,
    unlearnt: saying(numbers, (_row, record) => [record.price + error(record)]),
  })!.targets[0]!;

const hard: readonly (readonly [string, (record: Record_) => boolean, object])[] = [
  ['size', ({ size }) => Number(size) > 700, { kind: 'range', end: 'last' }],
  ['size', ({ size }) => size === '', { kind: 'missing' }],
  ['zone', ({ zone }) => zone === 'zone B', { kind: 'level', level: 'zone B' }],
  ['grade', ({ grade }) => grade === 'medium', { kind: 'level', level: 'medium' }],
  ['garage', ({ garage }) => garage === 'yes', { kind: 'level', level: 'yes' }],
  ['sold', ({ sold }) => sold < '2024-04', { kind: 'range', end: 'first' }],
  ['hour', ({ hour }) => hour >= 18, { kind: 'range', end: 'last', to: 23 }],
];

test.each(hard)('%s: rows that are hard are found, whatever the kind of column', (name, isHard, place) => {
  const { columns, size } = lookAt((record) => (isHard(record) ? 40 : 10) * random.normal());
  expect(columns[0]).toMatchObject({ name, measure: 'size' });
  expect(columns[0]!.found[0]!.place).toMatchObject(place);
  expect(columns[0]!.found[0]!.mean).toBeGreaterThan(2.5 * columns[0]!.found[0]!.elsewhere);
  expect(size).toBeGreaterThan(8);
});

test('nothing to find: no column, all rows, and no row of the test part', () => {
  const found = residualsOf({
    prepared: numbers,
    setting: {},
    unlearnt: saying(numbers, (_row, { price }) => [price + random.normal()]),
  })!;
  expect(found.targets[0]!.columns).toEqual([]);
  expect(found.rows).toBe(numbers.pool.length);
  expect(found.tests).toBeGreaterThan(50);
  const testRows = [...numbers.test.rows].map((row) => rowNumber(numbers.table, row));
  for (const { row } of found.targets[0]!.worst) expect(testRows).not.toContain(row);
});

test('the worst rows, the largest error first, counted as a person does', () => {
  const worst = lookAt((record) => (record === records[numbers.pool[5]!] ? 300 : random.normal())).worst;
  expect(worst).toHaveLength(6);
  expect(worst[0]!.row).toBe(rowNumber(numbers.table, numbers.pool[5]!));
  expect(Number(worst[0]!.predicted) - Number(worst[0]!.truth)).toBeCloseTo(300, 0);
});

test("Huber's delta is the setting's, in the target's units", () => {
  const wide = lookAt(() => random.normal(), { loss: 'huber', huber_delta: 2 });
  const half = lookAt(() => random.normal(), { loss: 'huber', huber_delta: 1 });
  expect(wide.huber!.delta / half.huber!.delta).toBeCloseTo(2, 3);
  expect(wide.huber!.used && wide.trainedWith === 'huber').toBe(true);
  // A straight line knows nothing of these prices: its residuals have the spread of 500 uniform ones, ±125 to the quartiles.
  expect(half.huber!.delta).toBeGreaterThan(150);
  expect(half.huber!.delta).toBeLessThan(220);
  expect(lookAt(() => random.normal()).huber!.used).toBe(false);
});

test('classes: log-loss and share wrong', () => {
  const own = prepared('cheap');
  const unlearnt = saying(own, (_row, { cheap, zone }) => {
    const right = random.uniform() < (zone === 'zone C' ? 0.5 : 0.9);
    const truth = own.classes.indexOf(cheap);
    return own.classes.map((_, k) => ((k === truth) === right ? 0.8 : 0.2));
  });
  const { targets } = residualsOf({ prepared: own, setting: {}, unlearnt })!;
  const { columns, wrong, losses, worst, trainedWith } = targets[0]!;
  expect(columns.map(({ name, measure }) => `${name} ${measure}`).sort()).toEqual([
    'zone size',
    'zone wrong',
  ]);
  expect(columns.find(({ measure }) => measure === 'wrong')!.found[0]!.mean).toBeGreaterThan(0.35);
  expect(wrong).toBeCloseTo(0.2, 1);
  expect(losses.map(({ loss }) => loss)).toEqual(['log', 'focal']);
  expect(worst[0]).toMatchObject({ probability: 0.2 });
  expect(trainedWith).toBe('log');
});

test('too few rows say nothing', () => {
  const few = prepare({
    table: tableFromRecords(records.slice(0, 50), 'few.csv'),
    data: { target: 'price' },
    seed: 1,
  });
  const unlearnt = saying(few, (_row, { price }) => [price]);
  expect(residualsOf({ prepared: few, setting: {}, unlearnt })).toBeUndefined();
});
