import { expect, test } from 'vitest';
import type { EncoderSpec } from '../data/encode/encoder.js';
import { stream } from '../math/random.js';
import { numericColumns, piecesOf } from './pieces.js';
import { binCounts } from './space.js';

function piecesOfColumns(width: number, value: (row: number, column: number) => number) {
  const encoder: EncoderSpec = {
    width,
    columns: Array.from({ length: width }, (_, k) => ({
      kind: 'boolean',
      name: `c${k}`,
      missing: [],
      share: 0,
      flag: false,
    })),
  };
  return piecesOf(
    Float32Array.from({ length: 60 * width }, (_, i) => value(Math.floor(i / width), i % width)),
    encoder,
  );
}

test('columns of three values or more are cut, wherever the third stands', () => {
  const pieces = piecesOfColumns(3, (row, column) =>
    column === 0 ? row % 2 : column === 1 ? +(row > 57) + +(row > 58) : row,
  );
  expect(pieces[8]!.map(({ input }) => input)).toEqual([1, 2]);
  expect(pieces[8]![0]!.edges).toEqual([0, 1, 2]);
});

test('no time goes into tables so wide that nothing is cut', () => {
  const random = stream(1, 0, 'test: pieces');
  expect(numericColumns(piecesOfColumns(300, random.normal))).toBe(300);
  expect(binCounts(513)).toEqual([]);
  expect(piecesOfColumns(513, random.normal)).toEqual({});
});
