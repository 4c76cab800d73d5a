// Plays a recorded run on a real terminal, to be looked at: node test/cli/demo.mjs [recording] [speed] [flags of tune…]
// It needs `npm run build` first.
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { main } from '../../dist/cli/main.js';
import { processTerminal } from '../../dist/cli/terminal.js';

const [recording = 'regression', speed = '20', ...flags] = process.argv.slice(2);
const events = readFileSync(new URL(`recorded/${recording}.ndjson`, import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** Waits as the events did; an aborted signal skips to the end. */
async function play({ onEvent, signal }) {
  let elapsed = 0;
  for (const event of events) {
    if (signal.aborted && event.event === 'progress') continue;
    await setTimeout((1000 * Math.max(0, (event.elapsed ?? elapsed) - elapsed)) / Number(speed));
    elapsed = event.elapsed ?? elapsed;
    onEvent(event);
  }
  return { ...events.at(-1), interrupted: signal.aborted };
}

process.exitCode = await main(['tune', 'diamonds.csv', '--target', 'price', ...flags], processTerminal(), {
  tune: play,
});
