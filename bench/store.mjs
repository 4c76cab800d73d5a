// How long the SQLite store takes for a study of 1,000 trials: node bench/store.mjs (after npm run build).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../dist/platform/node/open-store.js';
import { categorical, float, powers, space } from '../dist/space/define.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-bench-'));
const store = await openStore(join(folder, 'studies.db'));
const name = 'bench';
const over = space({
  batch_size: powers(2, 8, 4096),
  loss: categorical(['a', 'b']),
  rate: float(1e-5, 1, { log: true }),
});
const setting = { batch_size: 8, loss: 'a', rate: 0.1 };
const time = Date.UTC(2026, 0, 1);

async function measure(what, work) {
  const start = performance.now();
  await work();
  console.log(`${what}: ${(performance.now() - start).toFixed(1)} ms`);
}

async function writeTrial(number) {
  await store.write(name, [{ kind: 'started', number, setting, time, facts: { proposer: 'bench' } }]);
  for (let part = 0; part < 5; part++) {
    const values = Array.from({ length: 10 }, (_, i) => ({
      epoch: 10 * part + i + 1,
      value: number / (i + 1),
    }));
    await store.write(name, [{ kind: 'reported', number, values }]);
  }
  await store.write(name, [
    { kind: 'finished', number, state: 'complete', value: number, time, facts: { epochs: 50 } },
  ]);
}

await store.create({ name, direction: 'minimize', space: over, facts: {} });
await measure('write 1,000 trials of 50 reports in 7,000 transactions', async () => {
  for (let number = 0; number < 1000; number++) await writeTrial(number);
});
await measure('load it', () => store.load(name));
await measure('list', () => store.list());
await measure('remove it', () => store.remove(name));
await store.close();
rmSync(folder, { recursive: true });
