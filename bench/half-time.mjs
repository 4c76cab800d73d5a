// Does `tune` reach in half the time what an earlier release reached? Tunes each table with each seed twice, on the same split and one after the other:
// with the release in the folder of `--before` (a checkout in which `npm run build` was run) and a budget B, and with this code and a share of B; and
// compares the test errors of what is saved. Run `npm run build` here first.
//
//   node bench/half-time.mjs --before ../release [--tables diamonds] [--seeds 1,2,3] [--budget 60] [--share 0.5] [--method halving] [--workers 1] [--wall] [--json FILE]
//
// Tables are those of SWEETSPOT_BENCH_TABLES (index.tsv and NAME.csv), or the examples. Seconds are the process's own processor time, so that a busy machine
// changes nothing; `--wall` counts by the clock. An error is rmse, log-loss or 1 − accuracy; a ratio below 1 says that this code was better. Runs that are in
// FILE are not made again; `--before` may then be left out. Without `--before` and rows, this code in the whole budget stands for the earlier release.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printTable } from './half-time/print.mjs';
import { tablesOf } from './half-time/tables.mjs';

const { values: flags } = parseArgs({
  options: {
    before: { type: 'string' },
    tables: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3' },
    budget: { type: 'string', default: '60' },
    share: { type: 'string', default: '0.5' },
    method: { type: 'string', default: 'halving' },
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
const workers = Number(flags.workers);
const seeds = flags.seeds.split(',').map(Number);
const out = mkdtempSync(join(tmpdir(), 'sweetspot-half-'));
const rows = flags.json && existsSync(flags.json) ? JSON.parse(readFileSync(flags.json, 'utf8')) : [];

/** One tuning; `code` says whose: before or now. */
function tuned(table, seed, code, budget) {
  const key = { table: table.name, seed, code, budget, workers };
  const found = rows.find((row) => Object.entries(key).every(([name, value]) => row[name] === value));
  if (found) return found;
  const dist = code === 'before' && flags.before ? join(resolve(flags.before), 'dist') : here('../dist');
  const method = code === 'now' ? flags.method : undefined;
  const job = { ...table, dist, seed, method, budget: `${budget}s`, workers, out };
  const clock = flags.wall
    ? []
    : ['--import', new URL('./half-time/processor-clock.mjs', import.meta.url).href];
  const text = execFileSync('node', [...clock, here('./half-time/tune-one.mjs'), JSON.stringify(job)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const result = { ...key, ...(method && { method }), ...JSON.parse(text.trim().split('\n').at(-1)) };
  rows.push(result);
  if (flags.json) writeFileSync(flags.json, `${JSON.stringify(rows, null, 2)}\n`);
  return result;
}

const pairs = names.flatMap((name) => {
  const table = known.find((each) => each.name === name);
  if (!table) throw new Error(`no table "${name}"; there are ${known.map((each) => each.name).join(', ')}`);
  return seeds.map((seed) => {
    const before = tuned(table, seed, 'before', seconds);
    return { before, now: tuned(table, seed, 'now', half) };
  });
});
printTable(pairs, { before: `before, ${seconds} s`, now: `now, ${half} s` });
rmSync(out, { recursive: true, force: true });
