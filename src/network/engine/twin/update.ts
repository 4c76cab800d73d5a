import type { Optimiser, Plan } from '../../plan.js';
import type { Segment } from '../../segments.js';
import { preparedGradient } from './clip.js';

/** What the optimiser remembers of each parameter, in file order, and how far it has come. */
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
export function update(plan: Plan, step: Step) {
  const { weights, moments, segments, rate, weightDecay } = step;
  const { optimiser } = plan;
  moments.step += 1;
  if (optimiser.kind === 'adam') {
    moments.beta1Power *= optimiser.beta1;
    moments.beta2Power *= optimiser.beta2;
  }
  const gradient = preparedGradient(plan, step);
  let i = 0;
  for (const segment of segments) {
    const kept = plan.decay === 'coupled' ? 1 : 1 - rate * weightDecay * segment.rate * segment.decay;
    for (const end = i + segment.length; i < end; i++) {
      // The step of V with W = scale · V.
      const change = changeOf(optimiser, moments, i, gradient[i]);
      weights[i] = kept * weights[i] - rate * segment.rate * segment.scale * change;
    }
  }
}

function changeOf(optimiser: Optimiser, moments: Moments, i: number, gradient: number): number {
  switch (optimiser.kind) {
    case 'adam':
      return adam(optimiser, moments, i, gradient);
    case 'rmsprop':
      return rmsprop(optimiser, moments, i, gradient);
    case 'sgd': {
      if (optimiser.momentum === 0) return gradient;
      const pushed = push(optimiser.momentum, moments, i, gradient);
      return optimiser.nesterov ? gradient + optimiser.momentum * pushed : pushed;
    }
  }
}

type Kind<K extends Optimiser['kind']> = Extract<Optimiser, { kind: K }>;

function adam(
  { beta1, beta2, epsilon }: Kind<'adam'>,
  moments: Moments,
  i: number,
  gradient: number,
): number {
  const first = flushed(beta1 * moments.first[i] + (1 - beta1) * gradient);
  moments.first[i] = first;
  const deviation = Math.sqrt(meanSquare(beta2, moments, i, gradient) / (1 - moments.beta2Power));
  return first / (1 - moments.beta1Power) / (deviation + epsilon);
}

function rmsprop(
  { beta, epsilon, momentum }: Kind<'rmsprop'>,
  moments: Moments,
  i: number,
  gradient: number,
) {
  const change = gradient / (Math.sqrt(meanSquare(beta, moments, i, gradient)) + epsilon);
  return momentum ? push(momentum, moments, i, change) : change;
}

function meanSquare(beta: number, { second }: Moments, i: number, gradient: number): number {
  second[i] = flushed(beta * second[i] + (1 - beta) * gradient * gradient);
  return second[i];
}

function push(momentum: number, { first }: Moments, i: number, change: number): number {
  first[i] = flushed(momentum * first[i] + change);
  return first[i];
}
