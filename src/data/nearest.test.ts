import { expect, test } from 'vitest';
import { editDistance, nearestName } from './nearest.js';

test('counts insertions, deletions, substitutions and swaps', () => {
  expect(editDistance('price', 'price')).toBe(0);
  expect(editDistance('prise', 'price')).toBe(1);
  expect(editDistance('pirce', 'price')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('kitten', 'sitting')).toBe(3);
});

test('suggests a slip of the hand, a different case and a part, and nothing far', () => {
  const names = ['carat', 'Price', 'median_house_value'];
  expect(nearestName('prcie', names)).toBe('Price');
  expect(nearestName('PRICE', names)).toBe('Price');
  expect(nearestName('house_value', names)).toBe('median_house_value');
  expect(nearestName('temperature', names)).toBeUndefined();
});
