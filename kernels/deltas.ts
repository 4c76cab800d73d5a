import { ABSOLUTE, HUBER, LOGISTIC, SQUARED, layerAt, plan } from './layout';
import { absolute, huber, logistic, softmax, squared } from './loss';

/** Turns the outputs into deltas, where they lie; the summed loss. */
export function lossAndDeltas(rows: i32, scale: f32): f64 {
  const last = layerAt(plan.layers - 1);
  const count = rows * last.paddedWidth;
  const p = last.outputs;
  const y = plan.gatheredTargets;
  const w = plan.gatheredWeights;
  switch (plan.loss) {
    case SQUARED: return squared(count, p, y, w, scale);
    case ABSOLUTE: return absolute(count, p, y, w, scale);
    case HUBER: return huber(count, p, y, w, scale, plan.huberDelta);
    case LOGISTIC: return logistic(count, p, y, w, scale);
    default: return softmax(rows, last.width, p, last.outputStride, y, w, scale);
  }
}
