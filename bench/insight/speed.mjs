// How long `explain` takes, and a guess of what-if: node bench/insight/speed.mjs [--trials 1000,100000] [--dist FOLDER]. Made-up studies of ten hyperparameters, two of
// them conditional; of a large one trials are drawn, as the text says. `--dist` is another build of Sweetspot, to compare with. Processor seconds are this process's
// own, in the order in which a command would spend them: nothing is warm at the first study.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({
  options: {
    trials: { type: 'string', default: '1000,1000,100000' },
    dist: { type: 'string', default: 'dist' },
  },
});
const from = (file) => import(resolve(flags.dist, file));
const { categorical, explain, float, integer, powers, space } = await from('index.js');
const { beliefOf } = await from('insight/belief.js');
const { evidenceOf } = await from('insight/evidence.js');
const { guessSteps } = await from('insight/guess.js');
const { stream } = await from('math/random.js');
const { decode } = await from('space/encode.js');

const own = space({
  learning_rate: float(1e-5, 1, { log: true }),
  batch_size: powers(2, 8, 1024),
  layers: integer(0, 4),
  neurons: integer(4, 512, { log: true, when: { parameter: 'layers', values: [1, 2, 3, 4] } }),
  loss: categorical(['squared', 'absolute', 'huber']),
  huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  dropout: float(0, 0.5),
  weight_decay: float(1e-5, 1, { log: true }),
  schedule: categorical(['cycles', 'constant']),
  idle: float(0, 1),
});

function study(count) {
  const random = stream(1, 0, 'bench: explain');
  const trials = Array.from({ length: count }, (_, number) => {
    const setting = decode(
      own,
      Object.keys(own).map(() => random.uniform()),
    );
    const rate = Math.log10(setting.learning_rate);
    const diverged = rate > -0.3;
    const value =
      100 +
      10 * (rate + 2.5 - 0.5 * Math.log10(setting.batch_size / 32)) ** 2 +
      5 * Math.abs(setting.layers - 2) +
      (setting.loss === 'squared' ? 8 : 0) +
      2 * random.normal();
    return {
      number,
      state: diverged ? 'diverged' : 'complete',
      setting,
      ...(diverged ? {} : { value }),
      intermediate: [],
      facts: {},
      started: 0,
      finished: 1,
    };
  });
  return { name: 'made', direction: 'minimize', space: own, facts: {}, trials };
}

/** Processor milliseconds of a what-if of three steps: the first, which has to form a belief, and the median of those after it. */
function guesses(record) {
  const spent = (work) => {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    return { result, milliseconds: Number(((user + system) / 1e3).toFixed(1)) };
  };
  const base = record.trials.find(({ value }) => value !== undefined).setting;
  const steps = [64, 128, 256].map((batch, i) => ({
    change: `step ${i}`,
    setting: { ...base, batch_size: batch, learning_rate: base.learning_rate * (i + 1) },
  }));
  let belief;
  const first = spent(() => {
    belief = beliefOf(evidenceOf(record));
    return guessSteps(belief, base, steps);
  });
  const later = Array.from({ length: 21 }, () => spent(() => guessSteps(belief, base, steps)).milliseconds);
  return { first_guess_ms: first.milliseconds, guess_ms: later.sort((a, b) => a - b)[10] };
}

for (const count of flags.trials.split(',').map(Number)) {
  const record = study(count);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { importance, interactions } = explain(record);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const guess = guesses(record);
  console.log(
    JSON.stringify({
      trials: count,
      learnt_from: importance.trials.used,
      seconds: Number(seconds.toFixed(2)),
      processor_seconds: Number(((user + system) / 1e6).toFixed(2)),
      ...guess,
      first: importance.hyperparameters[0]?.name,
      pulls: interactions.pairs.filter(({ claimed }) => claimed).map(({ x, y }) => `${x} × ${y}`),
    }),
  );
}
