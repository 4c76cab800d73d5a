import { type Plan, stepsPerEpoch } from '../network/plan.js';

/**
 * Work of one epoch in multiply-adds of the kernels: forward and backward for each row, the optimiser's pass over the parameters and
 * a fixed overhead for each step, and a forward pass over the validation rows. Only ratios matter; the constants were fitted to
 * `bench/engine` (an optimiser step on one parameter costs about as much as 8 multiply-adds, a step about 3,000).
 */
export function epochWork(plan: Plan, rows: number, validationRows: number): number {
  const parameters = parameterCount(plan);
  const steps = stepsPerEpoch(rows, plan.batchSize);
  return 3 * parameters * rows + steps * (8 * parameters + 3000) + parameters * validationRows;
}

/** Weights and biases. */
export function parameterCount(plan: Pick<Plan, 'inputs' | 'hidden' | 'outputs'>): number {
  let count = 0;
  let width = plan.inputs;
  for (const next of [...plan.hidden, plan.outputs]) {
    count += (width + 1) * next;
    width = next;
  }
  return count;
}

/** Multiply-adds a second that one core does on small networks; used until this machine has been measured. */
export const nominalSpeed = 1.5e10;
