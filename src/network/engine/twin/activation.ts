import { exp, tanh } from '../../../math/elementary.js';
import type { Activation } from '../../plan.js';

/** What a hidden unit gives for its weighted sum z, and the slope there. */
export interface Response {
  readonly value: number;
  readonly slope: number;
}

export const activations: Record<Activation, (z: number) => Response> = {
  relu: (z) => ({ value: Math.max(z, 0), slope: z > 0 ? 1 : 0 }),
  tanh: (z) => {
    const value = tanh(z);
    return { value, slope: 1 - value * value };
  },
  silu: (z) => {
    const s = sigmoid(z);
    return { value: z * s, slope: s * (1 + z * (1 - s)) };
  },
};

export const sigmoid = (z: number) => (z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z)));
