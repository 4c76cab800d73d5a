// How long a proposal takes, by the length of the history: node bench/propose.mjs (after npm run build).
import { random } from '../dist/search/random.js';
import { tpe } from '../dist/search/tpe.js';
import { categorical, float, integer, powers, space } from '../dist/space/define.js';

const over = space({
  batch_size: powers(2, 8, 4096, { prior: { centre: 32, confidence: 0.5 } }),
  loss: categorical(['squared', 'absolute', 'huber']),
  huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  learning_rate: float(1e-5, 1, {
    log: true,
    prior: { centre: 1e-3, confidence: 0.75, shift: { parameter: 'batch_size', from: 32, power: 0.5 } },
  }),
  schedule: categorical(['cycles', 'constant']),
  layers: integer(0, 4),
  neurons: integer(4, 512, { log: true }),
  weight_decay: float(1e-6, 0.1, { log: true }),
  dropout: float(0, 0.5),
});

function makeTrial(number) {
  const setting = random().propose({ space: over, direction: 'minimize', trials: [], seed: 1, number });
  const value = (number * 7919) % 1000;
  const state = number % 3 ? 'stopped' : 'complete';
  return {
    number,
    state,
    setting,
    value,
    intermediate: [{ epoch: 1 + (number % 9), value }],
    facts: {},
    started: 0,
  };
}

const rounds = 200;
for (const count of [50, 200, 500, 1000]) {
  const trials = Array.from({ length: count }, (_, number) => makeTrial(number));
  const propose = (number) => tpe().propose({ space: over, direction: 'minimize', trials, seed: 1, number });
  for (let i = 0; i < 50; i++) propose(count + i);
  const start = performance.now();
  for (let i = 0; i < rounds; i++) propose(count + 50 + i);
  console.log(`${count} trials: ${((performance.now() - start) / rounds).toFixed(2)} ms a proposal`);
}
