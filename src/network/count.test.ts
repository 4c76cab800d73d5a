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

test('a straight line has one layer', () => {
  expect(parameterCount({ inputs: 3, hidden: [], outputs: 1 })).toBe(4);
});

test('softmax has one target a row', () => {
  expect(targetWidth({ outputs: 5, loss: { kind: 'softmax' } })).toBe(1);
  expect(targetWidth({ outputs: 5, loss: { kind: 'squared' } })).toBe(5);
});
