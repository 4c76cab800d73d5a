// How long `explain` takes: node bench/insight/speed.mjs. Made-up studies of ten hyperparameters, two of them conditional, of which 1,000 and 100,000 trials; of the
// large one 1,000 are drawn for the forests, as the text says. Processor seconds are this process's own.

import { categorical, explain, float, integer, powers, space } from '../../dist/index.js';
import { stream } from '../../dist/math/random.js';
import { decode } from '../../dist/space/encode.js';

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

for (const count of [1000, 1000, 100_000]) {
  const record = study(count);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { importance, interactions } = explain(record);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    JSON.stringify({
      trials: count,
      learnt_from: importance.trials.used,
      seconds: Number(seconds.toFixed(2)),
      processor_seconds: Number(((user + system) / 1e6).toFixed(2)),
      first: importance.hyperparameters[0]?.name,
      pulls: interactions.pairs.filter(({ claimed }) => claimed).map(({ x, y }) => `${x} × ${y}`),
    }),
  );
}
