// Kills `sweetspot tune` with SIGKILL at 100 random moments, each in a study of its own, four at a time in one database, and goes on with
// --resume. Every trial that was announced must be there, the database intact, and the study must finish. Run `npm run build` first.
//
//   node scripts/check-kill.mjs [times]
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const cars = fileURLToPath(new URL('../examples/cars.csv', import.meta.url));
const times = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-kill-'));
const base = ['tune', cars, '--target', 'economy (mpg)', '--drop-bad-rows', '--workers', '1', '--json'];
/** Studies at a time, all in one database. */
const lanes = 4;

/** The moment counts from the start, or from when the search begins. */
async function killed(study, after, fromSearch) {
  const child = spawn('node', [command, ...base, '--study', study, '--budget', '60s'], { cwd: folder });
  const announced = [];
  const kill = () => setTimeout(() => child.kill('SIGKILL'), after);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line);
    if (event.event === 'trial') announced.push(event);
    if (event.event === 'phase' && event.phase === 'search' && fromSearch) kill();
  });
  if (!fromSearch) kill();
  await new Promise((resolve) => child.on('close', resolve));
  return announced;
}

function sweetspot(...args) {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 1 << 28 };
    execFile('node', [command, ...args], options, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    );
  });
}

async function check(i, after) {
  const study = `killed-${i}`;
  const announced = await killed(study, after, i % 4 > 0);
  const shown = await sweetspot('studies', 'show', study, '--json');
  const trials = shown.status === 0 ? JSON.parse(shown.stdout).trials : [];
  const lost = announced.filter(({ number, state, validation }) => {
    const kept = trials[number];
    return kept?.state !== state || (kept.value ?? undefined) !== (validation ?? undefined);
  });
  const more = trials.length > 0 ? ['--for', '1s'] : ['--budget', '1s'];
  const resumed = await sweetspot(...base, '--study', study, '--resume', ...more);
  const last = resumed.stdout.trim().split('\n').at(-1);
  const finished = last.startsWith('{') && JSON.parse(last).event === 'finished';
  const right = lost.length === 0 && finished && [0, 4].includes(resumed.status);
  console.log(
    `${right ? 'intact' : 'BROKEN'}  killed ${after} ms after ${i % 4 > 0 ? 'the search began' : 'its start'}: ${announced.length} announced, ${trials.length} kept, ${lost.length} lost; resumed: ${finished ? 'finished' : resumed.stderr.trim()}`,
  );
  return right;
}

let seed = 20261123;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 0x100000000;
};
const moments = Array.from({ length: times }, () => Math.round(150 + random() * 3500));
let next = 0;
let intact = 0;
const lane = async () => {
  while (next < times) {
    const i = next++;
    if (await check(i, moments[i])) intact += 1;
  }
};
await Promise.all(Array.from({ length: lanes }, lane));
rmSync(folder, { recursive: true, force: true });
console.log(`${intact} of ${times} studies intact and resumable`);
process.exitCode = intact === times ? 0 : 1;
