import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { categorical, float, space } from '../../space/define.js';
import { decode } from '../../space/encode.js';
import type { Setting, Space } from '../../space/parameter.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { explain } from '../explain.js';

const mixed = space({
  rate: float(1e-4, 1, { log: true }),
  loss: categorical(['squared', 'absolute', 'huber']),
  delta: float(0, 1, { when: { parameter: 'loss', values: ['huber'] } }),
  idle: float(0, 1),
  other: float(0, 1),
});

/** A study of settings drawn evenly; undefined: it diverged. */
function studyOf(
  own: Space,
  count: number,
  value: (setting: Setting, noise: number) => number | undefined,
  direction: StudyRecord['direction'] = 'minimize',
): StudyRecord {
  const random = stream(5, 0, 'test study');
  const trials = Array.from({ length: count }, (_, number): Trial => {
    const setting = decode(
      own,
      Object.keys(own).map(() => random.uniform()),
    );
    const told = value(setting, random.normal());
    const state = told === undefined ? 'diverged' : 'complete';
    return { number, state, setting, value: told, intermediate: [], facts: {}, started: 0, finished: 1 };
  });
  return { name: 'made', direction, space: own, facts: {}, trials };
}

const cost = ({ rate, loss, delta }: Setting, noise: number) =>
  10 +
  3 * (Math.log10(Number(rate)) + 3) ** 2 +
  (loss === 'squared' ? 4 : 0) +
  6 * Number(delta ?? 0) +
  0.3 * noise;
const withDivergence = (setting: Setting, noise: number) =>
  Number(setting.rate) > 0.3 ? undefined : cost(setting, noise);

const byName = (record: StudyRecord) => {
  const { importance } = explain(record);
  return Object.fromEntries(importance.hyperparameters.map((own) => [own.name, own]));
};

describe('what matters', () => {
  const own = byName(studyOf(mixed, 200, withDivergence));

  test('is what has an effect; nothing is claimed of the others', () => {
    const claimed = Object.values(own).filter(({ grade }) => grade === 'believed');
    expect(claimed.map(({ name }) => name).sort()).toEqual(['delta', 'loss', 'rate']);
    expect(claimed[0]!.name).toBe('rate');
  });

  test('which way, and over which values', () => {
    const { places, asGood, best, worst } = own.rate!.effect;
    const good = asGood.map((i) => Number(places[i]!.value));
    expect(Math.min(...good)).toBeGreaterThan(2e-4);
    expect(Math.max(...good)).toBeLessThan(1e-2);
    expect(Number(places[worst]!.value)).toBeGreaterThan(0.05);
    expect(places[best]!.extra).toBe(0);
    const loss = own.loss!.effect;
    expect(loss.asGood.map((i) => loss.places[i]!.value)).not.toContain('squared');
  });

  test('counts what depends on others where it exists', () => {
    expect(own.delta!.exists).toBeCloseTo(1 / 3, 9);
    expect(own.delta!.trials).toBeLessThan(90);
    expect(own.delta!.effect.best).toBe(0);
  });

  test('says by how much tuning helps from a given setting, and where a value is right, not at all', () => {
    const record = studyOf(mixed, 200, cost);
    const reference = { rate: 1e-3, loss: 'squared', idle: 0.5, other: 0.5 };
    const { hyperparameters } = explain(record, { reference }).importance;
    const worth = Object.fromEntries(hyperparameters.map((each) => [each.name, each.worth.value]));
    expect(worth.loss).toBeGreaterThan(2.5);
    expect(worth.loss).toBeLessThan(5);
    expect(Math.abs(worth.rate!)).toBeLessThan(0.5);
  });

  test('counts divergence apart, and shares do not know of it', () => {
    const { divergence } = explain(studyOf(mixed, 200, withDivergence)).importance;
    expect(divergence!.where!.name).toBe('rate');
    expect(divergence!.where!.inside.diverged).toBe(divergence!.diverged);
    expect(divergence!.where!.outside.diverged).toBe(0);
  });

  test('is the same when more is better', () => {
    const negated = studyOf(mixed, 200, (setting, noise) => -cost(setting, noise), 'maximize');
    const mirrored = byName(negated);
    const plain = byName(studyOf(mixed, 200, cost));
    for (const name of Object.keys(plain)) expect(mirrored[name]!.share).toEqual(plain[name]!.share);
  });
});

describe('nothing is said', () => {
  const one = space({ x: float(0, 1) });
  test.each([
    ['no trials', studyOf(one, 0, () => 1)],
    ['no trials', studyOf(one, 30, () => undefined)],
    ['too few trials', studyOf(one, 3, ({ x }) => Number(x))],
    ['nothing to vary', studyOf(space({ x: categorical(['only']) }), 20, (_, noise) => noise)],
    ['all the same', studyOf(one, 20, () => 7)],
    ['no better than the mean', studyOf(mixed, 60, (_, noise) => noise)],
  ])('%s', (reason, record) => {
    const { importance } = explain(record);
    expect(importance).toMatchObject({ grade: 'unknown', reason, hyperparameters: [] });
  });

  test('but one hyperparameter is enough', () => {
    const { importance } = explain(studyOf(one, 40, ({ x }) => Number(x) ** 2));
    expect(importance.hyperparameters.map(({ name, grade }) => [name, grade])).toEqual([['x', 'believed']]);
  });
});
