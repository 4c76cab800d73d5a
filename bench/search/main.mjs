// How good a setting each method finds for how much training, on tasks of SWEETSPOT_BENCH_DATA: mean normalised regret of the best found, its 95 %
// bootstrap interval and the mean rank, at budgets counted in full trainings. npm run bench:search -- --help
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Command, Option } from 'commander';
import { openKept } from './kept.mjs';
import { methods, peers, planned } from './methods.mjs';
import { table } from './print.mjs';
import { suites } from './suites.mjs';
import { rowsOf } from './summary.mjs';

const known = [...Object.keys(methods), ...peers];
const list = (text) => text.split(',').map((part) => part.trim());

const flags = new Command('bench:search')
  .addOption(new Option('--suite <name>').choices(Object.keys(suites)).default('lcbench'))
  .option('--tasks <names>', 'tasks by name, or all: every one whose optimum the folder gives', 'all')
  .option('--seeds <count>', 'studies of each method on each task', Number, 20)
  .option('--first-seed <number>', 'the first of the seeds', Number, 1)
  .option('--methods <names>', known.join(', '), list, ['auto', 'random'])
  .option('--budgets <list>', 'full trainings, rising', (text) => list(text).map(Number))
  .option('--noise <points>', 'standard deviation of noise on every observation', Number, 0)
  .option('--pending <count>', 'workers, whose trials are in progress together', Number, 1)
  .option('--diverge <share>', 'share of the space in which trials blow up', Number, 0)
  .option('--prior <name>', 'a belief of the folder: good, medium, bad, at25')
  .option(
    '--layers <count>',
    'lcbench: the most layers; 5, as published, is where some of its beliefs are',
    Number,
    4,
  )
  .option('--confidence <number>', 'how sure the belief is', Number, 0.75)
  .option('--threads <count>', 'studies at a time', Number, availableParallelism())
  .option(
    '--log <file>',
    'keeps each study there as it ends, and runs none that is there already: goes on where it was stopped',
  )
  .option('--by-task', 'a table for each task too')
  .option('--json', 'rows as JSON, one a line')
  .option('--keep <file>', 'also write rows and how they were made to a file')
  .parse()
  .opts();

const suite = suites[flags.suite];
const budgets = flags.budgets ?? suite.budgets;
const tasks = flags.tasks === 'all' ? await suite.taskNames() : list(flags.tasks);
const unknown = flags.methods.find((method) => !known.includes(method));
if (unknown) throw new Error(`there is no method "${unknown}"; there are ${known.join(', ')}`);

const seeds = Array.from({ length: flags.seeds }, (_, i) => flags.firstSeed + i);
const longest = Math.max(...budgets);
const lengthsOf = (method) =>
  planned.has(method)
    ? budgets.map((budget) => ({ fullTrainings: budget, budget }))
    : [{ fullTrainings: longest }];
const jobs = flags.methods.flatMap((method) =>
  seeds.flatMap((seed) =>
    tasks.flatMap((task) => lengthsOf(method).map((length) => ({ method, task, seed, ...length }))),
  ),
);
const options = {
  noise: flags.noise,
  workers: flags.pending,
  diverge: flags.diverge,
  prior: flags.prior,
  confidence: flags.confidence,
  layers: flags.layers,
};

const note = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);

/** Hands jobs that are not kept yet to threads; the studies in the order of the jobs. */
function study() {
  const kept = openKept(flags.log, flags.suite, options);
  const studies = jobs.map((job) => kept.find(job));
  const open = [...jobs.keys()].filter((i) => studies[i] === undefined);
  let next = 0;
  let done = jobs.length - open.length;
  const lane = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('worker.mjs', import.meta.url), {
        workerData: { suite: flags.suite, options },
      });
      let index;
      const give = () => {
        if (next === open.length) return void worker.terminate().then(resolve);
        index = open[next++];
        worker.postMessage(jobs[index]);
      };
      worker.on('message', (result) => {
        if (result.error) return reject(new Error(result.error));
        studies[index] = result;
        kept.add(result);
        note(`${++done} of ${jobs.length} studies`);
        give();
      });
      worker.on('error', reject);
      give();
    });
  return Promise.all(Array.from({ length: Math.min(flags.threads, open.length) }, lane)).then(() => {
    note('');
    return studies;
  });
}

const studies = await study();
const rows = rowsOf(studies, { budgets, most: suite.fidelity.most });
const exact = await exactRandom();
const all = [...rows, ...exact];
const title = `${flags.suite}: ${tasks.length} tasks, ${seeds.length} seeds${flags.noise ? `, noise ${flags.noise}` : ''}; regret [95 %] rank`;

if (flags.json) for (const row of all) console.log(JSON.stringify(row));
else {
  console.log(table(rows, title));
  if (exact.length > 0)
    console.log(
      `random search, exactly ${exact.map(({ budget, regret }) => `${regret.toFixed(3)} at ${budget}`).join(', ')}`,
    );
  if (flags.byTask)
    for (const task of tasks) {
      const own = studies.filter((each) => each.task === task);
      console.log(table(rowsOf(own, { budgets, most: suite.fidelity.most }), task));
    }
  for (const method of flags.methods) console.log(speed(method));
}
if (flags.keep) {
  mkdirSync(dirname(flags.keep), { recursive: true });
  writeFileSync(
    flags.keep,
    `${JSON.stringify({ flags: { ...flags, tasks, keep: undefined }, rows: all }, undefined, 1)}\n`,
  );
}

async function exactRandom() {
  const opened = await Promise.all(tasks.map((task) => suite.openTask(task, options)));
  if (!opened[0]?.exactRandom) return [];
  return budgets.map((budget) => ({
    method: 'exact random search',
    budget,
    regret: opened.reduce((sum, task) => sum + task.exactRandom(budget), 0) / opened.length,
    byTask: Object.fromEntries(opened.map((task) => [task.name, task.exactRandom(budget)])),
  }));
}

function speed(method) {
  const own = studies.filter((each) => each.method === method);
  const total = (key) => own.reduce((sum, each) => sum + each[key], 0);
  const diverged = flags.diverge
    ? `; ${((100 * total('divergedLater')) / total('later')).toFixed(1)} % of trials after the first 30 diverged`
    : '';
  return `${method}: ${(total('trials') / own.length).toFixed(0)} trials a study, ${(total('milliseconds') / total('steps')).toFixed(2)} ms a step${diverged}`;
}
