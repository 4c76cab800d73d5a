import { expect, test } from 'vitest';
import type { FinishedEvent } from '../tune/event.js';
import { intervalWords } from './interval.js';

const interval = { level: 0.9, held: 9712, rows: 10788, width: 2412.3, narrow: 811, wide: 6130 };
const words = (intervals?: object[]) => intervalWords({ intervals } as unknown as FinishedEvent, 'price');

test('how wide, and how many they held', () => {
  expect(words([{ ...interval, level: 0.5 }, interval])).toBe(
    'For a single row: 90 % prediction intervals are 2,410 in price wide in the middle (most from 811 to 6,130); they held 9,712 of 10,788 test rows: 90.0 %.',
  );
  expect(words([{ ...interval, narrow: 2412, wide: 2412 }])).toContain('are 2,410 in price wide; they held');
});

test('rows of weights are counted by them', () => {
  expect(words([{ ...interval, share: 0.8812, worth: 5000 }])).toMatch(
    /test rows: 88\.1 % by their weights\.$/,
  );
});

test('of several targets each, of classes none', () => {
  const both = words([
    { ...interval, target: 'heating' },
    { ...interval, target: 'cooling', width: 3.5 },
  ]);
  expect(both).toContain('2,410 in heating and 3.50 in cooling wide');
  expect(words()).toBeUndefined();
});
