// Kills `sweetspot tune` with SIGKILL at 100 random moments, each in a study of its own, and goes on with --resume. Every trial that was
// announced must be there, the database intact, and the study must finish. Run `npm run build` first.
//
//   node scripts/check-kill.mjs [times]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const cars = fileURLToPath(new URL('../examples/cars.csv', import.meta.url));
const times = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-kill-'));
const base = ['tune', cars, '--target', 'economy (mpg)', '--drop-bad-rows', '--workers', '2', '--json'];

async function killed(study, after) {
  const child = spawn('node', [command, ...base, '--study', study, '--budget', '60s'], { cwd: folder });
  const announced = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line);
    if (event.event === 'trial') announced.push(event);
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  setTimeout(() => child.kill('SIGKILL'), after);
  await ended;
  return announced;
}

function sweetspot(...args) {
  const { status, stdout, stderr } = spawnSync('node', [command, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

let intact = 0;
let seed = 20261123;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 0x100000000;
};
for (let i = 0; i < times; i++) {
  const after = Math.round(150 + random() * 3500);
  const study = `killed-${i}`;
  const announced = await killed(study, after);
  const shown = sweetspot('studies', 'show', study, '--json');
  const trials = shown.status === 0 ? JSON.parse(shown.stdout).trials : [];
  const lost = announced.filter(({ number, state, validation }) => {
    const kept = trials[number];
    return kept?.state !== state || (kept.value ?? undefined) !== (validation ?? undefined);
  });
  const budget = `${trials.length + 4} trials`;
  const resumed = sweetspot(...base, '--study', study, '--resume', '--budget', budget);
  const last = resumed.stdout.trim().split('\n').at(-1);
  const finished = last.startsWith('{') && JSON.parse(last).event === 'finished';
  const right = lost.length === 0 && finished && [0, 4].includes(resumed.status);
  intact += right ? 1 : 0;
  console.log(
    `${right ? 'intact' : 'BROKEN'}  killed after ${after} ms: ${announced.length} announced, ${trials.length} kept, ${lost.length} lost; resumed: ${finished ? 'finished' : resumed.stderr.trim()}`,
  );
}
rmSync(folder, { recursive: true, force: true });
console.log(`${intact} of ${times} studies intact and resumable`);
process.exitCode = intact === times ? 0 : 1;
