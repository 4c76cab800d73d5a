import { huberDelta, keepResiduals } from './adaptive-huber';
import { focal, focalClasses } from './focal';
import { ABSOLUTE, FOCAL, FOCAL_CLASSES, HUBER, LOG_COSH, LOGISTIC, POISSON, QUANTILE, SQUARED } from './codes';
import { layerAt, plan } from './plan';
import { absolute, huber, logCoshLoss, logistic, poisson, quantile, squared } from './loss';
import { softmax } from './softmax';

/** Turns the outputs into deltas, where they lie; the summed loss. */
export function lossAndDeltas(rows: i32, scale: f32): f64 {
  const last = layerAt(plan.layers - 1);
  const count = rows * last.paddedWidth;
  const p = last.outputs;
  const y = plan.gatheredTargets;
  const w = plan.gatheredWeights;
  const parameter = plan.lossParameter;
  const stride = last.outputStride;
  switch (plan.loss) {
    case SQUARED: return squared(count, p, y, w, scale);
    case ABSOLUTE: return absolute(count, p, y, w, scale);
    case HUBER: return huberOf(rows, count, p, y, w, scale);
    case QUANTILE: return quantile(count, p, y, w, scale, parameter);
    case LOG_COSH: return logCoshLoss(count, p, y, w, scale);
    case POISSON: return poisson(rows, last.width, last.paddedWidth, p, y, w, scale);
    case LOGISTIC: return logistic(count, p, y, w, scale, plan.smoothing);
    case FOCAL: return focal(count, p, y, w, scale, parameter);
    case FOCAL_CLASSES: return focalClasses(rows, last.width, p, stride, y, w, scale, parameter);
    default: return softmax(rows, last.width, p, stride, y, w, scale, plan.smoothing);
  }
}

function huberOf(rows: i32, count: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  if (plan.adaptEpochs == 0) return huber(count, p, y, w, scale, plan.lossParameter);
  const last = layerAt(plan.layers - 1);
  if (plan.keepsResiduals) keepResiduals(rows, last.width, last.paddedWidth, p, y, w);
  return huber(count, p, y, w, scale, huberDelta());
}
