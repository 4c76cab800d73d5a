// How far off is what a stopped trial is foreseen to come to? On the studies that bench/insight/what-if.mjs keeps, some of the stopped trials, evenly among them, are trained on to their
// ends (the same training, for it has the same seed), which are kept beside the studies, and foreseen from what the study has. Run `npm run build` first.
//
//   node bench/insight/forecasts.mjs --kept FOLDER/tuned1 [--dist CHECKOUT/dist] [--tables line,auto_mpg] [--count 20]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { train } from '../../dist/platform/node/train.js';
import { tables } from './what-if/tables.mjs';
import { whereOf } from './what-if/where.mjs';

const { values: flags } = parseArgs({
  options: {
    kept: { type: 'string' },
    dist: { type: 'string', default: 'dist' },
    tables: { type: 'string', default: tables.join(',') },
    count: { type: 'string', default: '20' },
  },
});
if (flags.kept === undefined) throw new Error('--kept has to name the folder of the studies');
const { evidenceOf } = await import(resolve(flags.dist, 'insight/evidence.js'));
const { reopen } = await import(resolve(flags.dist, 'platform/node/reopen.js'));

/** What the chosen trials come to, by number; null where one blew up. */
async function endsOf(name, { trials }) {
  const file = join(flags.kept, `${name}.ends.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const stopped = trials.filter(({ state }) => state === 'stopped');
  const count = Math.min(Number(flags.count), stopped.length);
  const ends = {};
  for (let i = 0; i < count; i++) {
    const { number } = stopped[Math.floor((i * stopped.length) / count)];
    const { diverged, best } = await train({ ...whereOf(name, flags.kept), trial: number });
    ends[number] = diverged ? null : best.validation;
  }
  writeFileSync(file, JSON.stringify(ends));
  return ends;
}

/** Of each trial that has a forecast: how far off it was, as a log ratio, how far in its own deviations, and how far off it would be to go by where the trial stood. */
function missesOf(record, ends) {
  const asCost = (value) => (record.direction === 'minimize' ? value : -value);
  const { early } = evidenceOf(record);
  return early
    .filter(({ number }) => typeof ends[number] === 'number')
    .map(({ number, cost, deviation }) => {
      const end = asCost(ends[number]);
      return {
        off: Math.log(cost / end),
        deviations: (end - cost) / deviation,
        stood: Math.log(asCost(record.trials[number].value) / end),
      };
    });
}

function say(name, misses) {
  const percent = (of) =>
    `${((100 * misses.reduce((sum, miss) => sum + of(miss), 0)) / misses.length).toFixed(1)} %`;
  const held = misses.filter(({ deviations }) => Math.abs(deviations) < 1.645).length;
  console.log(
    `${name.padEnd(20)} off by ${percent(({ off }) => Math.abs(off))} (${percent(({ off }) => off)} too high in the mean; as they stood ${percent(({ stood }) => Math.abs(stood))}), ${held} of ${misses.length} intervals hold`,
  );
}

const all = [];
for (const name of flags.tables.split(',')) {
  const record = await reopen(whereOf(name, flags.kept)).then((study) => study.record);
  const misses = missesOf(record, await endsOf(name, record));
  say(name, misses);
  all.push(...misses);
}
say('all', all);
