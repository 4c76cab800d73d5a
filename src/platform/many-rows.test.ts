import { expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { stream } from '../math/random.js';
import { wasmEngine } from '../network/engine/wasm.js';
import { memoryStore } from '../study/store/memory.js';
import type { TuneEvent } from '../tune/event.js';
import { type Prepared, prepare } from '../tune/prepare.js';
import { replayFinal, replayTrial } from '../tune/replay.js';
import { tuneStudy } from '../tune/tune.js';
import { trialHost } from './trial-host.js';
import type { StartWorker } from './trial-worker.js';
import { workerRunner } from './worker-runner.js';

const random = stream(1, 0, 'table');
const lines = Array.from({ length: 16_000 }, () => {
  const [a, b] = [random.normal(), random.normal()];
  return `${a.toFixed(4)},${b.toFixed(4)},${(a * b + 0.3 * random.normal()).toFixed(4)}`;
});
const table = readTable(new TextEncoder().encode(`a,b,y\n${lines.join('\n')}`), 'made.csv');

/** As if the rows were very many. */
function withManyRows(prepared: Prepared): Prepared {
  const part: Prepared['part'] = (id) => {
    const encoded = prepared.part(id);
    return { ...encoded, part: { ...encoded.part, windowed: true } };
  };
  return { ...prepared, part };
}

const onThisThread: StartWorker = ({ onMessage }) => {
  const hear = trialHost((message) => queueMicrotask(() => onMessage(message)), wasmEngine);
  return { post: hear, terminate() {} };
};

test('a study on many rows begins its trials on few of them, says so, and can be replayed', async () => {
  const prepared = withManyRows(prepare({ table, data: { target: 'y' }, seed: 1 }));
  const { rows } = prepared.part(0).part;
  const store = memoryStore();
  const runner = workerRunner(1, onThisThread);
  const events: TuneEvent[] = [];
  await tuneStudy({
    prepared,
    source: { file: 'made.csv', bytes: 1, sha256: 'made' },
    data: { target: 'y' },
    warnings: [],
    budget: { trials: 2 },
    seed: 1,
    study: 'made',
    store,
    resume: false,
    owner: { id: 'test', isAlive: () => true },
    runner,
    engine: wasmEngine(),
    onEvent: (event) => events.push(event),
    folder: 'none',
    saveModel: async () => 'none',
    began: performance.now(),
  });
  const record = await store.load('made');
  expect(record.facts.windows).toBe(true);
  for (const { facts } of record.trials)
    expect(facts.rows).toEqual(
      [4_096, 4_096, Math.round(rows / 2), rows].map((each) => Math.min(rows, each)),
    );
  const search = events.find((event) => event.event === 'phase' && event.phase === 'search');
  expect(search).toMatchObject({ note: expect.stringContaining('each trial begins on 4,096 rows') });
  expect(await replayTrial(record, 1, prepared, runner)).toMatchObject({ same: true });
  expect(await replayFinal(record, prepared, runner)).toMatchObject({ same: true });
  const forgetful = {
    ...record,
    trials: record.trials.map((trial) => ({ ...trial, facts: { ...trial.facts, rows: undefined } })),
  };
  expect(await replayTrial(forgetful, 1, prepared, runner)).toMatchObject({ same: false });
  await runner.close();
}, 120_000);
