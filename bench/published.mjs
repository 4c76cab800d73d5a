// Tunes the published splits of small regression tables (Gal and Ghahramani 2016; Hernández-Lobato and Adams 2015) and prints the mean
// test rmse beside the one that tuned dropout networks reached on the same rows. Run `npm run build` first.
//
//   SWEETSPOT_BENCH_TABLES=/folder/of/tables node bench/published.mjs [--tables gal_yacht] [--splits 0,1,2] [--budget 20s] [--workers 1]
//
// The folder has index.tsv (columns name, task, target), NAME.csv, and splits/NAME.json with `test_index`: a list of row numbers a split.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { divide } from './divide.mjs';

/** Mean test rmse of tuned dropout networks: yaringal/DropoutUncertaintyExps, Mukhoti et al. 2018 (the table's convergence column). */
const published = {
  gal_concrete: 4.83,
  gal_energy: 0.539,
  gal_power_plant: 4.01,
  gal_wine_quality_red: 0.622,
  gal_yacht: 0.666,
};
const { values: flags } = parseArgs({
  options: {
    tables: { type: 'string', default: Object.keys(published).join() },
    splits: { type: 'string' },
    budget: { type: 'string', default: '20s' },
    workers: { type: 'string', default: '1' },
  },
});
const folder = process.env.SWEETSPOT_BENCH_TABLES;
if (!folder) throw new Error('set SWEETSPOT_BENCH_TABLES to the folder of the tables');
const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'sweetspot-published-'));
const targets = new Map(
  readFileSync(join(folder, 'index.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([name, , target]) => [name, target]),
);

let above = 0;
console.log('table | splits | published | tuned (mean ± standard error) | default | linear');
for (const name of flags.tables.split(',')) above += tuneSplits(name) > published[name] ? 1 : 0;
rmSync(out, { recursive: true, force: true });
console.log(`above the published score: ${above}`);
process.exitCode = above > 0 ? 1 : 0;

function tuneSplits(name) {
  const { test_index } = JSON.parse(readFileSync(join(folder, 'splits', `${name}.json`), 'utf8'));
  const splits = flags.splits?.split(',').map(Number) ?? test_index.keys();
  const scores = [...splits].map((split) => tuneSplit(name, split, new Set(test_index[split])));
  const of = (which) => scores.map((each) => each[which]);
  const tuned = of('tuned');
  console.log(
    [
      name,
      scores.length,
      published[name],
      `${mean(tuned).toPrecision(4)} ± ${standardError(tuned).toPrecision(2)}`,
      mean(of('default')).toPrecision(4),
      mean(of('linear')).toPrecision(4),
    ].join(' | '),
  );
  return mean(tuned);
}

function tuneSplit(name, split, held) {
  const study = `${name}-${split}`;
  const { train, test } = divide(join(folder, `${name}.csv`), (row) => held.has(row), join(out, study));
  const args = ['tune', train, '--test', test, '--target', targets.get(name), '--budget', flags.budget];
  args.push('--workers', flags.workers, '--seed', String(split), '--study', study, '--json');
  args.push(
    '--storage',
    `sqlite:///${join(out, 'studies.db')}`,
    '--out',
    join(out, study),
    '--task',
    'regression',
  );
  const { stdout, stderr } = spawnSync('node', [command, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const last = stdout.trim().split('\n').at(-1);
  if (!last?.includes('"finished"')) throw new Error(`${study}: ${stderr}`);
  const { test: tuned, baselines } = JSON.parse(last);
  console.error(`${study}: ${tuned.rmse.toPrecision(4)} (default ${baselines.default.rmse.toPrecision(4)})`);
  return { tuned: tuned.rmse, default: baselines.default.rmse, linear: baselines.linear.rmse };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values) {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
}
