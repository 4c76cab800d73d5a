// How far off is what a stopped trial is foreseen to come to? On the studies that bench/insight/what-if.mjs keeps: each complete trial is cut at the first, second and third rung that it
// went past, as if it had been stopped there, and foreseen from the others; its own value is the truth. Run `npm run build` first.
//
//   node bench/insight/forecasts.mjs --kept FOLDER [--dist CHECKOUT/dist] [--tables line,auto_mpg]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { whereOf } from './what-if/study.mjs';
import { tables } from './what-if/tables.mjs';

const { values: flags } = parseArgs({
  options: {
    kept: { type: 'string' },
    dist: { type: 'string', default: 'dist' },
    tables: { type: 'string', default: tables.join(',') },
  },
});
if (flags.kept === undefined) throw new Error('--kept has to name the folder of the studies');
const { evidenceOf } = await import(resolve(flags.dist, 'insight/evidence.js'));
const { reopen } = await import(resolve(flags.dist, 'platform/node/reopen.js'));

const rungs = [1 / 15, 3 / 15, 7 / 15];

/** Of each cut: how far off the forecast was, as a log ratio, and whether its nominal 90 % interval held the truth. */
function cutsOf({ record }) {
  return record.trials
    .filter(({ state }) => state === 'complete')
    .flatMap((trial) =>
      rungs
        .map((share) => Math.max(1, Math.round(share * Number(trial.facts.horizon))))
        .filter((epoch) => epoch < trial.intermediate.length)
        .flatMap((epoch) => cut(record, trial, epoch)),
    );
}

function cut(record, trial, epoch) {
  const intermediate = trial.intermediate.slice(0, epoch);
  const better = record.direction === 'minimize' ? Math.min : Math.max;
  const value = better(...intermediate.map((report) => report.value));
  const stopped = { ...trial, state: 'stopped', intermediate, value };
  const trials = record.trials.map((each) => (each === trial ? stopped : each));
  const score = evidenceOf({ ...record, trials }).early.find(({ number }) => number === trial.number);
  if (score === undefined) return [];
  const truth = record.direction === 'minimize' ? trial.value : -trial.value;
  return [
    {
      off: Math.abs(Math.log(score.cost / truth)),
      held: Math.abs(score.cost - truth) <= 1.645 * score.deviation,
    },
  ];
}

const say = (name, cuts) => {
  const off = cuts.reduce((sum, each) => sum + each.off, 0) / cuts.length;
  const held = cuts.filter((each) => each.held).length;
  console.log(
    `${name.padEnd(16)} ${cuts.length} cuts, off by ${(100 * off).toFixed(1)} %, ${held} of ${cuts.length} intervals hold`,
  );
};
const all = [];
for (const name of flags.tables.split(',')) {
  const cuts = cutsOf(await reopen(whereOf(name, flags.kept)));
  say(name, cuts);
  all.push(...cuts);
}
say('all', all);
