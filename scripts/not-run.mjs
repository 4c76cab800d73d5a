// After the tests: what `npm test` leaves out, and why.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from './chromium.mjs';
import { tinyDisk } from './tiny-disk.mjs';

/** Whether a package can be loaded from here. */
const isInstalled = (name) => {
  try {
    return createRequire(import.meta.url).resolve(name) !== '';
  } catch {
    return false;
  }
};

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const reasons = {
  'check:package': 'packs and installs from a registry',
  'check:optuna': 'needs Python and installs Optuna',
};
const left = Object.keys(scripts).filter((name) => name.startsWith('check:'));
console.log('Not run by npm test:');
for (const name of left) console.log(`  npm run ${name}: ${reasons[name] ?? 'takes long'}`);
if (!chromium)
  console.log('  test/browser.test.ts: no Chromium in the usual places; install it, or name it in CHROMIUM');
if (!tinyDisk.isPossible)
  console.log('  test/trouble.test.ts, full disks: only root on Linux may mount a small one');
if (!isInstalled('@duckdb/node-api'))
  console.log(
    '  src/platform/node/query/query.test.ts: @duckdb/node-api is not installed; npm install brings it',
  );
if (process.getuid?.() !== 0)
  console.log('  test/trouble.test.ts, a locked folder: only root may become somebody else');
