import type { Kernels } from '../../kernel/kernel.js';
import type { Optimiser, Plan } from '../plan.js';
import { averagingCodes, clipCodes, optimiserCodes } from './codes.js';

/** Tells the kernels how a gradient becomes a step, before the network is laid out. */
export function nameOptimiser(kernels: Kernels, plan: Plan) {
  const { optimiser, weightDecay, decay, clip, averaging } = plan;
  kernels.setOptimiser(optimiserCode(optimiser), ...numbersOf(optimiser), weightDecay);
  kernels.setGradient(clip ? clipCodes[clip.kind] : 0, clip?.most ?? 0, decay === 'coupled');
  const exponential = averaging?.kind === 'exponential';
  kernels.setAveraging(
    averaging ? averagingCodes[averaging.kind] : 0,
    exponential ? averaging.decay : 0,
    exponential && averaging.corrected !== false,
  );
}

const optimiserCode = (optimiser: Optimiser) =>
  optimiser.kind !== 'sgd'
    ? optimiserCodes[optimiser.kind]
    : optimiserCodes[optimiser.momentum === 0 ? 'descent' : optimiser.nesterov ? 'nesterov' : 'momentum'];

/** β1 or momentum, β2, ε. */
function numbersOf(optimiser: Optimiser): [number, number, number] {
  switch (optimiser.kind) {
    case 'adam':
      return [optimiser.beta1, optimiser.beta2, optimiser.epsilon];
    case 'rmsprop':
      return [optimiser.momentum ?? 0, optimiser.beta, optimiser.epsilon];
    case 'sgd':
      return [optimiser.momentum, 0, 0];
  }
}
