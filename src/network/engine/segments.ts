import type { Kernels } from '../../kernel/kernel.js';
import type { Plan } from '../plan.js';
import { decayFactor, groups, rateFactor } from '../segments.js';

/** Tells the kernels how the plan's groups of parameters are stepped, before the network is laid out. */
export function nameSegments(kernels: Kernels, plan: Plan) {
  groups.forEach((group, code) => {
    kernels.setGroup(code, rateFactor(plan, group), decayFactor(plan, group));
  });
  kernels.setPlace(1, rateFactor(plan, 'first'), decayFactor(plan, 'first'));
  kernels.setPlace(2, rateFactor(plan, 'last'), decayFactor(plan, 'last'));
  kernels.setNtk(plan.parametrisation === 'ntk');
}
