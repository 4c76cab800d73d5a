import { describe, expect, test } from 'vitest';
import { exp } from '../math/elementary.js';
import { stream } from '../math/random.js';
import { categorical, float, powers, space } from '../space/define.js';
import type { Setting } from '../space/parameter.js';
import type { Direction, IntermediateValue, Trial, TrialState } from '../study/trial.js';
import { asValue, evidenceOf } from './evidence.js';

const over = space({
  batch: powers(2, 16, 256),
  loss: categorical(['squared', 'huber']),
  delta: float(0.1, 10, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
});
const plain: Setting = { batch: 32, loss: 'squared' };

const trial = (number: number, state: TrialState, rest: Partial<Trial> = {}): Trial => ({
  number,
  state,
  setting: plain,
  intermediate: [],
  facts: {},
  started: 0,
  ...rest,
});
const gather = (trials: readonly Trial[], direction: Direction = 'minimize') =>
  evidenceOf({ space: over, direction, trials });
const numbers = (some: readonly { number: number }[]) => some.map(({ number }) => number);

describe('each state says what it can', () => {
  const evidence = gather([
    trial(3, 'failed'),
    trial(0, 'complete', { value: 3 }),
    trial(1, 'diverged', { setting: { batch: 64, loss: 'huber', delta: 1 } }),
    trial(2, 'complete', { value: Number.POSITIVE_INFINITY }),
    trial(4, 'stopped', { value: 7, intermediate: [{ epoch: 1, value: 7 }] }),
    trial(5, 'running'),
    trial(6, 'complete', { value: 4, setting: { ...plain, delta: 5 } }),
  ]);

  test('values, endings and silence', () => {
    expect(
      evidence.complete.map(({ number, cost, deviation, trained }) => [number, cost, deviation, trained]),
    ).toEqual([
      [0, 3, 0, 1],
      [6, 4, 0, 1],
    ]);
    expect(evidence.endings.map(({ number, diverged }) => [number, diverged])).toEqual([
      [0, false],
      [1, true],
      [2, true],
      [6, false],
    ]);
    expect(evidence.silent).toEqual([3, 4, 5]);
  });

  test('what does not exist in a setting has no place, even where a value was written down', () => {
    expect([...evidence.complete[1]!.point]).toEqual([0.3, 0.25, Number.NaN]);
    expect(evidence.complete[1]!.setting).toEqual(plain);
    expect([...evidence.conditional]).toEqual(['delta']);
  });

  test('a foreign study whose trials lack a hyperparameter has it as conditional', () => {
    const foreign = space({ batch: powers(2, 16, 256), momentum: float(0, 1) });
    const trials = [
      trial(0, 'complete', { value: 1, setting: { batch: 16, momentum: 0.5 } }),
      trial(1, 'complete', { value: 2, setting: { batch: 16 } }),
    ];
    const { conditional, complete } = evidenceOf({ space: foreign, direction: 'minimize', trials });
    expect([...conditional]).toEqual(['momentum']);
    expect(complete[1]!.point[1]).toBeNaN();
  });
});

test('costs are to be made small, whatever the direction', () => {
  const trials = [trial(0, 'complete', { value: 0.8 }), trial(1, 'complete', { value: 0.9 })];
  const { complete } = gather(trials, 'maximize');
  expect(complete.map(({ cost }) => cost)).toEqual([-0.8, -0.9]);
  expect(complete.map(({ cost }) => asValue(cost, 'maximize'))).toEqual([0.8, 0.9]);
});

describe('repeats', () => {
  test('are pooled over settings, also on the log', () => {
    const values = [1, 1.2, 10, 12, 11, 5];
    const settings = [
      plain,
      plain,
      ...Array<Setting>(3).fill({ batch: 64, loss: 'squared' }),
      { batch: 16, loss: 'squared' },
    ];
    const { repeats } = gather(
      values.map((value, i) => trial(i, 'complete', { value, setting: settings[i]! })),
    );
    expect(repeats!.freedom).toBe(3);
    expect(repeats!.variance).toBeCloseTo((0.02 + 2) / 3, 12);
    expect(repeats!.groups.map(numbers)).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
    expect(repeats!.logVariance).toBeGreaterThan(0);
    expect(
      gather(values.map((value, i) => trial(i, 'complete', { value: value - 5, setting: settings[i]! })))
        .repeats,
    ).not.toHaveProperty('logVariance');
  });

  test('that are equal to the last bit say nothing', () => {
    expect(
      gather([trial(0, 'complete', { value: 2 }), trial(1, 'complete', { value: 2 })]),
    ).not.toHaveProperty('repeats');
  });
});

describe('trials stopped early', () => {
  const horizon = 60;
  const rungs = [4, 12, 28];

  /** A curve that falls to its level at a pace of its own, with noise. */
  function curve(random: ReturnType<typeof stream>): IntermediateValue[] {
    const level = 2 + exp(0.5 * random.normal());
    const drop = 5 * exp(0.3 * random.normal());
    const pace = 10 * exp(0.3 * random.normal());
    return Array.from({ length: horizon }, (_, i) => ({
      epoch: i + 1,
      value: level + drop * exp(-(i + 1) / pace) + 0.05 * random.normal(),
    }));
  }
  const best = (reports: readonly IntermediateValue[]) => Math.min(...reports.map(({ value }) => value));

  /** Halving: at each rung the better third of those that came there so far goes on. */
  function halved(seed: number) {
    const random = stream(seed, 0, 'curves');
    const seen: number[][] = rungs.map(() => []);
    const ends: number[] = [];
    const trials = Array.from({ length: 80 }, (_, number) => {
      const whole = curve(random);
      ends.push(best(whole));
      const stop = rungs.find((rung, r) => {
        const value = best(whole.slice(0, rung));
        const rank = seen[r]!.filter((other) => other < value).length;
        seen[r]!.push(value);
        return rank >= Math.ceil(seen[r]!.length / 3);
      });
      const intermediate = whole.slice(0, stop ?? horizon);
      const setting = { batch: 32, loss: 'huber', delta: 0.1 + number / 10 };
      return trial(number, stop === undefined ? 'complete' : 'stopped', {
        setting,
        intermediate,
        value: best(intermediate),
        facts: { horizon },
      });
    });
    return { trials, ends };
  }

  test('are forecast from those that went on, and their intervals hold', () => {
    let [inside, all, betterThanLast] = [0, 0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const { trials, ends } = halved(seed);
      for (const { number, cost, deviation } of gather(trials).early) {
        const off = Math.abs(cost - ends[number]!);
        inside += Number(off < 1.645 * deviation);
        betterThanLast += Number(off < Math.abs(trials[number]!.value! - ends[number]!));
        all += 1;
      }
    }
    expect(all).toBeGreaterThan(1500);
    expect(inside / all).toBeGreaterThan(0.82);
    expect(inside / all).toBeLessThan(0.99);
    expect(betterThanLast / all).toBeGreaterThan(0.85);
  });

  test('the longer a trial was trained, the surer its forecast', () => {
    const { early } = gather(halved(1).trials);
    const spread = (from: number, to: number) => {
      const some = early
        .filter(({ trained }) => trained > from && trained < to)
        .map(({ deviation, cost }) => deviation / cost);
      return some.reduce((sum, each) => sum + each, 0) / some.length;
    };
    expect(spread(0, 0.1)).toBeGreaterThan(1.5 * spread(0.3, 0.6));
  });

  test('are looked at where trials ended, the whole ones too, and the last look is what they came to', () => {
    const { complete, early } = gather(halved(4).trials);
    const shares = rungs.map((rung) => rung / horizon);
    for (const { looks, cost, trained } of [...complete, ...early]) {
      expect(looks.at(-1)).toEqual({ cost, trained });
      expect(looks.map((look) => look.trained)).toEqual([...shares, 1].slice(0, looks.length));
    }
    expect(complete[0]!.looks).toHaveLength(4);
    expect(early.some(({ looks }) => looks.length === 2)).toBe(true);
  });

  test('that lie far behind all that went on are not expected to stay as far behind', () => {
    const behind = (from: number) => {
      const trials = Array.from({ length: 12 }, (_, number) => {
        const [first, last] = [3 + number / 10, 2 + number / 20];
        const intermediate = [
          { epoch: 6, value: first },
          ...(number < 8 ? [{ epoch: horizon, value: last }] : []),
        ];
        return trial(number, number < 8 ? 'complete' : 'stopped', {
          intermediate: number === 11 ? [{ epoch: 6, value: from }] : intermediate,
          value: number < 8 ? last : first,
          facts: { horizon },
        });
      });
      return gather(trials).early.at(-1)!.cost;
    };
    const step = behind(4.1) - behind(4);
    expect(behind(10)).toBeGreaterThan(behind(5));
    expect(behind(10) - behind(4)).toBeLessThan(0.5 * 60 * step);
  });

  test('fall on where they were falling, and stay where they had come to rest', () => {
    /** Best reports of 4 in epoch 2 for those that rest, in epoch 20 for those that fall to 2. */
    const curveOf = (rests: boolean, place: number, epochs: number) =>
      Array.from({ length: epochs }, (_, i) => {
        const falling = 4 - (2 * Math.max(0, i + 1 - 20)) / 40 + 0.1 * (20 - Math.min(20, i + 1));
        return { epoch: i + 1, value: (rests ? (i === 1 ? 4 : 4.5) : falling) + place / 100 };
      });
    const trials = Array.from({ length: 26 }, (_, number) => {
      const goesOn = number < 20;
      const intermediate = curveOf(number % 2 === 0, number % 7, goesOn ? horizon : 20);
      const facts = { horizon };
      return trial(number, goesOn ? 'complete' : 'stopped', {
        intermediate,
        value: best(intermediate),
        facts,
      });
    });
    const { early } = gather(trials);
    expect(early).toHaveLength(6);
    for (const { number, cost } of early) expect(cost).toBeCloseTo(number % 2 === 0 ? 4.03 : 2.03, 1);
  });

  test('are forecast alike when more is better', () => {
    const { trials } = halved(2);
    const mirrored = trials.map((each) => ({
      ...each,
      value: -each.value!,
      intermediate: each.intermediate.map(({ epoch, value }) => ({ epoch, value: -value })),
    }));
    const [own, other] = [gather(trials).early, gather(mirrored, 'maximize').early];
    expect(numbers(other)).toEqual(numbers(own));
    for (const [i, { cost }] of other.entries()) expect(cost).toBeCloseTo(own[i]!.cost, 10);
  });

  test('where none went on, they are silent', () => {
    const { trials } = halved(3);
    const went = trials.filter(({ state }) => state === 'complete');
    const few = trials.map((each) => (went.includes(each) ? { ...each, state: 'failed' as const } : each));
    expect(gather(few).early).toEqual([]);
  });

  test('a foreign study’s last report is its value, where that is what it told', () => {
    const random = stream(5, 0, 'curves');
    const trials = Array.from({ length: 20 }, (_, number) => {
      const intermediate = curve(random).slice(0, number % 2 ? 30 : 10);
      const rising = intermediate.map(({ epoch, value }) => ({ epoch, value: value + (epoch > 5 ? 1 : 0) }));
      return trial(number, number % 2 ? 'complete' : 'stopped', {
        intermediate: rising,
        value: rising.at(-1)!.value,
      });
    });
    const { early } = gather(trials);
    expect(early).toHaveLength(10);
    expect(early[0]!.trained).toBeCloseTo(1 / 3, 12);
  });
});
