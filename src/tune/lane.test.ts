import { expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { stream } from '../math/random.js';
import { blocksOf } from '../network/engine/blocks-in-memory.js';
import { wasmEngine } from '../network/engine/wasm.js';
import { rungEpochs } from './horizon.js';
import type { OpenBlocks } from './part-rows.js';
import { prepare } from './prepare.js';
import { runTrial } from './run-trial.js';
import type { Part, StoredRows, TrialJob } from './runner.js';

const random = stream(1, 0, 'table');
const lines = Array.from({ length: 6_000 }, () => {
  const [a, b] = [random.normal(), random.normal()];
  return `${a},${b},${a * b + 0.1 * random.normal()}`;
});
const table = readTable(new TextEncoder().encode(`a,b,y\n${lines.join('\n')}`), 'made.csv');
const whole = prepare({ table, data: { target: 'y' }, seed: 1 }).part(0).part;
const windowed: Part = { ...whole, windowed: true };
const rows = whole.rows;
const setting = { layers: 1, neurons: 16, batch_size: 64, learning_rate: 0.01, loss: 'squared' };

const job = (changes: Partial<TrialJob> = {}): TrialJob => ({
  label: 'test',
  setting,
  seed: { seed: 1, trial: 0 },
  parts: [0],
  epochs: 15,
  rungs: [],
  ...changes,
});
const trained = (part: Part, of: TrialJob, openBlocks?: OpenBlocks) =>
  runTrial({
    job: of,
    parts: [part],
    engineFor: () => wasmEngine(),
    openBlocks,
    onEpochs() {},
    onRung: async () => undefined,
    stopRequested: () => undefined,
  });

test('many rows that fit into the window train with the bits of few', async () => {
  expect((await trained(windowed, job())).hash).toBe((await trained(whole, job())).hash);
});

test('rows grow at the rungs, and a trial that is stopped and trained again has the same bits', async () => {
  const growing = job({ rows: [512, 1024, 2048] });
  const all = await trained(windowed, growing);
  expect(all.state).toBe('complete');
  const stopped = await trained(windowed, { ...growing, endAt: 7 });
  expect(stopped.reports.map(({ value }) => value)).toEqual(
    all.reports.slice(0, 7).map(({ value }) => value),
  );
  expect((await trained(windowed, { ...growing, endAt: 7 })).hash).toBe(stopped.hash);
  expect((await trained(windowed, job({ rows: [512, 1024, 1024], endAt: 7 }))).hash).not.toBe(stopped.hash);
});

test('as many rows as there are is all of them', async () => {
  const all = await trained(windowed, job({ rows: [rows] }));
  expect(all.hash).toBe((await trained(windowed, job())).hash);
});

test('more rows in the same epochs teach more', async () => {
  const [few, many] = [await trained(windowed, job({ rows: [256] })), await trained(windowed, job())];
  expect(many.best!.value).toBeLessThan(few.best!.value);
});

test('rows on a disk are opened for a trial, and closed however it ends', async () => {
  const stored: StoredRows = {
    path: 'made.rows',
    rows,
    blockRows: 256,
    inputs: whole.inputs,
    targetWidth: 1,
    scales: ['linear'],
    weighted: false,
  };
  let open = 0;
  let read = 0;
  const openBlocks: OpenBlocks = (given, scale) => {
    expect([given, scale]).toEqual([stored, 'linear']);
    open += 1;
    const examples = { rows, inputs: whole.trainInputs, targets: whole.trainTargets.linear! };
    const blocks = blocksOf(examples, 256);
    return {
      ...blocks,
      read(block, into) {
        read += 1;
        return blocks.read(block, into);
      },
      close: () => void (open -= 1),
    };
  };
  const growing = job({ rows: [512, 1024, 2048] });
  const outcome = await trained({ ...whole, stored }, growing, openBlocks);
  expect(outcome.hash).toBe((await trained(windowed, growing)).hash);
  // 1 epoch, 2, and then 4 and 8, of 2, 4 and 8 blocks.
  expect(rungEpochs(15)).toEqual([1, 3, 7]);
  expect(read).toBe(2 + 2 * 4 + 12 * 8);
  const wrong = { ...setting, batch_size: 600 };
  await expect(trained({ ...whole, stored }, { ...growing, setting: wrong }, openBlocks)).rejects.toThrow(
    'batchSize is 600',
  );
  expect(open).toBe(0);
  await expect(trained({ ...whole, stored }, growing)).rejects.toThrow('made.rows cannot be read here');
});
