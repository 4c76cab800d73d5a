import { type Stream, stream } from '../../math/random.js';
import { countsClasses, inputParameters, parameterCount, scaleParameters, targetWidth } from '../count.js';
import {
  type Activation,
  activationNames,
  type Embedding,
  type Loss,
  type Periodic,
  type Pieces,
  type Plan,
} from '../plan.js';
import { drawHidden, withVariances } from './contract/draw-hidden.contract.js';
import type { Examples } from './engine.js';

// Networks and examples drawn for tests. (A `.contract.ts` file is for tests only and stays out of the package.)

export const losses: readonly Loss[] = [
  { kind: 'squared' },
  { kind: 'absolute' },
  { kind: 'huber', delta: 0.7 },
  { kind: 'logistic' },
  { kind: 'softmax' },
  { kind: 'quantile', level: 0.8 },
  { kind: 'log_cosh' },
  { kind: 'poisson' },
  { kind: 'logistic', smoothing: 0.1 },
  { kind: 'softmax', smoothing: 0.2 },
  { kind: 'focal', gamma: 1.5 },
];
export const activations: readonly Activation[] = activationNames;

/** An unremarkable plan, to be changed where a test needs it. */
export function planWith(changes: Partial<Plan>): Plan {
  return {
    inputs: 3,
    hidden: [7],
    outputs: 1,
    activation: 'relu',
    loss: { kind: 'squared' },
    optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    weightDecay: 0,
    dropout: 0,
    batchSize: 8,
    ...changes,
  };
}

/** A network of odd widths with 0 to 4 hidden layers and any activation, loss and dropout; case `number` of many. */
export function drawPlan(number: number): Plan {
  const random = stream(20, number, 'plan');
  const loss = losses[number % losses.length]!;
  const plan = planWith({
    inputs: 1 + random.below(10),
    hidden: Array.from({ length: random.below(5) }, () => 1 + random.below(10)),
    outputs: drawOutputs(loss, random),
    activation: activations[Math.floor(number / losses.length) % activations.length]!,
    loss,
    dropout: random.below(4) === 0 ? 0.3 : 0,
    batchSize: 1,
  });
  const seen: Partial<Plan> = {
    ...(number % 4 === 1 && { embeddings: drawEmbeddings(plan.inputs, random) }),
    ...(number % 4 === 3 && { pieces: drawPieces(plan.inputs, random) }),
  };
  return { ...seenOtherwise({ ...plan, ...seen }, number), ...drawHidden(plan, number) };
}

/** Every fifth network with learned waves, every fourth with learned factors of what it sees. */
function seenOtherwise(plan: Plan, number: number): Plan {
  const random = stream(20, number, 'inputs');
  const periodic = random.below(5) === 0 ? drawPeriodic(plan, random) : undefined;
  return { ...plan, ...(periodic && { periodic }), ...(random.below(4) === 0 && { inputScale: true }) };
}

/** About every second column of numbers, each with 1 to 5 frequencies; none where all hold levels. */
export function drawPeriodic({ inputs, embeddings = [] }: Plan, random: Stream): Periodic | undefined {
  const levels = new Set(embeddings.map(({ input }) => input));
  const numbers = Array.from({ length: inputs }, (_, input) => input).filter((input) => !levels.has(input));
  const chosen = numbers.filter((_, i) => i === 0 || random.below(2) === 0);
  if (chosen.length === 0) return undefined;
  return {
    inputs: chosen,
    waves: random.below(2) === 0 ? 'phased' : 'paired',
    frequencies: 1 + random.below(5),
    sigma: 0.5,
    ...(random.below(3) > 0 && { size: 1 + random.below(5), relu: random.below(2) === 0 }),
  };
}

function drawOutputs({ kind }: Loss, random: Stream): number {
  if (kind === 'logistic') return 1;
  if (kind === 'softmax') return 2 + random.below(9);
  return 1 + random.below(random.below(2) === 0 ? 1 : 10);
}

/** About every second column in 1 to 9 pieces of the normal range. */
const drawPieces = (inputs: number, random: Stream): Pieces[] =>
  Array.from({ length: inputs }, (_, input) => input)
    .filter(() => random.below(2) === 0)
    .map((input) => {
      const edges = Array.from({ length: 2 + random.below(9) }, () => random.normal());
      return { input, edges: edges.sort((a, b) => a - b).map((edge, t) => edge + t / 100) };
    });

/** About every second column is one of few levels, and seen as 1 to 9 numbers. */
export const drawEmbeddings = (inputs: number, random: Stream): Embedding[] =>
  Array.from({ length: inputs }, (_, input) => input)
    .filter(() => random.below(2) === 0)
    .map((input) => ({ input, levels: 1 + random.below(5), size: 1 + random.below(9) }));

/** Inputs normal, or levels as likely (−1 included); targets normal, or classes as likely, or counts. */
export function drawExamples(plan: Plan, rows: number, random: Stream): Examples {
  const { inputs, embeddings = [] } = plan;
  const levels = new Map(embeddings.map((embedding) => [embedding.input, embedding.levels]));
  return {
    rows,
    inputs: Float32Array.from({ length: rows * inputs }, (_, i) => {
      const count = levels.get(i % inputs);
      return count === undefined ? random.normal() : random.below(count + 1) - 1;
    }),
    targets: Float32Array.from({ length: rows * targetWidth(plan) }, drawTarget(plan, random)),
  };
}

function drawTarget(plan: Plan, random: Stream): () => number {
  const { kind } = plan.loss;
  if (countsClasses(plan)) return () => random.below(plan.outputs);
  if (kind === 'logistic' || kind === 'focal') return () => random.below(2);
  return kind === 'poisson' ? () => random.below(5) : random.normal;
}

/** The examples with a weight for each row, 0 to 2. */
export const weighted = (examples: Examples, random: Stream): Examples => ({
  ...examples,
  weights: Float32Array.from({ length: examples.rows }, () => 2 * random.uniform()),
});

/** Weights and biases large enough for every unit to matter; factors of inputs around 1, as they begin. */
export function drawWeights(plan: Plan, random: Stream): Float32Array {
  const scale = 1.2 / Math.sqrt(Math.max(plan.inputs, ...plan.hidden));
  const weights = Float32Array.from({ length: parameterCount(plan) }, () => scale * random.normal());
  const factors = inputParameters(plan);
  for (let i = factors - scaleParameters(plan); i < factors; i++) weights[i]! += 1;
  return withVariances(plan, weights);
}

/** |a − b| / |b| in the Euclidean norm. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    difference += (a[i] - b[i]) * (a[i] - b[i]);
    size += b[i] * b[i];
  }
  return Math.sqrt(difference / size);
}

export const norm = (a: ArrayLike<number>) => Math.sqrt(Array.from(a).reduce((sum, x) => sum + x * x, 0));
