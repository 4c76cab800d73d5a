// Writes a table of any length whose truth is known, line by line in little memory; the same seed gives the same bytes.
//
//   node bench/made-table.mjs OUT.csv|OUT.parquet [--rows 10000000] [--seed 1]
//
// 20 columns: 13 numbers (three with missing values, one with a long tail, one of counts), a truth, four categories of 4, 8, 60 and 1,000
// levels (one with missing values), a date, and the target y = truth(row) + normal noise of deviation 1. So the best rmse there is is 1; a
// constant's is about 3.1. Parquet is written by DuckDB, where @duckdb/node-api is installed.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';

const names = [
  ...['distance', 'angle', 'slope', 'load', 'heat', 'wear', 'delay', 'income', 'visits', 'gain'],
  ...['drift', 'depth', 'echo', 'urgent', 'region', 'grade', 'route', 'device', 'day', 'y'],
];
const regions = ['north', 'east', 'south', 'west'];
const grades = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/** A 32-bit generator (xoshiro128**, Blackman and Vigna), started from the seed by splitmix. */
function generator(seed) {
  let mix = seed >>> 0;
  const next = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let [a, b, c, d] = [next(), next(), next(), next()];
  const bits = () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return () => bits() / 2 ** 32;
}

/** About standard normal: the sum of six uniform numbers, which ends at ±4.2. */
const normalOf = (uniform) => () =>
  (uniform() + uniform() + uniform() + uniform() + uniform() + uniform() - 3) * Math.SQRT2;

const thousandths = (x) => Math.round(x * 1000) / 1000;
const days = Array.from({ length: 1461 }, (_, day) =>
  new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10),
);

/** The lines of the table, without the header. */
export function* madeLines(rows, seed) {
  const uniform = generator(seed);
  const normal = normalOf(uniform);
  const maybe = (share, value) => (uniform() < share ? '' : value);
  const routeEffect = Array.from({ length: 60 }, () => normal());
  const deviceEffect = Array.from({ length: 1000 }, () => 0.7 * normal());
  for (let row = 0; row < rows; row++) {
    const distance = thousandths(normal());
    const angle = thousandths(6.283 * uniform());
    const slope = thousandths(normal());
    const load = thousandths(normal());
    const heat = thousandths(20 + 8 * normal());
    const wear = thousandths(uniform());
    const delay = thousandths(normal());
    const income = Math.round(20000 * Math.exp(0.8 * normal()));
    const visits = Math.floor(-4 * Math.log(1 - uniform()));
    const region = Math.floor(4 * uniform());
    const grade = Math.floor(8 * uniform());
    const route = Math.floor(60 * uniform() ** 1.5);
    const device = Math.floor(1000 * uniform() ** 2);
    const urgent = uniform() < 0.3;
    const day = Math.floor(1461 * uniform());
    const truth =
      2 * Math.sin(angle) * (urgent ? 1.5 : 0.5) +
      1.2 * slope * load +
      Math.abs(distance) * (region - 1.5) +
      0.9 * Math.log(income / 20000) +
      (heat > 25 ? 0.3 * (heat - 25) : 0) +
      3 * (wear - 0.5) * (grade > 4 ? 1 : -0.3) +
      0.15 * Math.min(visits, 10) +
      0.5 * delay +
      routeEffect[route] +
      deviceEffect[device] +
      Math.sin((6.283 * day) / 365.25);
    const cells = [
      ...[distance, angle, slope, load, heat, wear, maybe(0.05, delay), maybe(0.02, income), visits],
      ...[thousandths(normal()), thousandths(normal()), maybe(0.1, thousandths(uniform()))],
      ...[thousandths(normal()), urgent ? 'yes' : 'no', regions[region], maybe(0.03, grades[grade])],
      ...[`r${route}`, `d${device}`, days[day], thousandths(truth + normal())],
    ];
    yield cells.join(',');
  }
}

/** Writes the table as CSV. */
export function writeMadeCsv(path, rows, seed = 1) {
  const file = openSync(path, 'w');
  let lines = [names.join(',')];
  for (const line of madeLines(rows, seed)) {
    lines.push(line);
    if (lines.length < 8192) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

async function writeMadeParquet(path, rows, seed) {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(() => {
    throw new Error('Parquet is written by DuckDB: npm install @duckdb/node-api');
  });
  const csv = `${path}.csv`;
  writeMadeCsv(csv, rows, seed);
  try {
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '500MB' });
    const connection = await instance.connect();
    const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
    await connection.run(`copy (from read_csv(${quoted(csv)})) to ${quoted(path)} (format parquet)`);
    connection.closeSync();
  } finally {
    rmSync(csv);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rows: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } },
  });
  const [path] = positionals;
  if (path === undefined)
    throw new Error('usage: node bench/made-table.mjs OUT.csv|OUT.parquet [--rows N] [--seed N]');
  const write = path.endsWith('.parquet') ? writeMadeParquet : writeMadeCsv;
  await write(path, Number(values.rows), Number(values.seed));
}
