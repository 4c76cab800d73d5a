// Where Chromium is on this machine; as a command: prints the path, exits with 1 when there is none.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path that `CHROMIUM` names (empty: none), else the first of the usual places that has it; undefined when there is none. */
export const chromium = process.env.CHROMIUM ?? usualPlaces.find((path) => existsSync(path));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(chromium ?? 'no Chromium in the usual places; name it in CHROMIUM');
  process.exitCode = chromium ? 0 : 1;
}
