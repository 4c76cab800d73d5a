import { expect, test } from 'vitest';
import { shuffledIndex } from './shuffled-index.js';

const order = (size: number, seed: number) =>
  Array.from({ length: size }, (_, place) => shuffledIndex(place, size, seed, 'test'));

test.for([1, 2, 3, 5, 16, 17, 100, 1025])('an order of %i holds every index once', (size) => {
  expect(order(size, 3).sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
});

test('other seeds give other orders; every index comes first about as often', () => {
  expect(order(50, 1)).not.toEqual(order(50, 2));
  const firsts = new Array(5).fill(0);
  for (let seed = 0; seed < 2000; seed++) firsts[shuffledIndex(0, 5, seed, 'test')] += 1;
  for (const count of firsts) expect(Math.abs(count - 400)).toBeLessThan(80);
});

test('an order too long to be made at once has its places too', () => {
  const size = 2 ** 50 - 3;
  const indices = Array.from({ length: 100 }, (_, place) => shuffledIndex(place, size, 1, 'test'));
  expect(new Set(indices).size).toBe(100);
  for (const index of indices) expect(index >= 0 && index < size).toBe(true);
  expect(indices.reduce((sum, index) => sum + index / size, 0) / 100).toBeCloseTo(0.5, 1);
});
