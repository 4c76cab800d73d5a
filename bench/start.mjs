// How long until `--help` has printed and until the first trial starts. Run `npm run build` first.
//
//   node bench/start.mjs [runs]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const diamonds = fileURLToPath(new URL('../examples/diamonds.csv', import.meta.url));
const runs = Number(process.argv[2] ?? 5);
const out = mkdtempSync(join(tmpdir(), 'sweetspot-start-'));

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

function help() {
  const began = performance.now();
  spawnSync('node', [command, '--help']);
  return (performance.now() - began) / 1000;
}

async function firstTrial() {
  const began = performance.now();
  const args = [command, 'tune', diamonds, '--target', 'price', '--budget', '20s', '--json', '--out', out];
  const child = spawn('node', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let seconds;
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, phase } = JSON.parse(line);
    if (event === 'phase' && phase === 'search') {
      seconds = (performance.now() - began) / 1000;
      break;
    }
  }
  child.kill('SIGKILL');
  return seconds;
}

const helps = Array.from({ length: runs }, help);
const firsts = [];
for (let run = 0; run < runs; run++) firsts.push(await firstTrial());
rmSync(out, { recursive: true, force: true });
console.log(`node dist/cli.js --help         ${median(helps).toFixed(3)} s (median of ${runs})`);
console.log(`first trial starts (diamonds)   ${median(firsts).toFixed(3)} s (median of ${runs})`);
