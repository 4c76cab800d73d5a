import type { Optimiser } from '../../plan.js';
import type { Segment } from '../../segments.js';

/** Moments of the gradient, in file order, and how far they have come. */
export interface Moments {
  step: number;
  /** β1^step and β2^step. */
  beta1Power: number;
  beta2Power: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export const freshMoments = (parameters: number): Moments => ({
  step: 0,
  beta1Power: 1,
  beta2Power: 1,
  first: new Float64Array(parameters),
  second: new Float64Array(parameters),
});

/** Moments below this become zero, as in the kernels. */
const tiny = 1e-30;
const flushed = (x: number) => (Math.abs(x) < tiny ? 0 : x);

export interface Step {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly moments: Moments;
  /** Of all parameters, in file order. */
  readonly segments: readonly Segment[];
  readonly rate: number;
  readonly weightDecay: number;
}

/** One optimiser step in place. */
export function update(optimiser: Optimiser, step: Step) {
  const { weights, gradient, moments, segments, rate, weightDecay } = step;
  moments.step += 1;
  if (optimiser.kind === 'adam') {
    moments.beta1Power *= optimiser.beta1;
    moments.beta2Power *= optimiser.beta2;
  }
  let i = 0;
  for (const segment of segments) {
    const kept = 1 - rate * weightDecay * segment.decay;
    for (const end = i + segment.length; i < end; i++) {
      // The step of V with W = scale · V: its gradient, and W by V, are both `scale` times as large.
      const change = changeOf(optimiser, moments, i, segment.scale * gradient[i]);
      weights[i] = kept * weights[i] - rate * segment.rate * segment.scale * change;
    }
  }
}

const changeOf = (optimiser: Optimiser, moments: Moments, i: number, gradient: number) =>
  optimiser.kind === 'adam'
    ? adam(optimiser, moments, i, gradient)
    : momentum(optimiser.momentum, moments, i, gradient);

function adam(
  { beta1, beta2, epsilon }: Optimiser & { kind: 'adam' },
  moments: Moments,
  i: number,
  gradient: number,
): number {
  const first = flushed(beta1 * moments.first[i] + (1 - beta1) * gradient);
  const second = flushed(beta2 * moments.second[i] + (1 - beta2) * gradient * gradient);
  moments.first[i] = first;
  moments.second[i] = second;
  const deviation = Math.sqrt(second / (1 - moments.beta2Power));
  return first / (1 - moments.beta1Power) / (deviation + epsilon);
}

function momentum(share: number, moments: Moments, i: number, gradient: number): number {
  moments.first[i] = flushed(share * moments.first[i] + gradient);
  return moments.first[i];
}
