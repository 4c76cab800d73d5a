import type { Kernels } from '../../kernel/kernel.js';
import type { Loss, Plan } from '../plan.js';
import { activationCodes } from './codes.js';

// The numbers by which the kernels know losses (kernels/codes.ts).
const lossCodes: Record<Loss['kind'], number> = {
  squared: 0,
  absolute: 1,
  huber: 2,
  logistic: 3,
  softmax: 4,
  quantile: 5,
  log_cosh: 6,
  poisson: 7,
  focal: 8,
};
const focalClasses = 9;

/** Begins the network with its activation, loss and batch. */
export function beginNetwork(kernels: Kernels, plan: Plan) {
  const { activation, loss, batchSize } = plan;
  kernels.beginNetwork(activationCodes[activation], codeOf(plan), parameterOf(loss), batchSize);
  kernels.setSmoothing(smoothingOf(loss));
  if (loss.kind === 'huber' && loss.adaptive) {
    const { factor, epochs } = loss.adaptive;
    kernels.setAdaptiveHuber(factor, epochs);
  }
}

/** The focal loss of classes is another function than that of one logit. */
const codeOf = (plan: Plan): number =>
  plan.loss.kind === 'focal' && plan.outputs > 1 ? focalClasses : lossCodes[plan.loss.kind];

/** The number that a loss has beside its kind. */
function parameterOf(loss: Loss): number {
  if (loss.kind === 'huber') return loss.delta;
  if (loss.kind === 'quantile') return loss.level;
  return loss.kind === 'focal' ? loss.gamma : 0;
}

const smoothingOf = (loss: Loss): number =>
  loss.kind === 'logistic' || loss.kind === 'softmax' ? (loss.smoothing ?? 0) : 0;
