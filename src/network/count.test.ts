import { expect, test } from 'vitest';
import { epochFlops, layerShapes, parameterCount, targetWidth } from './count.js';

test('layers, parameters and operations of a network', () => {
  const shape = { inputs: 8, hidden: [32, 16], outputs: 2 };
  expect(layerShapes(shape)).toEqual([
    { depth: 8, width: 32 },
    { depth: 32, width: 16 },
    { depth: 16, width: 2 },
  ]);
  expect(parameterCount(shape)).toBe(9 * 32 + 33 * 16 + 17 * 2);
  expect(epochFlops(shape, 100)).toBe(600 * parameterCount(shape));
});

test('embeddings widen the first layer and have tables of their own', () => {
  const embeddings = [
    { input: 1, levels: 20, size: 4 },
    { input: 6, levels: 3, size: 1 },
  ];
  const shape = { inputs: 8, embeddings, hidden: [32], outputs: 2 };
  expect(layerShapes(shape)[0]).toEqual({ depth: 6 + 5, width: 32 });
  expect(parameterCount(shape)).toBe(83 + 12 * 32 + 33 * 2);
  expect(epochFlops(shape, 100)).toBe(600 * (12 * 32 + 33 * 2));
});

test('a straight line has one layer', () => {
  expect(parameterCount({ inputs: 3, hidden: [], outputs: 1 })).toBe(4);
});

test('softmax has one target a row', () => {
  expect(targetWidth({ outputs: 5, loss: { kind: 'softmax' } })).toBe(1);
  expect(targetWidth({ outputs: 5, loss: { kind: 'squared' } })).toBe(5);
});
