import type { Activation, Loss, Optimiser } from '../plan.js';

// The numbers by which the kernels know these (kernels/layout.ts).
export const activationCodes: Record<Activation, number> = { relu: 0, tanh: 1, silu: 2 };
export const lossCodes: Record<Loss['kind'], number> = {
  squared: 0,
  absolute: 1,
  huber: 2,
  logistic: 3,
  softmax: 4,
};
export const optimiserCodes: Record<Optimiser['kind'], number> = { adam: 0, sgd: 1 };
