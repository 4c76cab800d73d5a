// How long a suggestion takes, ours and Optuna's in turns, by the length of the history. Run `npm run build` first.
//
//   node bench/suggest.mjs [--json] [--repeats 3] [--only "tpe"] [--no-peer]
//
// Optuna: SWEETSPOT_BENCH_PYTHON names a Python that has it (and cmaes, scipy, torch); else one is made with pip in a folder outside the repository.
import { parseArgs } from 'node:util';
import { timeOurs } from './suggest/ours.mjs';
import { startOptuna } from './suggest/peer.mjs';
import { spaces } from './suggest/problems.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    repeats: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    peer: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

/** [sampler, space, trials before, our rounds, Optuna's rounds] */
const cases = [
  ['tpe', 'ten mixed', 100, 50, 30],
  ['tpe', 'ten mixed', 1000, 50, 20],
  ['tpe', 'ten floats', 100, 50, 30],
  ['tpe', 'ten floats', 1000, 50, 20],
  ['tpe', 'ten floats', 5000, 50, 10],
  ['tpe', 'forty floats', 0, 1000, 0],
  ['gp', 'ten floats', 100, 10, 5],
  ['gp', 'ten floats', 250, 10, 3],
  ['cma-es', 'ten floats', 0, 1000, 300],
  ['cma-es', 'ten floats', 0, 100_000, 0],
  ['auto', 'ten mixed', 100, 60, 0],
  ['auto', 'ten mixed', 270, 30, 0],
  ['auto', 'ten mixed', 1000, 20, 0],
  ['auto', 'ten mixed', 10_000, 20, 0],
  ['auto, paused', 'ten mixed', 100, 60, 0],
  ['auto, paused', 'ten mixed', 900, 60, 0],
  ['auto, paused', 'ten mixed', 1100, 20, 0],
  ['auto, paused', 'ten mixed', 10_000, 20, 0],
];

const least = (timings, key) => Math.min(...timings.map((timing) => timing[key]));
const milliseconds = (seconds) => (seconds * 1000).toPrecision(3).padStart(8);

/** The least of several repeats in turns: what else the machine does only adds. */
async function timeCase([sampler, space, history, rounds, peerRounds], optuna) {
  const question = { space: spaces[space], sampler, history, seed: 1 };
  const ours = [];
  const theirs = [];
  for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
    ours.push(timeOurs({ ...question, rounds, seed: 1 + repeat }));
    if (optuna && peerRounds > 0)
      theirs.push(await optuna.time({ ...question, rounds: peerRounds, seed: 1 + repeat }));
    if (rounds > 10_000) break;
  }
  const result = { sampler, space, history, rounds };
  for (const key of ['seconds', 'cpu']) {
    result[key] = least(ours, key);
    if (theirs.length > 0) result[`optuna_${key}`] = least(theirs, key);
  }
  if (theirs.length > 0) result.ratio = result.optuna_cpu / result.cpu;
  return result;
}

const wanted = cases.filter(([sampler, space]) => `${sampler} ${space}`.includes(values.only));
const optuna = values.peer && wanted.some((each) => each[4] > 0) ? await startOptuna() : undefined;
// The first suggestions are slow while the code is compiled.
for (const sampler of new Set(wanted.map(([name]) => name)))
  timeOurs({
    space: spaces['ten floats'],
    sampler,
    history: 30,
    rounds: sampler === 'gp' || sampler.startsWith('auto') ? 5 : 300,
    seed: 9,
  });

const results = [];
if (!values.json)
  console.log('sampler      space         history   ours, ms  (cpu)     optuna, ms (cpu)     ratio of cpu');
for (const each of wanted) {
  const result = await timeCase(each, optuna);
  results.push(result);
  if (values.json) continue;
  const {
    sampler,
    space,
    history,
    rounds,
    seconds,
    cpu,
    optuna_seconds: theirs,
    optuna_cpu: theirCpu,
    ratio,
  } = result;
  const name = `${sampler.padEnd(12)} ${space.padEnd(13)} ${String(history).padStart(7)}`;
  const peer =
    ratio === undefined ? '' : `${milliseconds(theirs)} ${milliseconds(theirCpu)}   ${ratio.toFixed(1)} ×`;
  const whole = ratio === undefined ? `   ${rounds} in all: ${(cpu * rounds).toPrecision(3)} s` : '';
  console.log(`${name} ${milliseconds(seconds)} ${milliseconds(cpu)}   ${peer}${whole}`);
}
if (values.json) console.log(JSON.stringify({ node: process.version, results }, null, 2));
optuna?.end();
