import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/** Ordered and cyclic columns and dates, from a file to a saved model and back. */

const { predict, replay, tune } = (await import(
  new URL('../dist/index.js', import.meta.url).href
)) as typeof import('../src/index.js');

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const woods = ['elm', 'ash', 'oak'];
const row = (i: number) => {
  const hour = (i * 5) % 24;
  const size = ['small', 'medium', 'large'][i % 3]!;
  const day = `2024-${String(1 + (i % 12)).padStart(2, '0')}-10 ${String(hour).padStart(2, '0')}:30`;
  const price = (Math.abs(hour - 12) + 3 * (i % 3) + (i % 5)).toFixed(1);
  return [hour, size, woods[(i * 7) % 3], ['early', 'late', 'night'][i % 3], `${hour}:15`, day, price];
};
const header = 'hour,size,wood,shift,left,when,price';
const data = join(folder, 'rides.csv');
writeFileSync(data, `${[header, ...Array.from({ length: 240 }, (_, i) => row(i).join(','))].join('\n')}\n`);

test('are kept in the study and in the model', async () => {
  const storage = join(folder, 'studies.db');
  let inputs: object = {};
  const options = {
    data,
    target: 'price',
    ordinal: { wood: woods },
    cyclic: { shift: ['early', 'late', 'night'] },
    out: folder,
    study: 'rides',
    workers: 1,
  } as const;
  const finished = await tune({
    ...options,
    budget: '2 trials',
    onEvent: (event) => {
      if (event.event === 'data') inputs = event.inputs;
    },
  });
  expect(inputs).toMatchObject({ ordinal: 2, cyclic: 3, date: 1, number: 0, category: 0 });
  expect((await replay({ study: 'rides', storage, trial: 0 })).same).toBe(true);
  await expect(
    tune({ ...options, ordinal: { wood: ['oak', 'ash', 'elm'] }, budget: '3 trials', resume: true }),
  ).rejects.toThrow('was made with what the data mean');
  const { encoders } = JSON.parse(readFileSync(join(finished.model, 'model.json'), 'utf8'));
  expect(encoders[0].columns.map(({ kind }: { kind: string }) => kind)).toEqual([
    'cyclic',
    'ordinal',
    'ordinal',
    'cyclic',
    'cyclic',
    'date',
  ]);
  const odd = [
    { hour: 3, size: 'large', wood: 'oak', shift: 'late', left: '3:15', when: '2024-05-10 03:30' },
    { hour: '', size: 'huge', wood: 'yew', shift: '', left: 'noon', when: 'never' },
  ];
  const { rows, text } = await predict({ model: finished.model, data: odd });
  expect(rows).toBe(2);
  expect(text).not.toMatch(/NaN/);
}, 60_000);
