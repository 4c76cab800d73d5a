import { expect, test } from 'vitest';
import { inferSchema } from '../infer-schema.js';
import { tableFromRecords } from '../records.js';
import { fitEncoder } from './fit.js';
import { refuseUnreadable, strangeCellsIn } from './readable.js';

const rows = 60;
const learnt = tableFromRecords(
  Array.from({ length: rows }, (_, row) => ({
    y: (row * 37) % 101,
    size: (row * 7) % 13,
    zone: 'abc'[row % 3]!,
    town: row < 58 ? 'xyz'[row % 3]! : `rare ${row}`,
  })),
);
const spec = fitEncoder(
  inferSchema(learnt, { target: 'y' }),
  learnt,
  Uint32Array.from({ length: rows }, (_, row) => row),
);

test('cells that say nothing are named column by column, with what they are taken for', () => {
  const met = tableFromRecords([
    { size: 5, zone: 'a', town: 'x' },
    { size: '', zone: 'NA', town: '' },
    { size: 'large', zone: 'd', town: 'new' },
    { size: 7, zone: 'e', town: 'y' },
  ]);
  expect(strangeCellsIn(spec, met)).toEqual([
    expect.stringMatching(/^column "size" row \d is "large", not a number: taken as missing\.$/),
    expect.stringMatching(
      /^column "zone" row \d \(1 more row\) is "d", a level that the model hardly knows, or not at all: taken as none of its levels\.$/,
    ),
    expect.stringMatching(/^column "town" row \d is "new", .*: taken as one of the rare levels\.$/),
  ]);
  expect(() => refuseUnreadable(spec, met)).not.toThrow();
  expect(strangeCellsIn(spec, learnt)).toEqual([
    expect.stringMatching(
      /^column "town" row \d+ \(1 more row\) is "rare 58", .*: taken as one of the rare levels\.$/,
    ),
  ]);
});
