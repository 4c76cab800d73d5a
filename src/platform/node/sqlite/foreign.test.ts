import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../study/store/store.js';
import { openDatabase } from './driver.js';
import { openSqlite } from './open.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-foreign-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows as Optuna writes them; `npm run check:optuna` asks Optuna itself. */
const rows = `
INSERT INTO studies VALUES (1, 'theirs'), (2, 'pareto');
INSERT INTO study_directions VALUES (1, 'MAXIMIZE', 1, 0), (2, 'MINIMIZE', 2, 0), (3, 'MINIMIZE', 2, 1);
INSERT INTO study_user_attributes VALUES (1, 1, 'note', '{"score": NaN}');
INSERT INTO trials VALUES
  (1, 0, 1, 'COMPLETE', '2026-02-03 04:05:06.123456', '2026-02-03 04:05:07.000001'),
  (2, 1, 1, 'PRUNED', '2026-02-03 04:05:06', '2026-02-03 04:05:08.500000'),
  (3, 2, 1, 'FAIL', '2026-02-03 04:05:06.000000', '2026-02-03 04:05:09.000000'),
  (4, 3, 1, 'WAITING', NULL, NULL);
INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES
  (1, 'rate', 0.5, '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.1, "high": 1.0, "log": true}}'),
  (1, 'mode', 1.0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["a", null, true, 2]}}'),
  (2, 'rate', 2.5, '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.5, "high": 3.0, "log": true}}'),
  (2, 'width', 16.0, '{"name": "IntDistribution", "attributes": {"log": false, "step": 8, "low": 8, "high": 24}}');
INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (1, 0, NULL, 'INF_NEG'), (2, 0, 7.5, 'FINITE');
INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES
  (2, 1, 7.5, 'FINITE'), (2, 0, NULL, 'NAN');
INSERT INTO trial_user_attributes (trial_id, "key", value_json) VALUES (2, 'who', '"a person"');
`;

describe('a study that Optuna made', () => {
  const path = join(folder, 'theirs.db');
  let store: Store;
  beforeAll(async () => {
    await openSqlite(path).close();
    const database = openDatabase(path);
    // As Optuna leaves it: without our tables.
    database.exec(`DROP TABLE sweetspot_study; DROP TABLE sweetspot_trial; DROP TABLE sweetspot_checkpoint;
      DROP TRIGGER sweetspot_study_deleted; DROP TRIGGER sweetspot_trial_deleted;
      DROP TRIGGER sweetspot_checkpoint_deleted;${rows}`);
    database.close();
    store = openSqlite(path);
  });
  afterAll(() => store.close());

  test('is read whole', async () => {
    const second = Date.UTC(2026, 1, 3, 4, 5, 6);
    expect(await store.load('theirs')).toEqual({
      name: 'theirs',
      direction: 'maximize',
      space: {
        rate: { kind: 'float', low: 0.1, high: 3, log: true },
        mode: { kind: 'categorical', choices: ['a', 'None', true, 2] },
        width: { kind: 'integer', low: 8, high: 24, log: false, step: 8 },
      },
      facts: { note: { score: Number.NaN } },
      trials: [
        {
          number: 0,
          state: 'complete',
          setting: { rate: 0.5, mode: 'None' },
          value: Number.NEGATIVE_INFINITY,
          intermediate: [],
          facts: {},
          started: second + 123,
          finished: second + 1000,
        },
        {
          number: 1,
          state: 'stopped',
          setting: { rate: 2.5, width: 16 },
          value: 7.5,
          intermediate: [
            { epoch: 0, value: Number.NaN },
            { epoch: 1, value: 7.5 },
          ],
          facts: { who: 'a person' },
          started: second,
          finished: second + 2500,
        },
        {
          number: 2,
          state: 'failed',
          setting: {},
          intermediate: [],
          facts: {},
          started: second,
          finished: second + 3000,
        },
        { number: 3, state: 'running', setting: {}, intermediate: [], facts: { waiting: true }, started: 0 },
      ],
    });
  });

  test('is listed, and one with several objectives is refused by name', async () => {
    expect(
      (await store.list()).map(({ name, direction, trials }) => [name, direction, trials.running]),
    ).toEqual([
      ['theirs', 'maximize', 1],
      ['pareto', 'minimize', 0],
    ]);
    await expect(store.load('pareto')).rejects.toThrow('study "pareto" has 2 objectives');
  });

  test('can be gone on with, in the distributions that it has', async () => {
    await store.write('theirs', [
      { kind: 'started', number: 4, setting: { rate: 0.7, mode: true, width: 24 }, time: 0 },
      { kind: 'finished', number: 4, state: 'complete', value: 1, time: 1 },
    ]);
    expect((await store.load('theirs')).trials[4]).toMatchObject({
      setting: { rate: 0.7, mode: true, width: 24 },
      value: 1,
    });
    const database = openDatabase(path);
    const written = database.prepare('SELECT DISTINCT distribution_json AS json FROM trial_params').all();
    database.close();
    const different = new Set(written.map(({ json }) => JSON.stringify(JSON.parse(String(json)))));
    expect(different.size).toBe(4);
  });
});
