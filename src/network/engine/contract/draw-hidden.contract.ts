import { stream } from '../../../math/random.js';
import { layerParameters, parameterCount, unitParameters } from '../../count.js';
import type { Plan } from '../../plan.js';
import { layersOf } from '../twin/layer.js';

/** What hidden layers of drawn case `number` have beside: normalisation, skips and a learned mix, each alone or with the others. */
export function drawHidden({ hidden }: Plan, number: number): Partial<Plan> {
  const random = stream(22, number, 'hidden');
  if (random.below(2) === 0 || hidden.length === 0) return {};
  const normalisation = ([undefined, 'batch', 'layer'] as const)[random.below(3)];
  const residual = ([undefined, 1, 2] as const)[random.below(3)];
  const skips = residual !== undefined && hidden.length > residual;
  // Two or three units of a row normalised by themselves say next to nothing, with slopes to match.
  const width = (units: number) => (normalisation === 'layer' ? 3 + units : units);
  return {
    hidden: hidden.map((units, i) => width(skips && i % residual === 0 ? hidden[0]! : units)),
    ...(normalisation && { normalisation }),
    ...(normalisation === 'batch' && { batchSize: 2 }),
    ...(skips && { residual }),
    ...(random.below(2) === 0 && { activationMix: true }),
  };
}

/** The weights with running variances that are above zero, as variances are. */
export function withVariances(plan: Plan, weights: Float32Array): Float32Array {
  const all = Float64Array.from(weights);
  const before = parameterCount(plan) - layerParameters(plan) - unitParameters(plan);
  for (const { runningVariance } of layersOf(all.subarray(before), plan))
    runningVariance?.forEach((drawn, j) => {
      runningVariance[j] = 0.5 + Math.abs(drawn);
    });
  return Float32Array.from(all);
}
