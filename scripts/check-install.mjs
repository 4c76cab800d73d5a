// Interrupts `npm install` in a fresh copy of the repository at random moments, then installs again. That either works, or a message says
// that node_modules has to go (npm does not notice packages that are half there), and then it works.
//
//   node scripts/check-install.mjs [interruptions]
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'sweetspot-install-'));
const times = Number(process.argv[2] ?? 3);

const run = (command, ...args) => spawnSync(command, args, { cwd: copy, encoding: 'utf8' });

function interrupted(after) {
  // A group of its own, so that the scripts that npm started end with it.
  const child = spawn('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: copy,
    detached: true,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), after);
  return ended.then((code) => {
    clearTimeout(timer);
    return code === 0 ? 'had ended before' : 'killed';
  });
}

const files = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .stdout.split('\0')
  .filter(Boolean);
for (const file of files) {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  copyFileSync(join(root, file), join(copy, file));
}
for (let i = 0; i < times; i++) {
  const after = 500 + Math.round(Math.random() * 9_500);
  console.log(`npm install, killed after ${after} ms: ${await interrupted(after)}`);
}
let installed = run('npm', 'install', '--no-audit', '--no-fund');
if (installed.status !== 0 && /delete the folder node_modules/.test(installed.stderr)) {
  console.log('npm install: the build failed, and the message said to delete node_modules');
  rmSync(join(copy, 'node_modules'), { recursive: true });
  installed = run('npm', 'install', '--no-audit', '--no-fund');
}
const version = run('npx', 'sweetspot', '--version');
const tuned = run(
  'npx',
  'sweetspot',
  'tune',
  'examples/penguins.csv',
  '--target',
  'species',
  '--budget',
  '4 trials',
  '--quiet',
);
rmSync(copy, { recursive: true, force: true });
const works = installed.status === 0 && version.status === 0 && [0, 4].includes(tuned.status);
console.log(
  works
    ? `installed again: sweetspot ${version.stdout.trim()} works`
    : installed.stderr + version.stderr + tuned.stderr,
);
process.exitCode = works ? 0 : 1;
