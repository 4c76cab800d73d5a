// Which settings should a search try first? Trains candidates (bench/portfolio/candidates.mjs) on each table as a search of some seconds would, and selects
// greedily: next comes the setting with which the best so far, averaged over the tables, improves most (Auto-PyTorch's portfolio; Zimmer et al. 2021).
// Run `npm run build` first. Name tables to choose on; what is chosen has to be tried on others (bench/half-time.mjs).
//
//   node bench/portfolio.mjs --tables abalone,car [--count 40] [--budget 30] [--json FILE] [--size 8]
//
// Trainings are as long as in a study of that budget on one worker of nominal speed, so they are the same everywhere; rows of FILE are kept.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tablesOf } from './half-time/tables.mjs';
import { candidates } from './portfolio/candidates.mjs';
import { select } from './portfolio/select.mjs';
import { trainingsOn } from './portfolio/trainings.mjs';

const { values: flags } = parseArgs({
  options: {
    tables: { type: 'string' },
    count: { type: 'string', default: '40' },
    budget: { type: 'string', default: '30' },
    size: { type: 'string', default: '8' },
    json: { type: 'string' },
  },
});
const examples = fileURLToPath(new URL('../examples/', import.meta.url));
const known = tablesOf(process.env.SWEETSPOT_BENCH_TABLES, examples);
const names = flags.tables?.split(',') ?? known.map(({ name }) => name);
const rows =
  flags.json && existsSync(flags.json)
    ? readFileSync(flags.json, 'utf8').trim().split('\n').filter(Boolean).map(JSON.parse)
    : [];

for (const name of names) {
  if (rows.some((row) => row.table === name)) continue;
  const table = known.find((each) => each.name === name);
  if (!table) throw new Error(`no table "${name}"; there are ${known.map((each) => each.name).join(', ')}`);
  const made = await trainingsOn(table, candidates(Number(flags.count)), Number(flags.budget));
  rows.push(...made);
  if (flags.json) appendFileSync(flags.json, made.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
select(
  rows.filter(({ table }) => names.includes(table)),
  Number(flags.size),
);
