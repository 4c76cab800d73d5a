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
