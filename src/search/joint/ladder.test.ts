import { expect, test } from 'vitest';
import { rungsOf } from './ladder.js';

test.each([
  [2, 52, [2, 3, 5, 8, 12, 18, 27, 41, 52]],
  [1, 15, [1, 2, 3, 5, 8, 12, 15]],
  [1, 1, [1]],
  [3, 3, [3]],
  [100, 110, [110]],
])('from %d to %d', (least, most, rungs) => {
  expect(rungsOf({ unit: 'epochs', least, most })).toEqual(rungs);
});
