import type { Activation, Averaging, Clip, Normalisation } from '../plan.js';

// The numbers by which the kernels know these (kernels/codes.ts).
export const activationCodes: Record<Activation, number> = {
  relu: 0,
  tanh: 1,
  silu: 2,
  identity: 3,
  leaky_relu: 4,
  elu: 5,
  selu: 6,
  gelu: 7,
  mish: 8,
  sigmoid: 9,
};
export const optimiserCodes = { adam: 0, descent: 1, momentum: 2, nesterov: 3, rmsprop: 4 } as const;
export const clipCodes: Record<Clip['kind'], number> = { norm: 1, value: 2 };
export const averagingCodes: Record<Averaging['kind'], number> = { exponential: 1, uniform: 2 };
/** 0: none. */
export const normalisationCodes: Record<Normalisation, number> = { batch: 1, layer: 2 };
