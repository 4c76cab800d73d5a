import { expect, test } from 'vitest';
import { parseBudget } from './budget.js';

test.each([
  ['60s', { seconds: 60 }],
  ['90', { seconds: 90 }],
  ['5m', { seconds: 300 }],
  ['1.5 h', { seconds: 5400 }],
  ['2 minutes', { seconds: 120 }],
  ['200 trials', { trials: 200 }],
  ['1 trial', { trials: 1 }],
])('%s', (text, budget) => expect(parseBudget(text)).toEqual(budget));

test.each(['', 'soon', '0s', '-5s', '0 trials', '3 days', '10 trails'])(
  '"%s" is refused with what to write',
  (text) => {
    expect(() => parseBudget(text)).toThrow(`budget "${text}"`);
  },
);
