// Measures how often what Sweetspot prints is true: the 90 % prediction intervals on rows that no study has seen, and the 90 %
// interval of the test score. Run `npm run build` first; one line a study goes to --log, so that a long run can be cut into pieces.
//
//   SWEETSPOT_BENCH_TABLES=/folder/of/tables node bench/coverage.mjs [--tables a,b] [--seeds 1-40] [--budget 4s] [--log FILE] [--sum FILE]
//
// A study gets a random half of a table (2,000 rows at most) and divides it as always. The other rows, which no part of the study ever
// sees, stand for all rows there could be. The score on them is uncertain too: with t test rows and r others the difference of the two scores
// varies √(1 + t / r) times as much as the test score alone, so the printed interval is widened by that before it is asked whether it holds
// the others' score. An interval that is right then holds it in 90 of 100 studies.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { predict, tune } from '../dist/index.js';

const { values: flags } = parseArgs({
  options: {
    tables: { type: 'string', default: 'gal_concrete,abalone,insurance,california_housing,gal_power_plant' },
    seeds: { type: 'string', default: '1-40' },
    budget: { type: 'string', default: '4s' },
    metric: { type: 'string', default: 'rmse' },
    log: { type: 'string' },
    /** Sums up studies that were logged before, and starts none. */
    sum: { type: 'string' },
  },
});
const mostRows = 2000;

if (flags.sum)
  summarise(
    readFileSync(flags.sum, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
else await measure();

async function measure() {
  const folder = process.env.SWEETSPOT_BENCH_TABLES;
  if (!folder) throw new Error('SWEETSPOT_BENCH_TABLES names no folder of tables');
  const index = Papa.parse(readFileSync(join(folder, 'index.tsv'), 'utf8').trim(), { header: true }).data;
  const studies = [];
  for (const seed of seedsOf(flags.seeds))
    for (const name of flags.tables.split(',')) {
      const { target } = index.find((each) => each.name === name);
      const study = await oneStudy({ name, target, seed, file: join(folder, `${name}.csv`) });
      studies.push(study);
      if (flags.log) appendFileSync(flags.log, `${JSON.stringify(study)}\n`);
    }
  summarise(studies);
}

function seedsOf(text) {
  const [first, last = first] = text.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

async function oneStudy({ name, target, seed, file }) {
  const { data: records } = Papa.parse(readFileSync(file, 'utf8').trim(), { header: true });
  shuffle(records, seed);
  const given = Math.min(mostRows, Math.floor(records.length / 2));
  const out = mkdtempSync(join(tmpdir(), 'sweetspot-coverage-'));
  try {
    const { metric, budget } = flags;
    const storage = 'memory:';
    const event = await tune({
      data: bytesOf(records.slice(0, given)),
      target,
      seed,
      metric,
      budget,
      workers: 1,
      out,
      storage,
    });
    const others = records.slice(given);
    const truth = others.map((record) => Number(record[target]));
    const { prediction } = await predict({ model: event.model, data: bytesOf(others) });
    const usual = event.intervals.find(({ level }) => level === 0.9);
    return {
      table: name,
      seed,
      winner: event.winner,
      networks: event.report.networks,
      test: { rows: event.test.rows, score: event.test[metric], interval: event.test.interval },
      others: { rows: others.length, score: scoreOf(metric, truth, prediction.values) },
      intervals: {
        test: usual.held / usual.rows,
        others: heldShare(truth, prediction.interval),
        width: usual.width,
        levels: event.intervals.map(({ level, held, rows }) => [level, held / rows]),
      },
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function bytesOf(records) {
  return new TextEncoder().encode(Papa.unparse(records));
}

/** Fisher–Yates by a small generator of its own (mulberry32), so that the splits do not lean on Sweetspot. */
function shuffle(items, seed) {
  let state = (seed * 2654435761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}

function scoreOf(metric, truth, predicted) {
  const errors = truth.map((y, i) => predicted[i] - y);
  if (metric === 'mae') return average(errors.map(Math.abs));
  if (metric === 'rmse') return Math.sqrt(average(errors.map((error) => error * error)));
  throw new Error(`coverage is measured for rmse and mae, not for ${metric}`);
}

function heldShare(truth, { low, high }) {
  return average(truth.map((y, i) => (low[i] <= y && y <= high[i] ? 1 : 0)));
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function summarise(studies) {
  console.log(
    'table | studies | 90 % intervals held: test rows, other rows | test interval held | below, above it',
  );
  for (const name of [...new Set(studies.map(({ table }) => table))])
    printLine(
      name,
      studies.filter(({ table }) => table === name),
    );
  printLine('all', studies);
}

function printLine(name, studies) {
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  const sides = studies.map(sideOf);
  const share = (side) => percent(average(sides.map((each) => (each === side ? 1 : 0))));
  const held = (which) => percent(average(studies.map(({ intervals }) => intervals[which])));
  console.log(
    [
      name,
      studies.length,
      `${held('test')}, ${held('others')}`,
      share('within'),
      `${share('below')}, ${share('above')}`,
    ].join(' | '),
  );
}

/** Where the score of all other rows lies, seen from the printed interval widened by what those rows leave open. */
function sideOf({ test, others }) {
  const wider = Math.sqrt(1 + test.rows / others.rows);
  const [low, high] = test.interval.map((bound) => test.score + wider * (bound - test.score));
  return others.score < low ? 'below' : others.score > high ? 'above' : 'within';
}
