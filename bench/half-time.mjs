// Does the search reach in half the time what the one of early releases (method `halving`) reached? Tunes each table with each seed twice, on the same
// split: with `halving` and a budget B, and with `course` and a share of B, and compares the test errors of what is saved. Run `npm run build` first.
//
//   node bench/half-time.mjs [--tables diamonds] [--seeds 1,2,3] [--budget 60] [--share 0.5] [--workers 1] [--wall] [--json FILE]
//
// Tables are those of SWEETSPOT_BENCH_TABLES (index.tsv and NAME.csv), or the examples. Seconds are the process's own processor time, so that a busy machine
// changes nothing; `--wall` counts by the clock. An error is rmse or log-loss; a ratio below 1 says that `course` was better.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tablesOf } from './half-time/tables.mjs';

const { values: flags } = parseArgs({
  options: {
    tables: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3' },
    budget: { type: 'string', default: '60' },
    share: { type: 'string', default: '0.5' },
    workers: { type: 'string', default: '1' },
    wall: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const known = tablesOf(process.env.SWEETSPOT_BENCH_TABLES, here('../examples/'));
const names = flags.tables?.split(',') ?? known.map(({ name }) => name);
const seconds = Number(flags.budget);
const half = seconds * Number(flags.share);
const out = mkdtempSync(join(tmpdir(), 'sweetspot-half-'));

function tuned(table, seed, method, budget) {
  const job = { ...table, seed, method, budget: `${budget}s`, workers: Number(flags.workers), out };
  const clock = flags.wall
    ? []
    : ['--import', new URL('./half-time/processor-clock.mjs', import.meta.url).href];
  const text = execFileSync('node', [...clock, here('./half-time/tune-one.mjs'), JSON.stringify(job)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const result = JSON.parse(text.trim().split('\n').at(-1));
  if (flags.json)
    appendFileSync(flags.json, `${JSON.stringify({ table: table.name, seed, method, budget, ...result })}\n`);
  return result;
}

const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
/** 97.5 % quantiles of Student's t with 1, 2, … degrees of freedom. */
const t = [12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145];
/** Mean and 95 % interval of ratios, by their logarithms. */
function interval(logs) {
  const middle = mean(logs);
  if (logs.length < 2) return [middle];
  const error = Math.sqrt(mean(logs.map((x) => (x - middle) ** 2)) / (logs.length - 1));
  const wide = (t[logs.length - 2] ?? 2) * error;
  return [middle, middle - wide, middle + wide];
}
const ratio = (logs) => {
  const [middle, low, high] = interval(logs).map((x) => Math.exp(x).toFixed(3));
  return low === undefined ? middle : `${middle} (${low} to ${high})`;
};
const four = (value) => Number(value.toPrecision(4));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

row('table', 'seed', 'metric', `halving, ${seconds} s`, `course, ${half} s`, 'ratio (95 %)', 'trials');
row(...new Array(7).fill('---'));
const all = [];
for (const name of names) {
  const table = known.find((each) => each.name === name);
  if (!table) throw new Error(`no table "${name}"; there are ${known.map((each) => each.name).join(', ')}`);
  const logs = [];
  for (const seed of flags.seeds.split(',').map(Number)) {
    const before = tuned(table, seed, 'halving', seconds);
    const after = tuned(table, seed, 'course', half);
    logs.push(Math.log(after.error / before.error));
    const trials = (run) => `${run.trials.complete} + ${run.trials.stopped}`;
    row(
      name,
      seed,
      before.metric,
      four(before.error),
      four(after.error),
      ratio(logs.slice(-1)),
      `${trials(before)}; ${trials(after)}`,
    );
  }
  if (logs.length > 1) row(`**${name}**`, '', '', '', '', ratio(logs), '');
  all.push(...logs);
}
if (names.length > 1) row('**all**', '', '', '', '', ratio(all), '');
rmSync(out, { recursive: true, force: true });
