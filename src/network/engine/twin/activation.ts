import { exp, expm1, log1p, tanh } from '../../../math/elementary.js';
import { logRootTwoPi, normalCdf } from '../../../math/normal.js';
import type { Activation } from '../../plan.js';

/** What a hidden unit gives for its weighted sum z, and the slope there. */
export interface Response {
  readonly value: number;
  readonly slope: number;
}

const seluScale = 1.0507009873554805;
const seluBelow = seluScale * 1.6732632423543772;

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
  identity: (z) => ({ value: z, slope: 1 }),
  leaky_relu: (z) => (z > 0 ? { value: z, slope: 1 } : { value: 0.01 * z, slope: 0.01 }),
  elu: (z) => (z > 0 ? { value: z, slope: 1 } : { value: expm1(z), slope: exp(z) }),
  selu: (z) =>
    z > 0
      ? { value: seluScale * z, slope: seluScale }
      : { value: seluBelow * expm1(z), slope: seluBelow * exp(z) },
  gelu: (z) => {
    const below = normalCdf(z);
    return { value: z * below, slope: below + z * exp(-0.5 * z * z - logRootTwoPi) };
  },
  mish: (z) => {
    const share = tanh(softplus(z));
    return { value: z * share, slope: share + z * (1 - share * share) * sigmoid(z) };
  },
  sigmoid: (z) => ({ value: sigmoid(z), slope: sigmoid(z) * sigmoid(-z) }),
};

/** ln(1 + e^z) */
export const softplus = (z: number) => Math.max(z, 0) + log1p(exp(-Math.abs(z)));

export const sigmoid = (z: number) => (z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z)));
