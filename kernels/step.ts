import { averageStep } from './average';
import { prepareGradient } from './clip';
import { ADAM, DESCENT, MOMENTUM, NESTEROV } from './codes';
import { plan, state } from './plan';
import { Segment, segmentAt, segmentCount } from './segments';
import { adam, descend, descendAhead, descendWithMomentum, rmsprop, rmspropWithMomentum } from './update';

/** One step of the optimiser over all parameters; `decayFactor` multiplies the plan's weight decay. */
export function step(rate: f32, decayFactor: f32): void {
  const now = state();
  now.step += 1;
  const weightDecay = plan.weightDecay * <f64>decayFactor;
  if (plan.optimiser == ADAM) {
    now.beta1Power *= plan.beta1;
    now.beta2Power *= plan.beta2;
  }
  if (plan.clip || plan.coupled) prepareGradient(weightDecay);
  for (let i = 0; i < segmentCount(); i++) {
    const segment = segmentAt(i);
    const decay: f32 = plan.coupled ? 1 : <f32>(1.0 - <f64>rate * weightDecay * segment.rate * segment.decay);
    if (plan.optimiser == ADAM) stepAdam(segment, rate, decay);
    else if (plan.optimiser <= NESTEROV) stepDown(segment, rate, decay);
    else stepRmsprop(segment, rate, decay);
  }
  if (plan.averaging) averageStep();
}

// With W = scale · V, a step of V along its own gradient (scale times that of W) is, seen from W:
//   by a ratio of gradients (Adam, RMSProp): scale times as long, with ε / scale;   by the gradient itself: scale² times as long.

function stepAdam(segment: Segment, rate: f32, decay: f32): void {
  const now = state();
  const along = <f64>rate * segment.rate * segment.scale;
  const stepSize = <f32>(along / (1.0 - now.beta1Power));
  const unbias = <f32>(1.0 / sqrt<f64>(1.0 - now.beta2Power));
  const w = plan.parametersAt + segment.from;
  const m = w + plan.parametersBytes;
  adam(
    segment.to - segment.from, w, plan.gradientsAt + segment.from, m, m + plan.parametersBytes,
    stepSize, unbias, <f32>(plan.epsilon / segment.scale), <f32>plan.beta1, <f32>plan.beta2, decay,
  );
}

function stepDown(segment: Segment, rate: f32, decay: f32): void {
  const bytes = segment.to - segment.from;
  const along = <f32>(<f64>rate * segment.rate * segment.scale * segment.scale);
  const w = plan.parametersAt + segment.from;
  const g = plan.gradientsAt + segment.from;
  const m = w + plan.parametersBytes;
  if (plan.optimiser == DESCENT) descend(bytes, w, g, along, decay);
  else if (plan.optimiser == MOMENTUM) descendWithMomentum(bytes, w, g, m, along, <f32>plan.beta1, decay);
  else descendAhead(bytes, w, g, m, along, <f32>plan.beta1, decay);
}

function stepRmsprop(segment: Segment, rate: f32, decay: f32): void {
  const bytes = segment.to - segment.from;
  const along = <f32>(<f64>rate * segment.rate * segment.scale);
  const epsilon = <f32>(plan.epsilon / segment.scale);
  const w = plan.parametersAt + segment.from;
  const g = plan.gradientsAt + segment.from;
  const v = w + plan.parametersBytes;
  if (plan.beta1 == 0) rmsprop(bytes, w, g, v, along, <f32>plan.beta2, epsilon, decay);
  else {
    const m = v + plan.parametersBytes;
    rmspropWithMomentum(bytes, w, g, v, m, along, <f32>plan.beta2, epsilon, <f32>plan.beta1, decay);
  }
}
