import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { prepare } from './prepare.js';

const example = (name: string) =>
  readTable(readFileSync(new URL(`../../examples/${name}`, import.meta.url)), name, {});
const penguins = () => prepare({ table: example('penguins.csv'), data: { target: 'species' }, seed: 1 });

describe('prepare', () => {
  test('the test part is in no part of any round, and each round uses every other row', () => {
    const prepared = penguins();
    const sealed = new Set(prepared.test.rows);
    for (const round of [0, 1, 7]) {
      const validated = prepared.partsOf(round).flatMap((id) => [...prepared.part(id).rows.validation]);
      expect(validated.some((row) => sealed.has(row))).toBe(false);
      expect(new Set(validated).size).toBe(prepared.pool.length);
    }
  });

  test('a part that was forgotten keeps what was fitted, and is encoded again to the bit', () => {
    const prepared = penguins();
    const [id] = prepared.partsOf(3);
    const before = prepared.part(id!);
    prepared.forget(id!);
    expect(prepared.fitted(id!).part.trainInputs).toHaveLength(0);
    expect(prepared.fitted(id!).encoder).toEqual(before.encoder);
    expect(prepared.part(id!).part.trainInputs).toEqual(before.part.trainInputs);
    expect(prepared.part(id!).part.validationTruth).toEqual(before.part.validationTruth);
  });

  test('levels are embedded, counted as the numbers that a network sees, and not cut into pieces', () => {
    const data = { target: 'economy (mpg)', category: ['year'], dropBadRows: true };
    const { problem, part } = prepare({ table: example('cars.csv'), data, seed: 1 });
    const { inputs, levelInputs, pieces } = part(0).part;
    expect(levelInputs).toEqual([{ input: inputs - 1, levels: 13 }]);
    expect(problem.inputs).toBe(inputs - 1 + 8);
    const cut = new Set(Object.values(pieces).flatMap((columns) => columns.map(({ input }) => input)));
    expect(cut.has(inputs - 1)).toBe(false);
    expect(problem.numeric).toBe(cut.size);
  });

  test('large tables have one part, small ones are cross-validated', () => {
    expect(penguins().folds).toBe(5);
    const diamonds = prepare({ table: example('diamonds.csv'), data: { target: 'price' }, seed: 1 });
    expect(diamonds).toMatchObject({ folds: 1, sizes: { train: 35_061, validation: 8_091, test: 10_788 } });
    expect(diamonds.problem).toMatchObject({ inputs: 26, outputs: 1, logTarget: true });
  });
});
