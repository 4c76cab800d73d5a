import { stream } from '../../math/random.js';
import { layerShapes, parameterCount } from '../count.js';
import type { Plan } from '../plan.js';
import type { NetworkSeed } from './engine.js';

/**
 * The parameters before the first step, in file order: weights uniform with the deviation below, biases zero, from the stream
 * `weights`. Hidden layers keep the size of signals: √(2 / inputs) for ReLU and SiLU (He et al. 2015), √(2 / (inputs + outputs)) for tanh (Glorot and
 * Bengio 2010). The last layer starts ten times smaller than 1 / √inputs, so that training begins from the mean of the targets.
 */
export function firstWeights(plan: Plan, { seed, trial }: NetworkSeed): Float32Array {
  const random = stream(seed, trial, 'weights');
  const weights = new Float32Array(parameterCount(plan));
  const shapes = layerShapes(plan);
  let at = 0;
  shapes.forEach(({ depth, width }, layer) => {
    const deviation =
      layer === shapes.length - 1 ? 0.1 * Math.sqrt(1 / depth) : hiddenDeviation(plan, depth, width);
    const bound = Math.sqrt(3) * deviation;
    for (const end = at + depth * width; at < end; at++) {
      weights[at] = bound * ((random.uint32() >>> 7) / 16777216 - 1);
    }
    at += width;
  });
  return weights;
}

const hiddenDeviation = ({ activation }: Plan, depth: number, width: number) =>
  Math.sqrt(activation === 'tanh' ? 2 / (depth + width) : 2 / depth);
