import { embeddedWidth, layerParameters, tableParameters } from '../network/count.js';
import { type Plan, stepsPerEpoch } from '../network/plan.js';

/**
 * Work of one epoch in multiply-adds of the kernels: forward and backward for each row, the optimiser's pass over the parameters at each
 * step, fixed overheads of a row and a step, activations that need an exponential, and a forward pass over the validation rows. Only
 * ratios matter; the constants were fitted to 92 timings (0 to 4 layers of 8 to 512, batches of 8 to 1,024; 9 in 10 within 25 %).
 */
export function epochWork(plan: Plan, rows: number, validationRows: number): number {
  const parameters = layerParameters(plan);
  const embedded = embeddedWidth(plan);
  const steps = stepsPerEpoch(rows, plan.batchSize);
  const units = plan.activation === 'relu' ? 0 : plan.hidden.reduce((sum, width) => sum + width, 0);
  const perRow = 3 * parameters + 48 * units + 4 * embedded + 160;
  const perStep = 28 * (parameters + tableParameters(plan)) + 5400;
  const perValidationRow = parameters + 16 * units + embedded + 100;
  return perRow * rows + perStep * steps + perValidationRow * validationRows;
}

/** Multiply-adds a second of one core (measured on Node 20, AMD EPYC), where nothing else is measured. */
export const nominalSpeed = 3e10;
