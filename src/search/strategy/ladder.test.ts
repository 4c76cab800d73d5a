import { expect, test } from 'vitest';
import { ladder } from './ladder.js';

test.each([
  [1, 52, 3, [2, 6, 17, 52]],
  [2, 52, 3, [2, 6, 17, 52]],
  [1, 81, 3, [1, 3, 9, 27, 81]],
  [5, 52, 3, [6, 17, 52]],
  [1, 52, 4, [1, 3, 13, 52]],
  [1, 5, 3, [2, 5]],
  [1, 1, 3, [1]],
  [52, 52, 3, [52]],
  [500, 40_000, 3, [500, 1481, 4444, 13_333, 40_000]],
])('from %d to %d by %d', (least, most, eta, rungs) => {
  expect(ladder({ unit: 'epochs', least, most }, eta)).toEqual(rungs);
});
