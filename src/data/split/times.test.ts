import { describe, expect, test } from 'vitest';
import { tableFromRecords } from '../records.js';
import { timesOf } from './times.js';

const times = (...when: string[]) =>
  timesOf(tableFromRecords(when.map((each) => ({ when: each, x: 1 }))), 'when', []);

describe('times', () => {
  test('dates become days, with the time of day as a fraction', () => {
    const { kind, values } = times('1970-01-01', '1970-01-02 12:00', '2024-02-29T18:00:00Z');
    expect(kind).toBe('date');
    expect([...values]).toEqual([0, 1.5, 19782.75]);
  });

  test('numbers stay what they are', () => {
    expect([...times('1700000001', '1700000000', '3').values]).toEqual([1700000001, 1700000000, 3]);
    expect(times('2019', '2020').kind).toBe('number');
  });

  test('the order of day and month is that in which all can be read', () => {
    const { values } = times('13/02/2024', '01/03/2024', '28/02/2024');
    expect(values[0]).toBeLessThan(values[2]!);
    expect(values[2]).toBeLessThan(values[1]!);
  });

  test('what is missing has none', () => {
    const { values } = times('2024-01-01', '', '2024-01-03', 'NA');
    expect([...values].map(Number.isNaN)).toEqual([false, true, false, true]);
  });

  test('names are no times', () => {
    expect(() => times('spring', 'summer')).toThrow(
      'column "when" holds neither numbers nor dates (such as "spring")',
    );
  });
});
