import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { inputParameters, parameterCount } from '../../count.js';
import type { Initialisation, Plan } from '../../plan.js';
import { checkPlan } from '../check.js';
import { firstWeights } from '../first-weights.js';
import { drawExamples, planWith } from '../random-network.contract.js';
import { twinEngine } from '../twin.js';

const seed = { seed: 1, trial: 1 };
const meanSquare = (numbers: ArrayLike<number>) =>
  Array.from(numbers).reduce((sum, x) => sum + x * x, 0) / numbers.length;
const largest = (numbers: ArrayLike<number>) =>
  Array.from(numbers).reduce((most, x) => Math.max(most, Math.abs(x)), 0);

const examplesOf = (plan: Plan, rows = 400) => drawExamples(plan, rows, stream(1, 0, 'examples'));
const weightsOf = (plan: Plan, rows?: number, trial = 1) =>
  firstWeights(plan, { ...seed, trial }, examplesOf(plan, rows));

describe('initialisations', () => {
  const wide = planWith({ inputs: 80, hidden: [200], outputs: 1 });

  test.each<[Initialisation, number, number]>([
    [{ weights: 'he' }, 2 / 80, Number.POSITIVE_INFINITY],
    [{ weights: 'he', draw: 'uniform' }, 2 / 80, Math.sqrt(6 / 80)],
    [{ weights: 'glorot' }, 2 / 280, Math.sqrt(6 / 280)],
    [{ weights: 'lecun', draw: 'normal' }, 1 / 80, Number.POSITIVE_INFINITY],
    [{ weights: 'lecun', draw: 'uniform' }, 1 / 80, Math.sqrt(3 / 80)],
  ])('%j has its variance, and its bound', (initialisation, variance, bound) => {
    const weights = weightsOf({ ...wide, initialisation }).subarray(0, 16_000);
    expect(meanSquare(weights) / variance).toBeCloseTo(1, 1);
    if (Number.isFinite(bound)) expect(largest(weights) / bound).toBeCloseTo(1, 2);
    else expect(largest(weights)).toBeGreaterThan(3 * Math.sqrt(variance));
  });

  test.each([
    [12, 5],
    [5, 12],
    [7, 7],
  ])('orthogonal: %i inputs, %i units', (inputs, width) => {
    const plan = planWith({ inputs, hidden: [width], initialisation: { weights: 'orthogonal' } });
    const weights = weightsOf(plan);
    const tall = width <= inputs;
    const at = (i: number, k: number) => weights[tall ? k * width + i : i * width + k]!;
    const [count, length] = tall ? [width, inputs] : [inputs, width];
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) {
        let dot = 0;
        for (let k = 0; k < length; k++) dot += at(a, k) * at(b, k);
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 6);
      }
  });

  test('biases are zero, or normal', () => {
    const biases = (initialisation: Initialisation) =>
      weightsOf({ ...wide, initialisation }).subarray(16_000, 16_200);
    expect(biases({ weights: 'he' })).toEqual(new Float32Array(200));
    expect(meanSquare(biases({ weights: 'he', biases: 'normal' }))).toBeGreaterThan(0.8);
  });

  test('a zero readout predicts zero, and the layers before it are as without', () => {
    const initialisation: Initialisation = { weights: 'he', biases: 'normal' };
    const weights = weightsOf({ ...wide, initialisation: { ...initialisation, zeroReadout: true } });
    expect(weights.subarray(16_200)).toEqual(new Float32Array(201));
    expect(weights.subarray(0, 16_200)).toEqual(weightsOf({ ...wide, initialisation }).subarray(0, 16_200));
  });

  test('embeddings are normal where that is asked for', () => {
    const embeddings = [{ input: 0, levels: 300, size: 4 }];
    const plan = planWith({ embeddings, initialisation: { weights: 'he', embeddings: 'normal' } });
    expect(meanSquare(weightsOf(plan).subarray(0, 1200))).toBeCloseTo(1, 0);
    const others = weightsOf({ ...plan, initialisation: { weights: 'he' } });
    expect(largest(others.subarray(0, 1200))).toBeLessThanOrEqual(Math.fround(0.1));
  });

  test('a straight line may begin as described too', () => {
    const plan = planWith({ inputs: 40, hidden: [], initialisation: { weights: 'he' } });
    expect(meanSquare(weightsOf(plan).subarray(0, 40))).toBeGreaterThan(0.01);
  });

  test.each<[Initialisation, string]>([
    [{ weights: 'xavier' as 'he' }, 'initialisation "xavier" is not known'],
    [{ weights: 'orthogonal', draw: 'normal' }, 'orthogonal weights are not normal'],
  ])('refuse %j', (initialisation, message) => {
    const plan = planWith({ initialisation });
    expect(() => checkPlan(plan, examplesOf(plan))).toThrow(message);
  });
});

test.each<[Partial<Plan>, string]>([
  [{ initialisation: { weights: 'data' }, normalisation: 'layer' }, 'knows no normalisation'],
  [{ initialisation: { weights: 'he', biases: 'he+5' }, residual: 1, hidden: [4, 4] }, 'knows no skips'],
])('by data is refused: %j', (changes, message) => {
  const plan = planWith(changes);
  expect(() => checkPlan(plan, examplesOf(plan))).toThrow(message);
});

describe('data-driven', () => {
  const plan = planWith({
    inputs: 6,
    embeddings: [{ input: 1, levels: 5, size: 3 }],
    periodic: { inputs: [0, 2], waves: 'phased', frequencies: 4, sigma: 0.3, size: 2 },
    inputScale: true,
    hidden: [40, 30],
    outputs: 2,
    activation: 'silu',
    initialisation: { weights: 'data', biases: 'he+5', embeddings: 'normal' },
  });

  /** The first layer's weighted sums over the rows, without the biases: rows × units. */
  function firstSums(plan: Plan, rows: number) {
    const { weights } = twinOf(plan, rows);
    const width = plan.hidden[0]!;
    const line: Plan = { ...plan, hidden: [], outputs: width, initialisation: undefined };
    const engine = twinEngine();
    const { inputs } = examplesOf(plan, rows);
    engine.load({ rows, inputs, targets: new Float32Array(rows * width) });
    const first = engine.network(line, seed);
    first.setWeights(weights.subarray(0, parameterCount(line)));
    const biases = weights.subarray(parameterCount(line) - width, parameterCount(line));
    return { sums: first.predict(inputs).map((sum, i) => sum - biases[i % width]!), biases, width };
  }
  function twinOf(plan: Plan, rows: number) {
    const engine = twinEngine();
    engine.load(examplesOf(plan, rows));
    const twin = engine.network(plan, seed);
    return { twin, weights: twin.weights() };
  }

  test('weighted sums have a deviation of 1 over the rows, unit by unit', () => {
    const { sums, width } = firstSums(plan, 300);
    for (let unit = 0; unit < width; unit++) {
      const own = sums.filter((_, i) => i % width === unit);
      const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
      expect(meanSquare(own.map((x) => x - mean))).toBeCloseTo(1, 4);
    }
  });

  test('biases lie within what the rows give, with the other sign, and not all in the middle', () => {
    const { sums, biases, width } = firstSums(plan, 300);
    biases.forEach((bias, unit) => {
      const own = sums.filter((_, i) => i % width === unit);
      expect(-bias).toBeGreaterThanOrEqual(Math.min(...own) - 1e-5);
      expect(-bias).toBeLessThanOrEqual(Math.max(...own) + 1e-5);
    });
    // The mean of five rows with exponential shares has a third of the variance of one.
    const spread = biases.map((bias, unit) => {
      const own = sums.filter((_, i) => i % width === unit);
      return bias + own.reduce((sum, x) => sum + x, 0) / own.length;
    });
    expect(meanSquare(spread)).toBeGreaterThan(0.15);
    expect(meanSquare(spread)).toBeLessThan(0.6);
  });

  test('of the outputs too: each begins with a deviation of 1', () => {
    const { twin } = twinOf(plan, 300);
    const outputs = twin.predict(examplesOf(plan, 300).inputs);
    for (const place of [0, 1]) {
      const own = outputs.filter((_, i) => i % 2 === place);
      const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
      expect(meanSquare(own.map((x) => x - mean))).toBeCloseTo(1, 4);
    }
  });

  test('one logit begins as the difference of two: with twice the variance', () => {
    const logistic: Plan = { ...plan, outputs: 1, loss: { kind: 'logistic' } };
    const variances = Array.from({ length: 60 }, (_, trial) => {
      const engine = twinEngine();
      const examples = examplesOf(logistic, 60);
      engine.load(examples);
      const outputs = engine.network(logistic, { seed: 1, trial }).predict(examples.inputs);
      const mean = outputs.reduce((sum, x) => sum + x, 0) / outputs.length;
      return meanSquare(outputs.map((x) => x - mean));
    });
    const mean = variances.reduce((sum, x) => sum + x, 0) / 60;
    expect(mean).toBeGreaterThan(1.5);
    expect(mean).toBeLessThan(2.5);
  });

  test('a column that never varies leaves finite weights', () => {
    const flat = planWith({ inputs: 1, hidden: [4], initialisation: { weights: 'data', biases: 'he+5' } });
    const held = { rows: 20, inputs: new Float32Array(20).fill(3), targets: new Float32Array(20) };
    expect(firstWeights(flat, seed, held).every(Number.isFinite)).toBe(true);
  });

  test('of many rows a sample is enough: deviations near 1, and the same weights again', () => {
    const many = planWith({ inputs: 3, hidden: [16], initialisation: { weights: 'data' } });
    const { sums, width } = firstSums(many, 6000);
    const own = sums.filter((_, i) => i % width === 3);
    const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
    expect(Math.abs(meanSquare(own.map((x) => x - mean)) - 1)).toBeLessThan(0.15);
    expect(weightsOf(many, 6000)).toEqual(weightsOf(many, 6000));
    expect(weightsOf(many, 6000, 2)).not.toEqual(weightsOf(many, 6000));
  });

  test('leaves factors and waves as they always begin', () => {
    const { initialisation, ...plain } = plan;
    const from = 15;
    const to = inputParameters(plan);
    expect(initialisation).toBeDefined();
    expect(weightsOf(plan).subarray(from, to)).toEqual(weightsOf(plain).subarray(from, to));
  });
});
