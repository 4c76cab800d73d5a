// A study of 60 trials on a table, and what 20 paired trainings say of the steps that it is asked about. Both are kept in a folder: they take minutes, and what
// is believed of them is judged in seconds.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reopen } from '../../../dist/platform/node/reopen.js';
import { threadRunner } from '../../../dist/platform/node/thread-runner.js';
import { tune } from '../../../dist/platform/node/tune.js';
import { bestOf } from '../../../dist/platform/node/what-if.js';
import { trainPairs } from '../../../dist/tune/paired-training.js';
import { judge, marginOf } from '../../../dist/tune/verdict.js';
import { whatIfSteps } from '../../../dist/tune/what-if-steps.js';
import { tableOf } from './tables.mjs';

const truthPairs = 20;
/** Half of a 95 % interval of the mean of so many pairs, in standard errors. */
const studentOf20 = 2.093;

export const whereOf = (name, kept) => ({ study: name, storage: `sqlite:///${join(kept, `${name}.db`)}` });

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

/** What is true of each question's steps, by 20 pairs on seeds and splits that what-if does not use. The pairs are kept, and judged anew each time. */
export async function truthOf(name, { record, prepared }, { kept, workers }) {
  const best = bestOf(record);
  const asked = questionsOf(record.space, best.setting).map((question) => ({
    question,
    steps: whatIfSteps(record.space, best.setting, question),
  }));
  const settings = [best.setting, ...asked.flatMap(({ steps }) => steps.map(({ setting }) => setting))];
  const file = join(kept, `${name}.pairs.json`);
  if (!existsSync(file)) {
    const pairs = await pairsOf(settings, best, prepared, workers);
    writeFileSync(file, JSON.stringify({ settings, pairs }));
  }
  const { pairs } = JSON.parse(readFileSync(file, 'utf8'));
  let place = 0;
  return asked.map(({ question, steps }) => ({
    question,
    steps: steps.map(({ change, setting }) => {
      place += 1;
      return { change, setting, ...truthOfStep(pairs, place, prepared) };
    }),
  }));
}

async function pairsOf(settings, best, prepared, workers) {
  const runner = threadRunner(workers);
  const horizon = Number(best.facts.horizon);
  const job = {
    ...{ seed: 77, prepared, runner, horizon, rows: best.facts.rows },
    ...{ baseSeconds: 0, budgetSeconds: 36_000, began: performance.now() },
    ...{ firstPair: 5000, mostPairs: truthPairs },
  };
  const pairs = [];
  for await (const { scores } of trainPairs(job, settings, horizon))
    pairs.push({ scores: scores.map((score) => score ?? null) });
  await runner.close();
  return pairs;
}

function truthOfStep(pairs, place, { metric, direction }) {
  const both = pairs.filter(({ scores }) => scores[0] !== null && scores[place] !== null);
  const base = both.map(({ scores }) => scores[0]);
  const scale = { metric, direction, base, look: 'only' };
  const { verdict, effect, interval } = judge(
    both.map(({ scores }) => scores[place] - scores[0]),
    scale,
  );
  const error = (interval[1] - interval[0]) / 2 / studentOf20;
  const margin = marginOf(scale);
  const diverged = pairs.length - both.length;
  const blown = diverged > pairs.length / 4;
  return {
    verdict: blown ? 'worse' : verdict,
    // Null, as the file keeps it, where one of the two blew up in every pair.
    effect: both.length > 0 ? effect : null,
    errors: both.length > 1 ? Math.abs(effect) / error : null,
    margin,
    isNull: !blown && Math.abs(effect) <= margin,
    diverged,
  };
}
