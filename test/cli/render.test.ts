import { describe, expect, test } from 'vitest';
import { dataLines } from '../../src/cli/render/before.js';
import { createBlock } from '../../src/cli/render/block.js';
import { curveLines } from '../../src/cli/render/curve.js';
import { sparkline } from '../../src/cli/render/sparkline.js';
import { styleFor } from '../../src/cli/render/style.js';
import { table } from '../../src/cli/render/table.js';
import { cut, width } from '../../src/cli/render/width.js';
import type { DataEvent } from '../../src/tune/event.js';
import { apart, bytes, clock, digits, duration, percent, range, short } from '../../src/words/number.js';
import { fakeStream, fakeTerminal, recorded } from './fake.js';
import { createScreen } from './screen.js';

test.each([
  [34312.4, '34,300'],
  [999.6, '1,000'],
  [541.23, '541'],
  [5.4, '5.40'],
  [0.012345, '0.0123'],
  [0.00001, '1.00e-5'],
  [0, '0.00'],
  [-1234567, '-1,230,000'],
  [Number.NaN, '-'],
])('three digits of %d are %s', (value, text) => expect(digits(value)).toBe(text));

test('numbers as people write them', () => {
  expect([0.012, 64, 1e-5, 0.6, 1500].map(short)).toEqual(['0.012', '64', '1e-5', '0.6', '1,500']);
  expect([0.047, 0.52, 1].map(percent)).toEqual(['4.7 %', '52 %', '100 %']);
  expect([52, 725, 3723].map(clock)).toEqual(['0:52', '12:05', '1:02:03']);
  expect([0.42, 12, 60, 184, 7500].map(duration)).toEqual([
    '0.42 s',
    '12 s',
    '1 min',
    '3 min 4 s',
    '2 h 5 min',
  ]);
  expect([512, 2464370, 3e9].map(bytes)).toEqual(['512 bytes', '2.46 MB', '3.00 GB']);
  expect(range([521.4, 562.8])).toBe('521 to 563');
  expect(range([1.05e-5, 0.111])).toBe('0.000 to 0.111');
  expect(range([-0.0478, 0.0174], true)).toBe('-0.0478 to +0.0174');
  expect(range([1200, 34312])).toBe('1,200 to 34,300');
  expect(apart(0.9991, 0.9987)).toEqual(['0.9991', '0.9987']);
});

test('width counts what is seen', () => {
  expect(width('\x1b[1mabc\x1b[22m')).toBe(3);
  expect(width('価格')).toBe(4);
  expect(width('e\u0301')).toBe(1);
  expect(cut('\x1b[1mabcdef\x1b[22m', 3)).toBe('\x1b[1mabc\x1b[0m');
});

test.each([120, 80, 50, 30])('a table keeps to %i columns', (columns) => {
  const why = '256 is as good with about 4 times the learning rate, and takes half the time to train';
  const lines = table([['batch_size', '64', why]], { columns });
  expect(lines.every((line) => width(line) < columns)).toBe(true);
  expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(why);
});

test.each([80, 50, 40])(
  'a table of scores keeps to %i columns, in which it may follow its rows',
  (columns) => {
    const names = ['on the test rows', 'rmse', 'mae', 'r2', ''];
    const rows = [
      names,
      ['your model', '534', '281', '0.982', ''],
      ['the untuned default network', '573', '304', '-', ''],
    ];
    const lines = table(rows, { columns, right: [1, 2, 3], header: (line) => line.toUpperCase() });
    expect(lines.every((line) => width(line) < columns)).toBe(true);
    expect(lines[0]).toContain('ON THE TEST ROWS');
    if (columns < 60)
      expect(lines.slice(1)).toEqual([
        '  your model',
        '      rmse 534, mae 281, r2 0.982',
        '  the untuned default network',
        '      rmse 573, mae 304',
      ]);
  },
);

test('the small line goes down as the best does', () => {
  expect(sparkline([8, 4, 2, 1], 10, false)).toBe('█▄▂▁');
  expect(sparkline([8, 1], 10, true)).toBe('^_');
  expect(sparkline([8], 10, false)).toBe('');
  expect(
    sparkline(
      Array.from({ length: 100 }, (_, i) => i),
      12,
      false,
    ),
  ).toHaveLength(12);
});

describe('curves', () => {
  const values = Array.from({ length: 50 }, (_, i) => 100 / (i + 1));

  test('the line falls from the upper left to the lower right', () => {
    const lines = curveLines(values, { columns: 60, rows: 5, ascii: true });
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/\|\*/);
    expect(lines[4]).toMatch(/\*$/);
  });

  test('a constant, two values and unknown values can be drawn', () => {
    expect(curveLines([1, 1, 1], { columns: 60, rows: 5, ascii: false })).toHaveLength(6);
    expect(curveLines([1, Number.NaN, 2], { columns: 60, rows: 5, ascii: false })).toHaveLength(6);
    expect(curveLines([1], { columns: 60, rows: 5, ascii: false })).toHaveLength(1);
  });
});

test('the block is drawn over in place, even after the window became narrower', () => {
  const stream = fakeStream(true, 40);
  const block = createBlock(stream);
  const screen = createScreen(40);
  block.draw(['one', 'two']);
  block.draw(['ONE', 'TWO']);
  block.above(['kept']);
  screen.write(stream.text());
  expect(screen.lines).toEqual(['kept', 'ONE', 'TWO', '']);
  stream.resize(20);
  stream.writes.length = 0;
  block.draw(['x'.repeat(30), 'y']);
  expect(stream.text()).toContain(`${'x'.repeat(19)}\x1b[K\n`);
  stream.resize(10);
  stream.writes.length = 0;
  block.clear();
  expect(stream.text().startsWith('\x1b[3A\r')).toBe(true);
});

describe('the split', () => {
  const [data] = recorded('regression') as [DataEvent];
  const said = (split: DataEvent['split']) =>
    dataLines({ ...data, rows: 1338, split }, styleFor(fakeStream(false), fakeTerminal(), {}), 200).find(
      (line) => line.includes('Split'),
    );

  test('says when trials are cross-validated', () => {
    const parts = { train: 856, validation: 214, test: 268 };
    expect(said({ ...parts, folds: 5 })).toContain(
      '5-fold cross-validation on 1,070 rows, test 268 (20 %) sealed until the end',
    );
    expect(said({ ...parts, folds: 3, testFile: 't.csv' })).toContain(
      '3-fold cross-validation on 1,070 rows; test: 268 rows of t.csv',
    );
    expect(said({ ...parts, folds: 1 })).toContain('train 856 (64 %), validation 214 (16 %), test 268');
  });
});
