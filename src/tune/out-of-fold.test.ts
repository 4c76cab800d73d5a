import { expect, test } from 'vitest';
import { tableFromRecords } from '../data/records.js';
import { outOfFold } from './out-of-fold.js';
import { prepare } from './prepare.js';

const table = tableFromRecords(
  Array.from({ length: 120 }, (_, i) => ({ x: i % 17, y: 3 * (i % 17) + (i % 5) })),
  'rows.csv',
);
const prepared = prepare({ table, data: { target: 'y' }, seed: 1 });

/** A network that says `value` of each of its validation rows. */
const saying = (part: number, value: number) => ({
  part,
  weights: new Float32Array(0),
  predictions: new Float64Array(prepared.part(part).rows.validation.length).fill(value),
});

test('a row is predicted by the networks that have not learnt it, by their shares', () => {
  const folds = [...prepared.partsOf(1), ...prepared.partsOf(2)];
  const parts = folds.map((part) => ({
    trained: saying(part, part),
    share: part === folds[0] ? 0.5 : 0.1,
  }));
  const { rows, truth, predictions } = outOfFold(prepared, parts);
  expect([...rows]).toEqual([...prepared.pool]);
  expect([...truth]).toEqual([...rows].map((row) => 3 * (row % 17) + (row % 5)));
  rows.forEach((row, i) => {
    const own = parts.filter(({ trained }) => prepared.part(trained.part).rows.validation.includes(row));
    expect(own).toHaveLength(2);
    const shares = own.reduce((sum, { share }) => sum + share, 0);
    const expected = own.reduce((sum, { trained, share }) => sum + share * trained.part, 0) / shares;
    expect(predictions[i]).toBeCloseTo(expected, 12);
  });
});

test('rows that every network has learnt are left out, and parts whose rows were let go still count', () => {
  const [part] = prepared.partsOf(3);
  const trained = saying(part!, 7);
  const own = [...prepared.part(part!).rows.validation];
  prepared.forget(part!);
  const { rows, predictions } = outOfFold(prepared, [{ trained, share: 1 }]);
  expect([...rows]).toEqual(own);
  expect(new Set(predictions)).toEqual(new Set([7]));
});

test('a network that blew up says nothing', () => {
  const trained = {
    part: prepared.partsOf(1)[0]!,
    weights: new Float32Array(0),
    predictions: new Float64Array(0),
  };
  expect(outOfFold(prepared, [{ trained, share: 1 }]).rows).toHaveLength(0);
});
