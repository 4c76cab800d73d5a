// Tunes real tables and prints one row for each: the baselines, the tuned model, and whether it is worse than the best baseline
// beyond the paired bootstrap interval. Run `npm run build` first.
//
//   SWEETSPOT_BENCH_TABLES=/folder/of/tables node bench/tables.mjs [--tables a,b] [--budget 60s] [--workers 2] [--seeds 1,2] [--fixed-test]
//
// The folder has index.tsv (columns name, task, target) and NAME.csv for each; without a folder, the examples are tuned. With
// `--fixed-test` the test part is the same for every seed and every tool: the rows i, counted from 0, for which
// (i × 2654435761 mod 2³²) / 2³² < 0.2; they are given as `--test FILE`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { divide } from './divide.mjs';

const { values: flags } = parseArgs({
  options: {
    tables: { type: 'string' },
    budget: { type: 'string', default: '60s' },
    workers: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    'fixed-test': { type: 'boolean', default: false },
  },
});
const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const folder = process.env.SWEETSPOT_BENCH_TABLES;
const out = mkdtempSync(join(tmpdir(), 'sweetspot-bench-'));

const examples = fileURLToPath(new URL('../examples/', import.meta.url));
const known = folder
  ? readFileSync(join(folder, 'index.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .map(([name, task, target]) => ({ name, task, target, file: join(folder, `${name}.csv`) }))
  : [
      { name: 'diamonds', target: 'price', file: join(examples, 'diamonds.csv') },
      { name: 'penguins', target: 'species', file: join(examples, 'penguins.csv') },
      { name: 'cars', target: 'economy (mpg)', file: join(examples, 'cars.csv') },
    ];
const wanted = flags.tables?.split(',') ?? known.map(({ name }) => name);

console.log(
  [
    'table',
    'seed',
    'metric',
    'constant',
    'linear',
    'default',
    'tuned',
    'tuned − best baseline (95 %)',
    'verdict',
    'complete/stopped/diverged',
    's',
  ].join(' | '),
);
/** Whether a row, counted from 0, is one of the fixed test part's. */
const held = (row) => (Math.imul(row, 2654435761) >>> 0) / 2 ** 32 < 0.2;
const three = (value) => (value === undefined ? '-' : Number(value.toPrecision(4)).toString());
let worse = 0;
for (const name of wanted) {
  const table = known.find((each) => each.name === name);
  if (!table) throw new Error(`no table "${name}"; there are ${known.map((each) => each.name).join(', ')}`);
  for (const seed of flags.seeds.split(',')) worse += tuneOne(table, seed) ? 1 : 0;
}
rmSync(out, { recursive: true, force: true });
console.log(`worse than the best baseline: ${worse}`);
process.exitCode = worse > 0 ? 1 : 0;

function tuneOne({ name, target, file }, seed) {
  const parts = flags['fixed-test'] ? divide(file, held, join(out, name)) : { train: file };
  const args = [
    'tune',
    parts.train,
    ...(parts.test ? ['--test', parts.test] : []),
    '--target',
    target,
    '--budget',
    flags.budget,
    '--seed',
    seed,
    '--json',
    '--storage',
    `sqlite:///${join(out, 'studies.db')}`,
    '--study',
    `${name}-${seed}`,
    '--out',
    join(out, `${name}-${seed}`),
  ];
  if (flags.workers) args.push('--workers', flags.workers);
  const began = performance.now();
  const { stdout, stderr } = spawnSync('node', [command, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = (performance.now() - began) / 1000;
  const last = stdout.trim().split('\n').at(-1);
  if (!last?.includes('"finished"')) throw new Error(`${name}: ${stderr}`);
  const { metric, direction, test, baselines, trials, report, winner } = JSON.parse(last);
  const [low, high] = report.comparison.difference;
  const isWorse = direction === 'minimize' ? low > 0 : high < 0;
  const isBetter = direction === 'minimize' ? high < 0 : low > 0;
  console.log(
    [
      name,
      seed,
      metric,
      ...['constant', 'linear', 'default'].map((each) => three(baselines[each][metric])),
      three(test[metric]),
      `${three(low)} to ${three(high)} against ${report.comparison.baseline}`,
      `${isWorse ? 'WORSE' : isBetter ? 'better' : 'tie'} (${winner})`,
      `${trials.complete}/${trials.stopped}/${trials.diverged}`,
      seconds.toFixed(1),
    ].join(' | '),
  );
  return isWorse;
}
