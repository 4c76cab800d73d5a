import { expect, test } from 'vitest';
import { editDistance, nearestName } from './spelling.js';

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

test('names of hyperparameters, however they are joined', () => {
  const names = ['batch_size', 'learning_rate', 'huber_delta', 'layers'];
  const wanted = ['batchsize', 'Batch-Size', 'learing_rate', 'layer', 'lr', 'colour'];
  expect(wanted.map((name) => nearestName(name, names))).toEqual([
    'batch_size',
    'batch_size',
    'learning_rate',
    'layers',
    undefined,
    undefined,
  ]);
});
