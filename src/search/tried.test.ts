import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameSetting } from '../space/active.js';
import { categorical, float, space } from '../space/define.js';
import type { Setting } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import { wasTried } from './tried.js';

const mixed = space({
  a: categorical(['1', 1, true, 'x,"y"']),
  b: float(0, 1, { when: { parameter: 'a', values: [1] } }),
});

const settings = fc.oneof(
  fc.constantFrom<Setting>({ a: '1' }, { a: true }, { a: 'x,"y"' }),
  fc.constantFrom(0, 0.5, 1).map((b): Setting => ({ a: 1, b })),
);
const trial = (setting: Setting, number: number): Trial => ({
  number,
  state: 'complete',
  setting,
  value: 0,
  intermediate: [],
  facts: {},
  started: 0,
});

test('it says what a look at every trial would say, whatever it was asked before', () => {
  const histories = fc.array(fc.array(settings, { maxLength: 8 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(histories, settings, (several, setting) => {
      for (const each of several) {
        const trials = each.map(trial);
        const seen = trials.some((one) => isSameSetting(mixed, one.setting, setting));
        expect(wasTried(mixed, trials, setting)).toBe(seen);
      }
    }),
    { seed: 1 },
  );
});

test('an array that grows, is replaced at its end or becomes shorter is followed', () => {
  const trials = [trial({ a: '1' }, 0), trial({ a: true }, 1)];
  expect(wasTried(mixed, trials, { a: true })).toBe(true);
  trials.push(trial({ a: 1, b: 0 }, 2));
  expect(wasTried(mixed, trials, { a: 1, b: 0 })).toBe(true);
  trials[2] = trial({ a: 1, b: 1 }, 2);
  expect([wasTried(mixed, trials, { a: 1, b: 0 }), wasTried(mixed, trials, { a: 1, b: 1 })]).toEqual([
    false,
    true,
  ]);
  trials.length = 1;
  expect([wasTried(mixed, trials, { a: true }), wasTried(mixed, trials, { a: '1' })]).toEqual([false, true]);
});
