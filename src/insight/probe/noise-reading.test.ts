import { expect, test } from 'vitest';
import { readNoise } from './noise-reading.js';

const along = [40, 90, 160].map((scale, i) => ({ epoch: i + 1, scale }));

test.each([
  [16, 'below'],
  [32, 'near'],
  [256, 'near'],
  [512, 'above'],
])('a batch of %i beside a noise scale of 90 is %s it', (batchSize, own) => {
  expect(readNoise(along, { batchSize, rows: 1000 })).toMatchObject({
    grade: 'measured',
    usefulBatch: 90,
    own,
  });
});

test('no batch is larger than all rows', () => {
  expect(readNoise(along, { batchSize: 32, rows: 50 }).usefulBatch).toBe(50);
});

test('without a gradient nothing is said', () => {
  expect(readNoise([{ epoch: 1 }], { batchSize: 32, rows: 50 })).toEqual({
    grade: 'unknown',
    along: [{ epoch: 1 }],
  });
});
