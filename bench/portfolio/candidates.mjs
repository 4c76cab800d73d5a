// Settings among which a portfolio is chosen: drawn once, evenly from lists that say what is usual of networks on tables.
import { stream } from '../../dist/math/random.js';

const lists = {
  layers: [1, 1, 2, 2, 2, 3],
  neurons: [12, 24, 48, 96, 160],
  activation: ['relu', 'silu', 'tanh'],
  numeric_bins: [0, 0, 8, 16, 32],
  learning_rate: [0.001, 0.002, 0.004, 0.008, 0.016, 0.032],
  weight_decay: [1e-5, 1e-3, 1e-2, 5e-2],
  dropout: [0, 0, 0.05, 0.1, 0.3],
  target_scale: ['linear', 'linear', 'log'],
  /** Times the batch that suits the rows. */
  batch_factor: [0.25, 0.5, 1, 1, 2],
};

/** `count` settings, the same for every call. */
export function candidates(count) {
  const draws = stream(0, 0, 'bench: portfolio');
  const one = (list) => list[Math.floor(draws.uniform() * list.length)];
  return Array.from({ length: count }, () =>
    Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, one(list)])),
  );
}
