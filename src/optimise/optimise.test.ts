import { describe, expect, test } from 'vitest';
import { onStagnation } from '../search/ending/simple.js';
import { grid } from '../search/grid.js';
import { random } from '../search/random.js';
import type { Sampler } from '../search/sampler.js';
import { halving } from '../search/stopping/halving.js';
import { successiveHalving } from '../search/strategy/successive-halving.js';
import { categorical, float, integer, space } from '../space/define.js';
import { memoryStore } from '../study/store/memory.js';
import type { Store } from '../study/store/store.js';
import type { Trial } from '../study/trial.js';
import { type OptimiseEvent, type OptimiseOptions, optimise } from './optimise.js';
import type { Objective } from './run-trial.js';

const line = space({ x: float(0, 1), n: integer(1, 5) });
type Line = typeof line;
const bowl = ({ x, n }: { x: number; n: number }) => (x - 0.3) * (x - 0.3) + n;

const statesOf = (trials: readonly Trial[]) => trials.map(({ state }) => state);
const settingsOf = (trials: readonly Trial[]) => trials.map(({ setting }) => setting);
const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('optimise', () => {
  test('finds a good setting, with an objective that answers at once or later', async () => {
    const at = await optimise(bowl, { space: line, trials: 60 });
    expect(at.best!.value).toBeLessThan(1.02);
    expect(at.ended).toBe('it has its 60 trials');
    const inTime = await optimise(async (setting) => bowl(setting), { space: line, trials: 60 });
    expect(settingsOf(inTime.record.trials)).toEqual(settingsOf(at.record.trials));
  });

  test('maximises where that is wanted, and ends at a target', async () => {
    const { best, ended, record } = await optimise(({ x }) => x, {
      space: line,
      direction: 'maximize',
      trials: 500,
      target: 0.95,
    });
    expect(best!.value).toBeGreaterThanOrEqual(0.95);
    expect(record.trials.length).toBeLessThan(100);
    expect(ended).toMatch(/^its target of 0.95 is reached: (0.9|1$)/);
  });

  test('runs as many trials at a time as there are workers, and waits for none of the others', async () => {
    let [now, most] = [0, 0];
    const order: number[] = [];
    await optimise(
      async (_, { number }) => {
        most = Math.max(most, ++now);
        await later(number === 0 ? 60 : 5);
        now -= 1;
        order.push(number);
        return number;
      },
      { space: line, trials: 8, workers: 3 },
    );
    expect(most).toBe(3);
    expect(order.indexOf(0)).toBeGreaterThan(4);
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('what an objective does wrong ends its trial and no other, and is no lesson for the sampler', async () => {
    const wrong: (() => unknown)[] = [
      () => Number.NaN,
      () => Number.POSITIVE_INFINITY,
      () => Number.NEGATIVE_INFINITY,
      () => undefined,
      () => '0.5',
      () => ({ value: 1 }),
      () => {
        throw new Error('no such file');
      },
      () => {
        throw 'a text';
      },
      () => 1,
    ];
    const { record, best } = await optimise((_, { number }) => wrong[number]!() as number, {
      space: line,
      trials: wrong.length,
    });
    expect(record.trials.map(({ state, facts }) => [state, facts.reason])).toEqual([
      ['diverged', 'the objective returned NaN'],
      ['diverged', 'the objective returned Infinity'],
      ['failed', 'the objective returned -Infinity, which nothing could ever beat'],
      ['failed', 'the objective returned undefined, not a number'],
      ['failed', 'the objective returned the text "0.5", not a number'],
      ['failed', 'the objective returned an object, not a number'],
      ['failed', 'no such file'],
      ['failed', 'the objective threw the text "a text"'],
      ['complete', undefined],
    ]);
    expect(best!.number).toBe(8);
    expect(record.trials.every(({ state, value }) => state === 'complete' || value === undefined)).toBe(true);
  });

  test('a trial that never gives anything back fails when its time is up, and what it says later is not heard', async () => {
    const aborted: unknown[] = [];
    const { record } = await optimise(
      async (_, trial) => {
        trial.signal.addEventListener('abort', () => aborted.push((trial.signal.reason as Error).message));
        if (trial.number === 0) {
          setTimeout(() => trial.report(1, 0), 60);
          return new Promise<number>(() => {});
        }
        await later(40);
        return 1;
      },
      { space: line, trials: 3, timeout: 0.05 },
    );
    expect(record.trials.map(({ state, facts }) => [state, facts.reason])).toEqual([
      ['failed', 'it gave nothing back within 0.05 s'],
      ['complete', undefined],
      ['complete', undefined],
    ]);
    expect(record.trials[0]!.intermediate).toEqual([]);
    expect(aborted).toEqual(['it gave nothing back within 0.05 s']);
  });

  test('seconds end it, whether or not the objective ever waits; what is in progress stops where it is', async () => {
    const busy = await optimise(bowl, { space: line, seconds: 0.1, sampler: random() });
    expect(busy.ended).toBe('its 0.1 s are over');
    const { record } = await optimise(
      async (_, trial) => {
        if (trial.number === 0) trial.report(1, 7);
        await later(10_000);
        return 1;
      },
      { space: line, seconds: 0.05, workers: 2 },
    );
    expect(record.trials.map(({ state, value }) => [state, value])).toEqual([
      ['stopped', 7],
      ['failed', undefined],
    ]);
    expect(record.trials[0]!.facts.reason).toBe('the study ended: its 0.05 s are over');
  });

  test('a signal ends it', async () => {
    const control = new AbortController();
    const { ended, record } = await optimise(bowl, {
      space: line,
      signal: control.signal,
      onEvent: (event) => event.event === 'finished' && event.trial.number === 4 && control.abort(),
    });
    expect([ended, record.trials.length]).toEqual(['it was interrupted', 5]);
  });

  test('reports may come twice or out of order; the last of an epoch counts', async () => {
    const { record } = await optimise(
      (_, trial) => {
        for (const [epoch, value] of [
          [3, 3],
          [1, 1],
          [3, 9],
          [2, Number.NaN],
        ] as const)
          trial.report(epoch, value);
        if (trial.number === 1) trial.report(1.5, 1);
        if (trial.number === 2) trial.report(1, 'low' as never);
        return 0;
      },
      { space: line, trials: 3 },
    );
    expect(record.trials[0]!.intermediate).toEqual([
      { epoch: 1, value: 1 },
      { epoch: 2, value: Number.NaN },
      { epoch: 3, value: 9 },
    ]);
    expect(record.trials.map(({ state, facts }) => [state, facts.reason])).toEqual([
      ['complete', undefined],
      ['failed', 'trial 1 reported epoch 1.5'],
      ['failed', 'trial 2 reported "low" at epoch 1'],
    ]);
  });

  test('a stopping rule stops those that ask', async () => {
    const objective =
      (asks: boolean): Objective<Line> =>
      (_, trial) => {
        for (let epoch = 1; epoch <= 9; epoch++) {
          trial.report(epoch, trial.number);
          if (!asks || !trial.shouldStop()) continue;
          if (trial.number % 2 === 0) return 99;
          throw new Error('stopped');
        }
        return trial.number;
      };
    const options = { space: line, trials: 4, stopping: halving({ rungs: [3] }) };
    const { record } = await optimise(objective(true), options);
    expect(
      record.trials.map(({ state, value, intermediate }) => [state, value, intermediate.length]),
    ).toEqual([
      ['complete', 0, 9],
      ['stopped', 1, 3],
      ['stopped', 2, 3],
      ['stopped', 3, 3],
    ]);
    expect(record.trials[1]!.facts.reason).toBe('2nd of 2 at epoch 3, only the best goes on');
    expect(statesOf((await optimise(objective(false), options)).record.trials)).toEqual(
      Array.from({ length: 4 }, () => 'complete'),
    );
  });

  test('a strategy pauses trials and goes on with them from what they saved', async () => {
    const epochs: number[] = [];
    const events: string[] = [];
    const { record, best } = await optimise(
      ({ x }, trial) => {
        expect(trial.state).toBe(trial.from === 0 ? undefined : trial.from);
        for (let epoch = trial.from + 1; epoch <= trial.until; epoch++) {
          epochs.push(epoch);
          trial.report(epoch, Math.abs(x - 0.3) + 1 / epoch);
        }
        trial.save(trial.until);
        return Math.abs(x - 0.3) + 1 / trial.until;
      },
      {
        space: line,
        trials: 20,
        strategy: successiveHalving(),
        fidelity: 9,
        onEvent: ({ event }) => events.push(event),
      },
    );
    const deepest = record.trials.map(({ intermediate }) => intermediate.at(-1)!.epoch);
    expect(new Set(deepest)).toEqual(new Set([1, 3, 9]));
    expect(epochs.length).toBe(deepest.reduce((sum, epoch) => sum + epoch, 0));
    expect(new Set(statesOf(record.trials))).toEqual(new Set(['complete', 'stopped']));
    expect(best!.intermediate.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(events.filter((event) => event === 'paused').length).toBeGreaterThan(20);
  });

  test('a space that is used up ends it, unless settings may repeat', async () => {
    const small = space({ a: categorical(['x', 'y']), b: integer(1, 3) }, { forbid: [{ a: 'x', b: 2 }] });
    const first = await optimise(({ b }) => b, { space: small, trials: 50 });
    expect([first.ended, first.record.trials.length]).toEqual(['every setting of the space was tried', 5]);
    const again = await optimise(({ b }) => b, { space: small, trials: 12, repeat: true });
    expect(again.record.trials.length).toBe(12);
  });

  test('a grid ends by itself, and one that is larger than the budget says so before', async () => {
    const points = { points: { x: 5 } };
    const whole = await optimise(bowl, { space: line, sampler: grid(points) });
    expect([whole.ended, whole.record.trials.length]).toEqual(['the grid has nothing left to propose', 25]);
    const events: OptimiseEvent[] = [];
    await optimise(bowl, {
      space: line,
      sampler: grid(points),
      trials: 10,
      onEvent: (event) => events.push(event),
    });
    expect(events[0]).toEqual({
      event: 'notice',
      text: 'the grid has 25 settings, of which 10 will be tried',
    });
  });

  test('an ending rule says when it is enough, in a study that was resumed too', async () => {
    const ending = onStagnation({ trials: 6 });
    const store = memoryStore();
    const options = { space: line, store, study: 's', resume: true, ending, sampler: random() };
    const whole = await optimise(bowl, { ...options, store: memoryStore() });
    expect(whole.ended).toBe('6 of 6 trials in a row without a better one');
    await optimise(bowl, { ...options, trials: 3 });
    const { record } = await optimise(bowl, options);
    expect(settingsOf(record.trials)).toEqual(settingsOf(whole.record.trials));
    expect(record.facts.seconds).toBeGreaterThanOrEqual(0);
  });

  test('settings to try first come first, parts of one completed', async () => {
    const { record } = await optimise(bowl, {
      space: line,
      trials: 4,
      first: [{ x: 0.3, n: 1 }, { n: 5 }],
    });
    expect(record.trials[0]!.setting).toEqual({ x: 0.3, n: 1 });
    expect(record.trials[1]!.setting.n).toBe(5);
    expect(record.trials.map(({ facts }) => facts.proposer)).toEqual(['queue', 'queue', 'auto', 'auto']);
    await expect(optimise(bowl, { space: line, trials: 1, first: [{ x: 2 }] })).rejects.toThrow(/x is 2/);
  });

  test.for<[Partial<OptimiseOptions<Line>>, RegExp]>([
    [{}, /nothing would end the study/],
    [{ trials: 0 }, /trials is 0/],
    [{ trials: 1, workers: 1.5 }, /workers is 1.5/],
    [{ seconds: -1 }, /seconds is -1/],
    [{ trials: 1, direction: 'up' as never }, /the direction is "up"/],
    [{ trials: 1, seed: -1 }, /the seed is -1/],
    [{ trials: 1, target: Number.NaN }, /the target is NaN/],
    [{ trials: 1, strategy: successiveHalving() }, /needs to know how far a trial can be trained/],
    [
      { trials: 1, strategy: successiveHalving(), sampler: random(), fidelity: 3 },
      /a sampler and a strategy/,
    ],
    [{ trials: 1, fidelity: 0.5 }, /trained for 1 to 0.5 epochs/],
    [{ trials: 1, store: memoryStore() }, /needs a name/],
  ])('%o is refused', async ([options, message]) => {
    await expect(optimise(bowl, { space: line, ...options })).rejects.toThrow(message);
  });

  test('an error of the sampler or the store is not swallowed', async () => {
    const broken: Sampler = {
      name: 'broken',
      propose() {
        throw new Error('no idea');
      },
    };
    await expect(optimise(bowl, { space: line, trials: 2, sampler: broken })).rejects.toThrow('no idea');
    const full: Store = { ...memoryStore(), write: () => Promise.reject(new Error('disk full')) };
    await expect(optimise(bowl, { space: line, trials: 2, store: full, study: 's' })).rejects.toThrow(
      'disk full',
    );
  });
});
