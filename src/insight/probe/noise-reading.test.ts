import { expect, test } from 'vitest';
import { readNoise } from './noise-reading.js';

const at = (...scales: (number | undefined)[]) =>
  scales.map((scale, i) => ({ epoch: i + 1, ...(scale !== undefined && { scale }), learnt: true }));

test.each([
  [16, 'below'],
  [32, 'near'],
  [256, 'near'],
  [512, 'above'],
])('a batch of %i beside a noise scale of 90 is %s it', (batchSize, own) => {
  expect(readNoise(at(60, 90, 135), { batchSize, rows: 1000 })).toMatchObject({
    grade: 'measured',
    low: 60,
    high: 135,
    usefulBatch: 90,
    own,
  });
});

test('moments that differ too much tell no size, but where a batch stands beside all of them', () => {
  const read = (batchSize: number) => readNoise(at(90, 800, 400), { batchSize, rows: 1000 });
  expect(read(100)).toMatchObject({ grade: 'unknown', reason: 'moments differ', low: 90, high: 800 });
  expect(read(100).usefulBatch).toBeUndefined();
  expect(read(100).own).toBeUndefined();
  expect(read(16).own).toBe('below');
});

test('no batch is larger than all rows, and that is said', () => {
  expect(readNoise(at(60, 90, 135), { batchSize: 32, rows: 50 })).toMatchObject({
    usefulBatch: 50,
    wholeTable: true,
    own: 'near',
  });
  // Beyond all rows there is nothing to choose between.
  expect(readNoise(at(60, 900, 9000), { batchSize: 8, rows: 50 })).toMatchObject({
    grade: 'measured',
    usefulBatch: 50,
    wholeTable: true,
    own: 'below',
  });
  expect(readNoise(at(60, 90, 135), { batchSize: 32, rows: 100 }).wholeTable).toBeUndefined();
});

test('without a gradient, or where noise is fitted, nothing is said', () => {
  const nothing = { grade: 'unknown', reason: 'nothing learnt' };
  expect(readNoise(at(undefined), { batchSize: 32, rows: 50 })).toMatchObject(nothing);
  const fitted = at(60, 90, 135).map((each, i) => ({ ...each, learnt: i === 0 }));
  expect(readNoise(fitted, { batchSize: 32, rows: 1000 })).toMatchObject(nothing);
});
