// A table larger than memory, from the file to encoded blocks: how long each step takes, and the most memory that the process ever had.
// Run `npm run build` first.
//
//   node bench/large.mjs [--rows 10000000] [--file MADE.csv] [--keep]
//
// Without `--file` the table is made first (bench/made-table.mjs), in a folder for the time being, which `--keep` keeps. How fast networks train from
// blocks is measured by bench/window.mjs.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { blockCount } from '../dist/network/engine/blocks.js';
import { loadBig } from '../dist/platform/node/big/load.js';
import { openBlocks } from '../dist/platform/node/big/store/open-blocks.js';
import { prepare } from '../dist/tune/prepare.js';
import { writeMadeCsv } from './made-table.mjs';

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    file: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-large-'));
const file = flags.file ?? join(folder, 'made.csv');

let began = performance.now();
function lap(what, rows) {
  const seconds = (performance.now() - began) / 1000;
  const rate = rows === undefined ? '' : `${Math.round(rows / seconds / 1000)} thousand rows a second`;
  const peak = `${Math.round(process.resourceUsage().maxRSS / 1000)} MB at most so far`;
  console.log([what.padEnd(34), `${seconds.toFixed(1)} s`.padStart(9), peak.padStart(24), rate].join('  '));
  began = performance.now();
}

if (flags.file === undefined) {
  writeMadeCsv(file, Number(flags.rows));
  lap(`made: ${(statSync(file).size / 1e9).toFixed(2)} GB of CSV`, Number(flags.rows));
}
try {
  const data = { target: 'y' };
  const { table, whole } = await loadBig(file, { cacheFolder: join(folder, 'cache') });
  lap('looked through, with its SHA-256', whole.rows);
  const sample = prepare({ table, data, seed: 0 });
  lap(`sample of ${table.rows} prepared`);
  const prepared = await whole.prepared(sample, data);
  lap('encoded into blocks', whole.rows);
  await whole.prepared(sample, data);
  lap('cache found and checked', whole.rows);
  read(prepared.part(0).part.stored);
  lap('all blocks read once', prepared.sizes.train);
} finally {
  if (!flags.keep) rmSync(folder, { recursive: true });
  else console.log(folder);
}

/** All blocks once, into the same room. */
function read(stored) {
  const blocks = openBlocks(stored, 'linear');
  const room = {
    inputs: new Float32Array(blocks.blockRows * blocks.inputs),
    targets: new Float32Array(blocks.blockRows * blocks.targetWidth),
  };
  for (let block = 0; block < blockCount(blocks); block++) blocks.read(block, room);
  blocks.close();
}
