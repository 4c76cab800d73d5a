import { expect, test } from 'vitest';
import { readingLines } from './reading.js';

test('a line for each step, and one every ten seconds', () => {
  let time = 0;
  const line = readingLines(() => time);
  const event = (step: 'look' | 'encode', fraction: number) =>
    line({ event: 'reading', file: 'big.csv', step, fraction });
  expect(event('look', 0.01)).toBe('  Looking through big.csv …');
  time = 9_000;
  expect(event('look', 0.5)).toBeUndefined();
  time = 12_000;
  expect(event('look', 0.75)).toMatch(/^ {2}Looking through big\.csv: 75 ?%$/);
  expect(event('encode', 0)).toBe('  Encoding the rows of big.csv …');
});
