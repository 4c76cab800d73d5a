// What suggestions are asked for: a space, an objective that takes no time, and the same for peers as plain data.
import { categorical, float, integer, space } from '../../dist/space/define.js';

const range = (count) => Array.from({ length: count }, (_, i) => i);
const square = (x) => x * x;
const floats = (count) => space(Object.fromEntries(range(count).map((i) => [`x${i}`, float(0, 1)])));
const bowl = (setting) => Object.values(setting).reduce((sum, x, i) => sum + square(x - ((i * 0.37) % 1)), 0);

const network = space({
  rate: float(1e-5, 1, { log: true }),
  decay: float(1e-6, 0.1, { log: true }),
  dropout: float(0, 0.5),
  momentum: float(0, 0.99),
  layers: integer(1, 8),
  neurons: integer(4, 512, { log: true }),
  batch: integer(8, 512, { log: true }),
  loss: categorical(['squared', 'absolute', 'huber']),
  activation: categorical(['relu', 'tanh', 'gelu', 'silu']),
  schedule: categorical(['constant', 'cosine']),
});
const networkError = (s) =>
  square(Math.log10(s.rate) + 3) +
  square(Math.log10(s.decay) + 4) / 4 +
  s.dropout +
  square(s.momentum - 0.9) +
  square(s.layers - 3) / 9 +
  square(Math.log2(s.neurons / 64)) / 4 +
  square(Math.log2(s.batch / 32)) / 9 +
  { squared: 0, absolute: 0.5, huber: 0.2 }[s.loss] +
  { relu: 0.3, tanh: 0.6, gelu: 0, silu: 0.1 }[s.activation] +
  (s.schedule === 'cosine' ? 0 : 0.2);

export const problems = {
  'ten mixed': { space: network, objective: networkError },
  'ten floats': { space: floats(10), objective: bowl },
  'forty floats': { space: floats(40), objective: bowl },
};
