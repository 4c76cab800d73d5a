import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { studentBelow } from './student-table.js';

const cases: readonly (readonly [number, number, number])[] = JSON.parse(
  readFileSync(new URL('./fixtures/student-cdf.json', import.meta.url), 'utf8'),
);

test.each(cases)('P(T ≤ %d) with %d degrees of freedom', (t, freedom, below) => {
  expect(Math.abs(studentBelow(freedom)(t) - below)).toBeLessThan(1e-5);
});

test('the ends', () => {
  const below = studentBelow(4);
  expect([below(-Infinity), below(Infinity), below(Number.NaN)]).toEqual([0, 1, Number.NaN]);
  expect(studentBelow(1e6)(1)).toBe(studentBelow(200)(1));
});
