import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber, partOf, readDate } from './date.js';

test.each([
  ['2024-01-31', 'ymd', [2024, 1, 31, undefined]],
  ['2024/1/5 06:30', 'ymd', [2024, 1, 5, 6.5]],
  ['2024-01-31T18:00:00.000Z', 'ymd', [2024, 1, 31, 18]],
  ['31.12.2023', 'dmy', [2023, 12, 31, undefined]],
  ['12/31/2023 1:15 PM', 'mdy', [2023, 12, 31, 13.25]],
  ['2024-01-31 18:15:00+00', 'ymd', [2024, 1, 31, 18.25]],
  ['2024-03', 'ymd', [2024, 3, 1, undefined]],
  ['5 Jan 2024', 'ymd', [2024, 1, 5, undefined]],
  ['January 5, 2024', 'dmy', [2024, 1, 5, undefined]],
] as const)('%s', (text, order, [year, month, day, hour]) => {
  expect(readDate(text, order)).toEqual({ year, month, day, hour });
});

test.each(['2024-02-30', '2023-02-29', '2024-13-01', '31/12/2023', '20240131', 'yesterday', '1-2-3', ''])(
  '"%s" is no date by year, month, day',
  (text) => {
    expect(readDate(text, 'ymd')).toBeUndefined();
  },
);

test('days and weekdays agree with the calendar of the language', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (date) => {
        const when = readDate(date.toISOString(), 'ymd')!;
        expect(dayNumber(when.year, when.month, when.day)).toBe(Math.floor(date.getTime() / 86_400_000));
        expect(partOf(when, 'weekday')).toBe((date.getUTCDay() + 6) % 7);
      },
    ),
  );
});

test('digits, when they are said to be dates', () => {
  expect(readDate('20240131', 'compact')).toEqual({ year: 2024, month: 1, day: 31, hour: undefined });
  expect(readDate('20240231', 'compact')).toBeUndefined();
  expect(readDate('1706708700', 'unix')).toEqual({ year: 2024, month: 1, day: 31, hour: 13.75 });
  expect(readDate('1706708700000', 'unix')).toEqual({ year: 2024, month: 1, day: 31, hour: 13.75 });
  expect(readDate('0', 'unix')).toEqual({ year: 1970, month: 1, day: 1, hour: 0 });
  expect(readDate('noon', 'unix')).toBeUndefined();
  expect(readDate('9'.repeat(20), 'unix')).toBeUndefined();
});

test('seconds since 1970 are what Date says they are', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60_000_000_000, max: 90_000_000_000 }), (seconds) => {
      const when = new Date(seconds * 1000);
      const found = readDate(String(seconds), 'unix')!;
      expect([found.year, found.month, found.day]).toEqual([
        when.getUTCFullYear(),
        when.getUTCMonth() + 1,
        when.getUTCDate(),
      ]);
      expect(found.hour).toBeCloseTo(
        when.getUTCHours() + when.getUTCMinutes() / 60 + when.getUTCSeconds() / 3600,
        9,
      );
    }),
  );
});
