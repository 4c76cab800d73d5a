// Packs Sweetspot, installs the tarball in an empty folder and does there what a user does: tune, predict, import the library.
// A file that is missing from the package, or a dependency that is only a development one, is caught here.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { houses } from './houses.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-package-'));
const rows = 600;

try {
  install(pack());
  everyExportIsThere();
  writeFileSync(join(folder, 'houses.csv'), houses(rows));
  const finished = tune();
  predict(finished.model);
  library();
  console.log('package: installs, tunes, predicts and is imported');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack() {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename, size }] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }));
  console.log(`package: ${filename}, ${Math.round(size / 1000)} kB`);
  return join(folder, filename);
}

function install(tarball) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: folder, stdio: 'inherit' });
}

function everyExportIsThere() {
  const installed = join(folder, 'node_modules', 'sweetspot');
  const { exports, bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const files = [...Object.values(bin), ...Object.values(exports).flatMap(filesOf)];
  const missing = files.filter((file) => !existsSync(join(installed, file)));
  if (missing.length) throw new Error(`package.json names files that are not packed: ${missing.join(', ')}`);
}

function filesOf(entry) {
  return typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(filesOf);
}

function sweetspot(...args) {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'sweetspot', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`sweetspot ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

function tune() {
  const text = sweetspot(
    'tune',
    'houses.csv',
    '--target',
    'price',
    '--budget',
    '10s',
    '--seed',
    '1',
    '--json',
  );
  const finished = JSON.parse(text.trim().split('\n').at(-1));
  expect('the last event', finished.event, 'finished');
  expect('the trials that were complete', finished.trials.complete > 0, true);
  expect('the model beats its baselines', finished.beaten, true);
  return finished;
}

function predict(model) {
  const [header, ...lines] = sweetspot('predict', model, 'houses.csv').trim().split('\n');
  const added = header.trim().split(',').slice(-3).join();
  expect('the last columns of the predictions', added, 'prediction,prediction_low,prediction_high');
  expect('the rows of the predictions', lines.length, rows);
}

function library() {
  const program = `
    import { tune } from 'sweetspot';
    const finished = await tune({ data: 'houses.csv', target: 'price', budget: '4 trials', workers: 1, out: 'library' });
    console.log(finished.event);
  `;
  writeFileSync(join(folder, 'library.mjs'), program);
  const said = execFileSync('node', ['library.mjs'], { cwd: folder, encoding: 'utf8' });
  expect('what the library resolves to', said.trim(), 'finished');
}

function expect(what, got, wanted) {
  if (got !== wanted) throw new Error(`${what}: expected ${wanted}, got ${got}`);
}
