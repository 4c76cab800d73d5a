// The spaces that suggestions are asked for; they are plain data, and peers read the same.
import { categorical, float, integer, space } from '../../dist/space/define.js';

const floats = (count) =>
  space(Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, float(0, 1)])));

export const spaces = {
  'ten mixed': space({
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
  }),
  'ten floats': floats(10),
  'forty floats': floats(40),
};
