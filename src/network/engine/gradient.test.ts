import { expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { targetWidth } from '../count.js';
import type { Activation, Plan } from '../plan.js';
import type { Examples } from './engine.js';
import {
  drawExamples,
  drawPlan,
  drawWeights,
  norm,
  relativeError,
  weighted,
} from './random-network.contract.js';
import { type TwinNetwork, twinEngine } from './twin.js';
import { wasmEngine } from './wasm.js';

const networks = 250;
const bar = 1e-5;
/** Central differences in float64 with this step are off by about 1e-10. */
const step = 1e-5;
/** A network this near to a kink is drawn again: a difference quotient across a kink is not the slope. */
const margin = 1e-3;

// 1,000 in all, in parts that each end in time.
test.each([0, 1, 2, 3])(
  'random networks, part %i: twin against finite differences, kernels against twin',
  { timeout: 240_000 },
  (part) => {
    const wasm = wasmEngine();
    const worst = { twin: 0, kernels: 0, loss: 0 };
    for (let number = part * networks; number < (part + 1) * networks; number++) {
      const { plan, examples, weights, twin } = smoothCase(number);
      const rows = Uint32Array.from({ length: examples.rows }, (_, row) => row);
      const exact = twin.gradient(rows);
      const differences = finiteDifferences(twin, rows);
      worst.twin = Math.max(worst.twin, relativeError(exact.values, differences));

      wasm.load(examples);
      const network = wasm.network(plan, seedOf(number));
      network.setWeights(weights);
      const ours = network.gradient(rows);
      worst.kernels = Math.max(worst.kernels, relativeError(ours.values, exact.values));
      worst.loss = Math.max(worst.loss, Math.abs(ours.loss - exact.loss) / Math.max(exact.loss, 0.1));
    }
    expect(worst.twin).toBeLessThan(bar);
    expect(worst.kernels).toBeLessThan(bar);
    expect(worst.loss).toBeLessThan(bar);
  },
);

const seedOf = (number: number) => ({ seed: 5, trial: number });

/** The first draw of case `number` that is away from kinks and has a gradient to speak of. */
function smoothCase(number: number) {
  const plan = drawPlan(number);
  const random = stream(21, number, 'case');
  const engine = twinEngine();
  for (let tries = 0; tries < 200; tries++) {
    const drawn = drawExamples(plan, leastRows(plan) + random.below(4), random);
    const examples = number % 3 === 0 ? weighted(drawn, random) : drawn;
    const weights = drawWeights(plan, random);
    engine.load(examples);
    const twin = engine.network(plan, seedOf(number));
    twin.setWeights(weights);
    const rows = Uint32Array.from({ length: examples.rows }, (_, row) => row);
    if (isSmooth(twin, plan, examples) && norm(twin.gradient(rows).values) > 0.1) {
      return { plan, examples, weights, twin };
    }
  }
  throw new Error(`no smooth network for case ${number}: ${JSON.stringify(plan)}`);
}

/** What hardly varies is normalised to what float32 has rounded of it. */
const leastVariance = 3e-4;

/** Of few rows, batch normalisation makes next to −1 or 1. */
const leastRows = ({ normalisation }: Plan) => (normalisation === 'batch' ? 4 : 1);

function isSmooth(twin: TwinNetwork, plan: Plan, { rows, targets }: Examples): boolean {
  const width = targetWidth(plan);
  const { hidden, cut, outputs, variances } = twin.sums(Uint32Array.from({ length: rows }, (_, row) => row));
  if (variances.some((variance) => variance < leastVariance)) return false;
  const residuals = outputs.flatMap((each, row) =>
    each.map((output, j) => Math.abs(output - targets[row * width + j])),
  );
  const bends = kinked.includes(plan.activation) ? hidden : [];
  return [...bends, ...cut, ...kinks(plan, residuals)].every((distance) => Math.abs(distance) > margin);
}

/** Activations whose slope jumps at zero; that of elu bends there, which a difference quotient hardly feels. */
const kinked: readonly Activation[] = ['relu', 'leaky_relu', 'selu'];

/** Distances of the residuals from where the slope of the loss jumps or bends. */
function kinks({ loss }: Plan, residuals: number[]): number[] {
  if (loss.kind === 'absolute' || loss.kind === 'quantile') return residuals;
  return loss.kind === 'huber' ? residuals.map((residual) => residual - loss.delta) : [];
}

function finiteDifferences(twin: TwinNetwork, rows: Uint32Array): Float64Array {
  const weights = twin.parameters();
  const slopes = weights.map((weight, i) => {
    const lossAt = (moved: number) => {
      weights[i] = moved;
      twin.setWeights(weights);
      return twin.loss(rows);
    };
    const slope = (lossAt(weight + step) - lossAt(weight - step)) / (2 * step);
    weights[i] = weight;
    return slope;
  });
  twin.setWeights(weights);
  return slopes;
}
