import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SweetspotError } from '../../error.js';
import { boolean, categorical, float, integer, powers, space } from '../../space/define.js';
import { abandonRunning, endPaused } from '../history.js';
import type { Change, Store } from './store.js';

/** A space with every kind of hyperparameter, a condition and a prior; stores must give it back unchanged. */
export const contractSpace = space({
  batch_size: powers(2, 8, 64, { prior: { centre: 32, confidence: 0.5 } }),
  loss: categorical(['squared', 'absolute', 'huber']),
  huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  learning_rate: float(1e-5, 1, { log: true }),
  neurons: integer(4, 512, { log: true }),
  layers: integer(0, 4),
  flag: boolean(),
});

export const contractSetting = {
  batch_size: 32,
  loss: 'huber',
  huber_delta: 0.1 + 0.2,
  learning_rate: 1 / 3,
  neurons: 77,
  layers: 0,
  flag: true,
};

const time = Date.UTC(2026, 1, 3, 4, 5, 6, 78);

const started = (number: number, more: Partial<Extract<Change, { kind: 'started' }>> = {}): Change => ({
  kind: 'started',
  number,
  setting: contractSetting,
  time,
  ...more,
});
const reported = (number: number, ...values: number[]): Change => ({
  kind: 'reported',
  number,
  values: values.map((value, i) => ({ epoch: i + 1, value })),
});
const finished = (
  number: number,
  state: 'complete' | 'stopped' | 'diverged' | 'failed',
  value?: number,
): Change => ({
  kind: 'finished',
  number,
  state,
  time: time + 1500,
  ...(value === undefined ? {} : { value }),
});

/** What every store does. `makeStore` gives an empty one; `reopen` gives another handle on the same studies where that can be. */
export function describeStore(
  name: string,
  makeStore: () => Promise<Store>,
  reopen?: (store: Store) => Promise<Store>,
): void {
  describe(`${name} keeps the store's contract`, () => {
    let store: Store;
    const study = {
      name: 'houses',
      direction: 'minimize',
      space: contractSpace,
      facts: { seed: 7 },
    } as const;

    beforeEach(async () => {
      store = await makeStore();
      await store.create(study);
    });
    afterEach(() => store.close());

    const load = async () => (reopen ? (await reopen(store)).load('houses') : store.load('houses'));

    async function rejects(work: Promise<unknown>, pattern: RegExp): Promise<SweetspotError> {
      const error = await work.then(
        () => undefined,
        (caught: unknown) => caught,
      );
      expect(error).toBeInstanceOf(SweetspotError);
      expect((error as SweetspotError).message).toMatch(pattern);
      return error as SweetspotError;
    }

    test('a new study comes back as it was given', async () => {
      expect(await load()).toEqual({ ...study, trials: [] });
    });

    test('a trial comes back with all its digits', async () => {
      await store.write('houses', [
        started(0, { facts: { proposer: 'tpe' } }),
        reported(0, 0.1 + 0.2, 1 / 3),
      ]);
      const running = {
        number: 0,
        state: 'running',
        setting: contractSetting,
        intermediate: [
          { epoch: 1, value: 0.1 + 0.2 },
          { epoch: 2, value: 1 / 3 },
        ],
        facts: { proposer: 'tpe' },
        started: time,
      };
      expect((await load()).trials).toEqual([running]);
      await store.write('houses', [{ ...finished(0, 'complete', 1 / 7), facts: { epochs: 2 } } as Change]);
      expect((await load()).trials).toEqual([
        {
          ...running,
          state: 'complete',
          value: 1 / 7,
          facts: { proposer: 'tpe', epochs: 2 },
          finished: time + 1500,
        },
      ]);
    });

    test('each state keeps its meaning', async () => {
      await store.write('houses', [
        ...[0, 1, 2, 3, 4, 5].map((number) => started(number)),
        reported(1, 3, 2),
        reported(2, Number.POSITIVE_INFINITY, Number.NaN, Number.NEGATIVE_INFINITY),
        reported(5, 1, Number.NaN),
        finished(0, 'complete', Number.POSITIVE_INFINITY),
        finished(1, 'stopped'),
        finished(2, 'diverged'),
        finished(3, 'failed', 4),
        finished(5, 'stopped'),
      ]);
      const { trials } = await load();
      expect(trials.map(({ state, value }) => [state, value])).toEqual([
        ['complete', Number.POSITIVE_INFINITY],
        ['stopped', 2],
        ['diverged', undefined],
        ['failed', undefined],
        ['running', undefined],
        ['stopped', undefined],
      ]);
      expect(trials[2]!.intermediate.map(({ value }) => value)).toEqual([
        Number.POSITIVE_INFINITY,
        Number.NaN,
        Number.NEGATIVE_INFINITY,
      ]);
      const [summary] = await store.list();
      expect(summary!.trials).toEqual({
        running: 1,
        paused: 0,
        complete: 1,
        stopped: 2,
        diverged: 1,
        failed: 1,
      });
      expect(summary!.best).toBeUndefined();
    });

    test('a report for an epoch that has one replaces it, and epochs come back in order', async () => {
      await store.write('houses', [
        started(0),
        { kind: 'reported', number: 0, values: [{ epoch: 5, value: 5 }] },
        {
          kind: 'reported',
          number: 0,
          values: [
            { epoch: 2, value: 2 },
            { epoch: 5, value: 6 },
          ],
        },
      ]);
      expect((await load()).trials[0]!.intermediate).toEqual([
        { epoch: 2, value: 2 },
        { epoch: 5, value: 6 },
      ]);
    });

    test('noted facts replace those of the same name', async () => {
      const facts = {
        seed: 8,
        nested: { list: [1, null, 'ä', Number.NaN, Number.NEGATIVE_INFINITY] },
        ':odd "key"': false,
      };
      await store.write('houses', [
        { kind: 'noted', facts: { report: 1 } },
        { kind: 'noted', facts },
      ]);
      expect((await load()).facts).toEqual({ ...facts, report: 1 });
      expect((await store.list())[0]!.facts).toEqual({ ...facts, report: 1 });
    });

    test('a write is all or nothing', async () => {
      await rejects(store.write('houses', [started(0), reported(0, 1), finished(1, 'failed')]), /no trial 1/);
      expect((await load()).trials).toEqual([]);
    });

    test('numbers follow each other from 0', async () => {
      await rejects(store.write('houses', [started(1)]), /trial 1 cannot be started.*next trial is number 0/);
    });

    test('a finished trial never changes', async () => {
      await store.write('houses', [
        started(0),
        started(1),
        finished(0, 'complete', 1),
        finished(1, 'diverged'),
      ]);
      await rejects(store.write('houses', [reported(0, 1)]), /trial 0 .*is complete, and finished/);
      await rejects(store.write('houses', [finished(1, 'failed')]), /trial 1 .*is diverged, and finished/);
    });

    test('a trial that is paused keeps its reports, and goes on or ends', async () => {
      const paused = (number: number): Change => ({
        kind: 'paused',
        number,
        time: time + 10,
        facts: { at: 1 },
      });
      const continued = (number: number): Change => ({ kind: 'continued', number, time: time + 20 });
      await store.write('houses', [
        ...[0, 1, 2, 3].map((number) => started(number)),
        ...[0, 1, 2].flatMap((number) => [reported(number, 3, 2), paused(number)]),
        paused(3),
      ]);
      const states = async () => (await load()).trials.map(({ state }) => state);
      expect(await states()).toEqual(['paused', 'paused', 'paused', 'paused']);
      expect((await store.list())[0]!.trials).toMatchObject({ paused: 4, running: 0 });
      await rejects(store.write('houses', [reported(0, 1)]), /trial 0 .*is paused; it has to be continued/);
      await rejects(store.write('houses', [paused(0)]), /trial 0 .*is paused/);
      await store.write('houses', [
        continued(0),
        { kind: 'reported', number: 0, values: [{ epoch: 3, value: 1 }] },
      ]);
      await rejects(store.write('houses', [continued(0)]), /trial 0 .*is running; only a paused trial/);
      expect(await states()).toEqual(['running', 'paused', 'paused', 'paused']);
      await store.write('houses', [finished(0, 'complete', 1), finished(2, 'failed')]);
      await store.write('houses', endPaused((await load()).trials, time + 30));
      const { trials } = await load();
      expect(trials.map(({ state, value }) => [state, value])).toEqual([
        ['complete', 1],
        ['stopped', 2],
        ['failed', undefined],
        ['stopped', undefined],
      ]);
      expect(trials[0]!.intermediate.map(({ value }) => value)).toEqual([3, 2, 1]);
      expect(trials[1]).toMatchObject({
        facts: { at: 1, reason: 'it was paused when the study ended' },
        finished: time + 30,
      });
      await rejects(store.write('houses', [continued(1)]), /trial 1 .*is stopped, and finished/);
    });

    test('a hyperparameter that turns up in a trial joins its setting and the space', async () => {
      const suggested = (number: number, high: number, value: number): Change => ({
        kind: 'suggested',
        number,
        name: 'dropout',
        parameter: float(0, high, { step: 0.1 }),
        value,
      });
      const free = { ...study, name: 'free', space: {} };
      await store.create(free);
      await store.write('free', [
        started(0, { setting: {} }),
        suggested(0, 0.5, 0.3),
        finished(0, 'complete', 1),
      ]);
      await store.write('free', [started(1, { setting: { dropout: 0.1 } }), finished(1, 'failed')]);
      await store.write('free', [started(2, { setting: {} }), suggested(2, 0.8, 0.8)]);
      const { space: grown, trials } = await (reopen ? await reopen(store) : store).load('free');
      expect(grown).toEqual({ dropout: float(0, 0.8, { step: 0.1 }) });
      expect(trials.map(({ setting }) => setting)).toEqual([
        { dropout: 0.3 },
        { dropout: 0.1 },
        { dropout: 0.8 },
      ]);
      await rejects(
        store.write('free', [suggested(2, 0.5, 0.7)]),
        /dropout is 0.7, but it is a number from 0 to 0.5/,
      );
      await rejects(store.write('free', [suggested(1, 0.5, 0.2)]), /trial 1 .*is failed, and finished/);
      const other: Change = {
        kind: 'suggested',
        number: 2,
        name: 'dropout',
        parameter: integer(0, 1),
        value: 1,
      };
      await rejects(store.write('free', [other]), /dropout was float .* before and is integer .* now/);
    });

    test('what a dead process left paused stays so', async () => {
      await store.write('houses', [started(0), started(1), { kind: 'paused', number: 0, time }]);
      await store.write('houses', abandonRunning((await load()).trials, time));
      expect((await load()).trials.map(({ state }) => state)).toEqual(['paused', 'failed']);
    });

    test('a complete trial has a number', async () => {
      await store.write('houses', [started(0)]);
      await rejects(
        store.write('houses', [finished(0, 'complete')]),
        /cannot be complete with the value undefined/,
      );
      await rejects(store.write('houses', [finished(0, 'complete', Number.NaN)]), /value NaN/);
    });

    test('a setting has to lie in the space', async () => {
      const wrong = (setting: object) => store.write('houses', [started(0, { setting: setting as never })]);
      await rejects(wrong({ ...contractSetting, batch_size: 33 }), /batch_size is 33/);
      await rejects(wrong({ ...contractSetting, learning_rat: 1 }), /no hyperparameter "learning_rat"/);
    });

    test('unknown and taken names say which there are', async () => {
      const taken = await rejects(store.create(study), /"houses" already exists/);
      expect(taken.kind).toBe('usage');
      const unknown = await rejects(store.load('house'), /no study "house"/);
      expect(unknown.next).toBe('Did you mean "houses"?');
      await rejects(store.write('hauses', []), /no study "hauses"/);
      await rejects(store.remove('x'), /no study "x"/);
      await rejects(store.create({ ...study, name: '' }), /cannot name a study/);
    });

    test('the list shows the best by the direction', async () => {
      await store.create({ ...study, name: 'scores', direction: 'maximize' });
      for (const name of ['houses', 'scores'])
        await store.write(name, [
          ...[0, 1, 2].map((number) => started(number)),
          finished(0, 'complete', 2),
          finished(1, 'complete', 3),
          finished(2, 'stopped', 9),
        ]);
      expect((await store.list()).map(({ name, best, direction }) => [name, direction, best])).toEqual([
        ['houses', 'minimize', 2],
        ['scores', 'maximize', 3],
      ]);
    });

    test('a removed study leaves nothing behind, nor does it touch others', async () => {
      await store.create({ ...study, name: 'other' });
      await store.write('houses', [
        started(0, { facts: { a: 1 } }),
        reported(0, 1),
        finished(0, 'complete', 1),
      ]);
      await store.write('other', [started(0, { facts: { b: 1 } }), reported(0, 5)]);
      await store.remove('houses');
      expect((await store.list()).map(({ name }) => name)).toEqual(['other']);
      await store.create({ ...study, facts: {} });
      expect(await load()).toEqual({ ...study, facts: {}, trials: [] });
      expect((await store.load('other')).trials[0]).toMatchObject({
        facts: { b: 1 },
        intermediate: [{ value: 5 }],
      });
    });

    test('what was given and what is given back is no part of the store', async () => {
      const facts = { list: [1] };
      await store.write('houses', [{ kind: 'noted', facts }]);
      facts.list.push(2);
      const loaded = await store.load('houses');
      (loaded.facts.list as number[]).push(3);
      expect((await store.load('houses')).facts.list).toEqual([1]);
    });

    test('trials that a dead process left running can be given up', async () => {
      await store.write('houses', [started(0), started(1), finished(0, 'complete', 1)]);
      await store.write('houses', abandonRunning((await load()).trials, time));
      expect((await load()).trials.map(({ state }) => state)).toEqual(['complete', 'failed']);
    });
  });
}
