// A study of 60 trials by `tune`, few of which went to their end, all near the best; asked about from there.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reopen } from '../../../dist/platform/node/reopen.js';
import { tune } from '../../../dist/platform/node/tune.js';
import { bestOf } from '../../../dist/platform/node/what-if.js';
import { tableOf } from './tables.mjs';
import { whereOf } from './where.mjs';

/** Where the questions start: the setting, and the facts of its trial. */
export const baseOf = (record) => bestOf(record);

/** The study, made where it is not there yet. */
export async function studyOn(name, { folder, kept, seed, workers }) {
  const done = join(kept, `${name}.done`);
  const table = tableOf(name, folder, kept);
  const where = whereOf(name, kept);
  if (!existsSync(done)) {
    // What a run that was ended left behind.
    for (const end of ['', '-shm', '-wal']) rmSync(join(kept, `${name}.db${end}`), { force: true });
    const out = join(kept, name);
    const run = { budget: '60 trials', seed, dropBadRows: true, report: false, workers };
    await tune({ ...where, ...table, ...run, out });
    writeFileSync(done, '');
  }
  return reopen(where);
}

/** X, then Y, then Z, from where the study's best setting stands; and the rate alone, by little and by much. */
export function questionsOf(space, base) {
  const sizes = space.batch_size.values;
  const place = sizes.indexOf(base.batch_size);
  const to = place + 3 < sizes.length ? sizes[place + 3] : sizes[Math.max(0, place - 3)];
  const rate = (factor) => Math.min(1, Math.max(1e-5, base.learning_rate * factor));
  const up = to > base.batch_size;
  const layers = base.layers > 1 ? base.layers - 1 : base.layers + 1;
  return [
    {
      change: `batch_size=${to}`,
      raise: [`learning_rate=${rate(up ? 4 : 0.25)}`],
      lower: [`layers=${layers}`],
    },
    { change: `learning_rate=${rate(1.15)}`, raise: [], lower: [] },
    { change: `learning_rate=${rate(1 / 30)}`, raise: [], lower: [] },
  ];
}
