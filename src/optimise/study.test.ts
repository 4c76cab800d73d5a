import { describe, expect, test } from 'vitest';
import { log10 } from '../math/elementary.js';
import { halving } from '../search/stopping/halving.js';
import { successiveHalving } from '../search/strategy/successive-halving.js';
import { tpe } from '../search/tpe.js';
import { categorical, float, integer, space } from '../space/define.js';
import { memoryStore } from '../study/store/memory.js';
import type { Store } from '../study/store/store.js';
import type { Trial } from '../study/trial.js';
import { type OptimiseOptions, optimise } from './optimise.js';
import type { RunningTrial } from './running-trial.js';
import { openStudy } from './study.js';

const line = space({ x: float(0, 1), kind: categorical(['a', 'b']) });
type Line = typeof line;

/** What two studies are to have in common: everything but the times. */
const essence = (trials: readonly Trial[]) =>
  trials.map(({ number, state, setting, value, intermediate }) => [
    number,
    state,
    setting,
    value,
    intermediate,
  ]);

describe('ask and tell', () => {
  test('search without a loop of ours', async () => {
    const study = await openStudy({ space: line, seed: 3 });
    for (let i = 0; i < 30; i++) {
      const trial = (await study.ask())!;
      await study.tell(trial.number, Math.abs(trial.setting.x - 0.7));
    }
    expect(study.best!.value).toBeLessThan(0.05);
    const { record } = await optimise(({ x }) => Math.abs(x - 0.7), { space: line, seed: 3, trials: 30 });
    expect(essence(study.record.trials)).toEqual(essence(record.trials));
  });

  test('several are asked before one is told, in any order', async () => {
    const study = await openStudy({ space: line });
    const [first, second] = [(await study.ask())!, (await study.ask())!];
    expect(first.setting).not.toEqual(second.setting);
    await study.tell(second.number, 1);
    await study.fail(first.number, 'the machine went away');
    expect(study.record.trials.map(({ state }) => state)).toEqual(['failed', 'complete']);
    await expect(study.tell(0, 1)).rejects.toThrow(/trial 0 .*is failed, and finished trials never change/);
    await expect(study.tell(7, 1)).rejects.toThrow(/has no trial 7/);
  });

  test('a report comes back with the verdict of the stopping rule', async () => {
    const study = await openStudy({ space: line, stopping: halving({ rungs: [1] }) });
    await study.ask();
    await study.ask();
    expect(study.report(0, 1, 0.5)).toEqual({ stop: false });
    expect(study.report(1, 1, 0.6).stop).toBe(true);
  });

  test('a strategy that waits for a report says so', async () => {
    const study = await openStudy({
      space: line,
      fidelity: 9,
      strategy: {
        name: 'one',
        next: ({ trials }) =>
          trials.length === 0 ? { kind: 'start', setting: { x: 0, kind: 'a' }, until: 3 } : { kind: 'wait' },
      },
    });
    expect((await study.ask())!.until).toBe(3);
    await expect(study.ask()).rejects.toThrow(/before a trial in progress is told/);
    expect((await study.tell(0, 1)).state).toBe('paused');
    await study.end();
    expect(study.record.trials[0]).toMatchObject({ state: 'stopped', value: 1 });
  });

  test('enqueued settings come before others, while the study runs', async () => {
    const study = await openStudy({ space: line });
    await study.ask();
    await study.enqueue({ x: 0.25, kind: 'b' });
    await study.enqueue({ kind: 'b' });
    expect((await study.ask())!.setting).toEqual({ x: 0.25, kind: 'b' });
    expect((await study.ask())!.setting).toMatchObject({ kind: 'b' });
    expect((await study.ask())!.number).toBe(3);
    await expect(study.enqueue({ x: 3 })).rejects.toThrow(/x is 3/);
    await expect(study.enqueue({ y: 3 })).rejects.toThrow(/no hyperparameter "y"/);
  });
});

describe('a study that is gone on with', () => {
  const objective = ({ x, kind }: { x: number; kind: string }) => Math.abs(x - 0.7) + (kind === 'a' ? 1 : 0);
  const options = (store: Store, more: Partial<OptimiseOptions<Line>> = {}) =>
    ({ space: line, seed: 5, store, study: 's', resume: true, trials: 25, ...more }) as const;

  test.for([0, 1, 7, 24])('after %i trials has the very trials that it would have had', async (count) => {
    const whole = await optimise(objective, { space: line, seed: 5, trials: 25 });
    const store = memoryStore();
    if (count > 0) await optimise(objective, options(store, { trials: count }));
    const { record } = await optimise(objective, options(store));
    expect(essence(record.trials)).toEqual(essence(whole.record.trials));
    expect(essence((await store.load('s')).trials)).toEqual(essence(record.trials));
  });

  test('after a kill in the midst of a trial runs that one again', async () => {
    const whole = await optimise(objective, { space: line, seed: 5, trials: 25 });
    const store = memoryStore();
    await optimise(objective, options(store, { trials: 11 }));
    // A process that asked and never told.
    await (await openStudy({ space: line, store, study: 's', resume: true })).ask();
    const { record } = await optimise(objective, options(store));
    expect(essence(record.trials)).toEqual(essence(whole.record.trials));
    expect(record.trials[11]!.facts.restarts).toBe(1);
  });

  test('a trial that takes its process with it, again and again, is given up', async () => {
    const store = memoryStore();
    await (await openStudy({ space: line, seed: 5, store, study: 's' })).ask();
    let died = 0;
    const deadly = () => {
      died += 1;
      return new Promise<number>(() => {});
    };
    for (let i = 0; i < 2; i++) {
      void optimise(deadly, options(store));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { record } = await optimise(objective, options(store, { trials: 2 }));
    expect(died).toBe(2);
    expect(record.trials[0]).toMatchObject({
      state: 'failed',
      facts: { reason: 'its process ended 3 times while it ran' },
    });
    expect(record.trials[1]!.state).toBe('complete');
  });

  test('with paused trials too, whose state is lost: they begin anew and end where they would have', async () => {
    const trained: number[] = [];
    const long = ({ x }: { x: number }, trial: RunningTrial<unknown>) => {
      trained.push(trial.from);
      for (let epoch = trial.from + 1; epoch <= trial.until; epoch++)
        trial.report(epoch, Math.abs(x - 0.3) + 1 / epoch);
      trial.save('here');
      return Math.abs(x - 0.3) + 1 / trial.until;
    };
    const halvings = { strategy: successiveHalving({ sampler: tpe() }), fidelity: 9, trials: 20 };
    const whole = await optimise(long, { space: line, seed: 5, ...halvings });
    const store = memoryStore();
    const control = new AbortController();
    let seen = 0;
    const half = await optimise(long, {
      ...options(store, halvings),
      signal: control.signal,
      onEvent: ({ event }) => event === 'paused' && ++seen === 12 && control.abort(),
    });
    expect(half.record.trials.filter(({ state }) => state === 'paused').length).toBeGreaterThan(3);
    trained.length = 0;
    const { record } = await optimise(long, options(store, halvings));
    expect(essence(record.trials)).toEqual(essence(whole.record.trials));
    expect(trained[0]).toBe(0);
  });

  test('is refused with another space, direction or seed, or without being allowed to', async () => {
    const store = memoryStore();
    await optimise(objective, options(store, { trials: 1 }));
    const other = space({ x: float(0, 2), kind: categorical(['a', 'b']) });
    await expect(optimise(() => 1, { ...options(store), space: other })).rejects.toThrow(
      /made with another value of the hyperparameter "x"/,
    );
    await expect(optimise(objective, options(store, { direction: 'maximize' }))).rejects.toThrow(/direction/);
    await expect(optimise(objective, options(store, { seed: 6 }))).rejects.toThrow(/the seed: 5, not 6/);
    await expect(optimise(objective, options(store, { resume: false }))).rejects.toThrow(/already exists/);
  });

  test("by two processes at a time: the one that comes too late ends and says why, and the store keeps the other's trials", async () => {
    const store = memoryStore();
    const early = await openStudy({ space: line, seed: 5, store, study: 's' });
    await early.ask();
    const { record } = await optimise(objective, options(store, { trials: 3 }));
    const refused = {
      kind: 'storage',
      message: expect.stringMatching(/^another process has added trials to study "s" since this one began: /),
      next: expect.stringContaining('one process at a time'),
    };
    await expect(early.tell(0, 99)).rejects.toMatchObject(refused);
    const late = await openStudy({ space: line, seed: 5, store, study: 's', resume: true });
    await optimise(objective, options(store, { trials: 4 }));
    await expect(late.ask()).rejects.toMatchObject(refused);
    expect(essence((await store.load('s')).trials.slice(0, 3))).toEqual(essence(record.trials));
  });

  test('a refusal of the store that nobody else has caused is said as it is', async () => {
    const store = memoryStore();
    const study = await openStudy({ space: line, store, study: 's' });
    await store.remove('s');
    await expect(study.ask()).rejects.toThrow(/^(?!another process).*"s"/);
  });

  test('what waits in its queue waits on', async () => {
    const store = memoryStore();
    const study = await openStudy({ space: line, store, study: 's', first: [{ x: 0.1, kind: 'a' }] });
    await study.enqueue({ x: 0.2, kind: 'a' });
    const first = [
      { x: 0.1, kind: 'a' },
      { x: 0.3, kind: 'b' },
    ];
    const { record } = await optimise(objective, options(store, { seed: undefined, trials: 4, first }));
    expect(record.trials.slice(0, 3).map(({ setting }) => setting.x)).toEqual([0.1, 0.2, 0.3]);
  });
});

describe('an objective that asks for its hyperparameters', () => {
  const network = (_: unknown, trial: RunningTrial<unknown>) => {
    const rate = trial.float('rate', 1e-5, 1, { log: true });
    const layers = trial.integer('layers', 0, 3);
    let cost = Math.abs(log10(rate) + 3);
    for (let layer = 0; layer < layers; layer++)
      cost += Math.abs(trial.powers(`width_${layer}`, 2, 8, 64) - 32) / 32;
    if (trial.boolean('norm')) cost += trial.ordinal('group', [1, 2, 4]) / 10;
    return cost + (trial.categorical('loss', ['l1', 'l2']) === 'l1' ? 1 : 0);
  };

  test('needs no space; the sampler learns from what was asked for', async () => {
    const { record, best } = await optimise(network, { trials: 80 });
    expect(best!.value).toBeLessThan(0.35);
    expect(Object.keys(record.space)).toEqual(
      expect.arrayContaining(['rate', 'layers', 'width_2', 'group', 'loss']),
    );
    for (const { setting } of record.trials) {
      expect('width_2' in setting).toBe(setting.layers === 3);
      expect('group' in setting).toBe(setting.norm);
      expect(trialNames(setting)).toContain('loss');
    }
  });
  const trialNames = (setting: object) => Object.keys(setting);

  test('may have a space beside; asking for a declared name gives its value', async () => {
    const { record } = await optimise(
      ({ x }, trial) => {
        expect(trial.float('x', 0, 1)).toBe(x);
        return x + trial.integer('n', 1, 3) + trial.integer('n', 1, 3);
      },
      { space: line, trials: 5 },
    );
    for (const { setting, value } of record.trials)
      expect(value).toBeCloseTo((setting.x as number) + 2 * (setting.n as number), 12);
  });

  test('goes on as it would have, with one process or two', async () => {
    const whole = await optimise(network, { trials: 40, seed: 2 });
    const store = memoryStore();
    const options = { store, study: 's', resume: true, seed: 2 };
    await optimise(network, { ...options, trials: 17 });
    const { record } = await optimise(network, { ...options, trials: 40 });
    expect(essence(record.trials)).toEqual(essence(whole.record.trials));
    expect(record.space).toEqual(whole.record.space);
  });

  test('enqueued values are those it gets', async () => {
    const study = await openStudy({});
    await study.enqueue({ rate: 0.01, layers: 0 });
    const trial = (await study.ask())!;
    expect([trial.float('rate', 1e-5, 1, { log: true }), trial.integer('layers', 0, 3)]).toEqual([0.01, 0]);
  });

  test('bounds may change from trial to trial, kinds may not', async () => {
    const { record } = await optimise(
      (_, trial) => (trial.number < 2 ? trial.float('x', 0, 1 + trial.number) : trial.integer('x', 0, 1)),
      { trials: 3 },
    );
    expect(record.trials.map(({ state }) => state)).toEqual(['complete', 'complete', 'failed']);
    expect(record.space.x).toEqual(float(0, 2));
    expect(record.trials[2]!.facts.reason).toMatch(/x was float \(0 to 2\) before and is integer/);
  });

  test('what exists under a condition is not asked for without it', async () => {
    const conditional = space({
      kind: categorical(['a', 'b']),
      extra: integer(1, 3, { when: { parameter: 'kind', values: ['b'] } }),
    });
    const { record } = await optimise((_, trial) => trial.integer('extra', 1, 3), {
      space: conditional,
      trials: 6,
    });
    for (const { setting, state } of record.trials)
      expect(state).toBe(setting.kind === 'b' ? 'complete' : 'failed');
  });
});
