import { describe, expect, test } from 'vitest';
import type { SweetspotError } from '../error.js';
import { parseAssignment, parseAssignments } from './assignment.js';
import { checkSetting } from './check-setting.js';
import { boolean, categorical, float, integer, powers, space } from './define.js';
import type { Setting } from './parameter.js';

const network = space({
  batch_size: powers(2, 8, 4096),
  loss: categorical(['squared', 'absolute', 'huber']),
  huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  learning_rate: float(1e-5, 1, { log: true }),
  layers: integer(0, 4),
  norm: boolean(),
});
const good = { batch_size: 64, loss: 'squared', learning_rate: 0.01, layers: 2, norm: false };

function caught(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { message, next, kind } = error as SweetspotError;
    expect(kind).toBe('usage');
    return next === undefined ? message : `${message} → ${next}`;
  }
  throw new Error('nothing was thrown');
}

describe('a setting', () => {
  test('that is whole passes', () => {
    checkSetting(network, good);
    checkSetting(network, { ...good, loss: 'huber', huber_delta: 1 });
    checkSetting(network, { layers: 4 }, { partial: true });
    checkSetting(network, { huber_delta: 1 }, { partial: true });
  });

  test.for<[Setting, string]>([
    [
      { ...good, batch_size: 100 },
      'batch_size is 100, but it is one of 8, 16, 32 … 4096 → The nearest is 128.',
    ],
    [
      { ...good, learning_rate: 2 },
      'learning_rate is 2, but it is a number from 1e-5 to 1 → The nearest is 1.',
    ],
    [{ ...good, layers: 1.2 }, 'layers is 1.2, but it is a whole number from 0 to 4 → The nearest is 1.'],
    [
      { ...good, layers: '2' },
      'layers is "2", but it is a whole number from 0 to 4 → Write a number, as layers=2.',
    ],
    [
      { ...good, layers: Number.NaN },
      'layers is NaN, but it is a whole number from 0 to 4 → Write a number, as layers=2.',
    ],
    [
      { ...good, loss: 'hubber' },
      'loss is "hubber", but it is one of squared, absolute, huber → Did you mean "huber"?',
    ],
    [
      { ...good, learningrate: 1 },
      'there is no hyperparameter "learningrate" → Did you mean "learning_rate"?',
    ],
    [
      { ...good, huber_delta: 1 },
      'huber_delta exists only with loss = huber, but loss is squared → Leave huber_delta out, or set loss=huber.',
    ],
    [
      { ...good, loss: 'huber' },
      'huber_delta has no value; it is needed because loss is huber. → Give one: 0.05 to 5, log.',
    ],
  ])('%o: what is wrong, the rule and the next step', ([setting, message]) => {
    expect(caught(() => checkSetting(network, setting))).toBe(message);
  });

  test('names that every object has are no hyperparameters', () => {
    expect(caught(() => checkSetting(network, { ...good, constructor: 1 }))).toMatch(
      /no hyperparameter "constructor"/,
    );
  });
});

describe('an assignment', () => {
  test.for<[string, string, unknown]>([
    ['batch_size=256', 'batch_size', 256],
    [' loss = huber ', 'loss', 'huber'],
    ['learning_rate=3e-4', 'learning_rate', 3e-4],
    ['learning_rate=.5', 'learning_rate', 0.5],
    ['batch_size=4_096', 'batch_size', 4096],
    ['norm=true', 'norm', true],
  ])('"%s" is read', ([text, name, value]) => {
    expect(parseAssignment(network, text)).toEqual({ name, value });
  });

  test.for<[string, string]>([
    ['256', '"256" sets nothing → Write name=value, as batch_size=4096.'],
    ['batchsize=8', 'there is no hyperparameter "batchsize" → Did you mean "batch_size"?'],
    ['batch=8', 'there is no hyperparameter "batch" → Did you mean "batch_size"?'],
    [
      'batch_size=big',
      'batch_size is "big", but it is one of 8, 16, 32 … 4096 → Write a number, as batch_size=256.',
    ],
    [
      'batch_size=',
      'batch_size is "", but it is one of 8, 16, 32 … 4096 → Write a number, as batch_size=256.',
    ],
    ['norm=yes', 'norm is "yes", but it is one of false, true → There are: false, true.'],
  ])('"%s" is refused', ([text, message]) => {
    expect(caught(() => parseAssignment(network, text))).toBe(message);
  });

  test('may go beyond what is searched where that is asked for, and no further than makes sense', () => {
    const beyond = (text: string) => parseAssignment(network, text, { beyond: true }).value;
    expect([beyond('batch_size=100'), beyond('learning_rate=2'), beyond('layers=9')]).toEqual([100, 2, 9]);
    for (const text of ['batch_size=0', 'batch_size=1.5', 'learning_rate=-1', 'layers=-1', 'loss=x'])
      expect(caught(() => beyond(text))).toMatch(/, but it is /);
  });

  test('several may stand in one text', () => {
    const wanted = { batch_size: 256, loss: 'huber', layers: 1 };
    for (const texts of [['batch_size=256 loss=huber', 'layers=1'], ['batch_size=256, loss=huber,layers=1']])
      expect(parseAssignments(network, texts)).toEqual(wanted);
  });
});
