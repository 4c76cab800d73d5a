// How long a table of a million rows takes to read and to be understood, and the most memory that it needs. Run `npm run build` first.
//
//   node bench/read.mjs [rows] [format,format…]      formats: csv, quoted, json, ndjson, gz
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const names = ['carat', 'cut', 'color', 'depth', 'table', 'price', 'x', 'day'];
const cuts = ['Fair', 'Good', 'Very Good', 'Premium', 'Ideal'];

/** Eight columns: four numbers with decimals, a whole number, two categories, a date. */
function rowOf(i) {
  const noise = (k) => ((Math.imul(i + 1, 2654435761 + 2 * k) >>> 0) % 10_000) / 10_000;
  const carat = (0.2 + 2 * noise(1)).toFixed(2);
  const day = new Date(1.5e12 + (i % 3000) * 86_400_000).toISOString().slice(0, 10);
  return [
    Number(carat),
    cuts[i % 5],
    'DEFGHIJ'[(i * 7) % 7],
    Number((55 + 10 * noise(2)).toFixed(1)),
    Number((50 + 15 * noise(3)).toFixed(4)),
    Math.round(4000 * carat + 500 * noise(4)),
    Number((3 + 6 * noise(5)).toFixed(6)),
    day,
  ];
}

const writers = {
  csv: (row) => row.join(','),
  quoted: (row) => row.map((value) => (typeof value === 'string' ? `"${value}"` : value)).join(','),
  ndjson: (row) => JSON.stringify(Object.fromEntries(row.map((value, c) => [names[c], value]))),
};
writers.json = writers.ndjson;

function write(file, format, rows) {
  const line = writers[format];
  const handle = openSync(file, 'w');
  const header = { csv: `${names.join(',')}\n`, quoted: `${names.join(',')}\n`, json: '[', ndjson: '' }[
    format
  ];
  const between = format === 'json' ? ',\n' : '\n';
  writeSync(handle, header);
  for (let i = 0; i < rows; i += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - i) }, (_, k) => line(rowOf(i + k)));
    writeSync(handle, lines.join(between) + (i + 10_000 < rows ? between : format === 'json' ? ']' : '\n'));
  }
  closeSync(handle);
}

/** In a process of its own, so that its memory is its own. */
async function measure(file) {
  const { loadTable } = await import('../dist/platform/node/source.js');
  const { inferSchema } = await import('../dist/data/infer-schema.js');
  const { prepare } = await import('../dist/tune/prepare.js');
  const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
  const began = performance.now();
  const { table } = await loadTable(file, {});
  const read = performance.now();
  const afterRead = megabytes();
  inferSchema(table, { target: 'price' });
  const inferred = performance.now();
  const afterInfer = megabytes();
  prepare({ table, data: { target: 'price' }, seed: 0 });
  const seconds = (from, to) => `${((to - from) / 1000).toFixed(2)} s`.padStart(8);
  console.log(
    `  read ${seconds(began, read)} (peak ${afterRead} MB)   understood ${seconds(read, inferred)} (${afterInfer} MB)   split and encoded ${seconds(inferred, performance.now())} (${megabytes()} MB)`,
  );
}

if (process.argv[2] === '--measure') await measure(process.argv[3]);
else {
  const rows = Number(process.argv[2] ?? 1_000_000);
  const formats = (process.argv[3] ?? 'csv,quoted,json,ndjson,gz').split(',');
  const folder = mkdtempSync(join(tmpdir(), 'sweetspot-read-'));
  try {
    for (const format of formats) {
      const file = join(
        folder,
        `rows.${format === 'quoted' ? 'quoted.csv' : format === 'gz' ? 'csv' : format}`,
      );
      write(file, format === 'gz' ? 'csv' : format, rows);
      if (format === 'gz') writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 1 }));
      const given = format === 'gz' ? `${file}.gz` : file;
      console.log(
        `${format}: ${rows} rows × ${names.length} columns, ${(statSync(given).size / 1e6).toFixed(0)} MB`,
      );
      spawnSync('node', [fileURLToPath(import.meta.url), '--measure', given], { stdio: 'inherit' });
      rmSync(given);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
