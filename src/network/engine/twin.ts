import { usageError } from '../../error.js';
import { stream } from '../../math/random.js';
import { inputParameters, targetWidth } from '../count.js';
import { type Averaging, type Plan, stepsPerEpoch } from '../plan.js';
import { type Segment, segmentsOf } from '../segments.js';
import { type ExampleBlocks, roomFor, type Windowing } from './blocks.js';
import { checkCourse, checkedBlocks, checkLevels, checkPlan, checkSavable } from './check.js';
import type {
  Course,
  Engine,
  Examples,
  Gradient,
  GradientReader,
  Network,
  NetworkSeed,
  Position,
  UnitReader,
} from './engine.js';
import { firstWeights } from './first-weights.js';
import { type Held, heldOf, isWindowed, rowsOf, type Windowed } from './held.js';
import { shuffled } from './mix.js';
import { sealed, unsealed } from './saved.js';
import { activations } from './twin/activation.js';
import { AdaptiveHuber } from './twin/adaptive-huber.js';
import { type Average, averaged, freshAverage } from './twin/average.js';
import { type First, firstOf, type Seen, seen } from './twin/first.js';
import { type Layer, layersOf } from './twin/layer.js';
import { type Trace, throughLayers } from './twin/layers.js';
import { type RowLoss, rowLoss, weighed } from './twin/loss.js';
import { follow, type Statistics } from './twin/normalisation.js';
import type { Rows } from './twin/passed.js';
import { freshMoments, type Moments, update } from './twin/update.js';
import { readRows, trainThroughWindows } from './window.js';

/** The oracle: the same training as the kernels', one number after another in float64. Slow; for tests. */
export function twinEngine(): TwinEngine {
  return new TwinEngine();
}

class TwinEngine implements Engine {
  readonly name = 'twin';
  #held: Held | undefined;
  #current: TwinNetwork | undefined;

  load(source: Examples | ExampleBlocks, windowing?: Windowing): number {
    this.#current?.retire();
    this.#held = undefined;
    this.#held = heldOf(source, windowing);
    return rowsOf(this.#held);
  }

  network(plan: Plan, seed: NetworkSeed): TwinNetwork {
    if (this.#held === undefined) throw usageError('the engine has no examples: call load first.');
    checkPlan(plan, this.#held);
    this.#current?.retire();
    this.#current = new TwinNetwork(this.#held, plan, seed);
    return this.#current;
  }
}

interface TwinGradient extends Gradient {
  readonly values: Float64Array;
  /** Of the batch, for the running ones to follow. */
  readonly statistics: readonly Statistics[];
  readonly outputs: Rows;
}

/** Beside the port it shows and takes its parameters in float64. */
export class TwinNetwork implements Network, GradientReader, UnitReader {
  readonly #plan: Plan;
  readonly #seed: NetworkSeed;
  readonly #parameters: Float64Array;
  readonly #parts: Parts;
  readonly #segments: readonly Segment[];
  readonly #dropoutKey: number;
  readonly #windowed: Windowed | undefined;
  /** All rows, or the room of a window's. */
  #living: Examples | undefined;
  #moments: Moments;
  readonly #huber: AdaptiveHuber;
  #average: Average;
  /** Whether it takes in the present epoch. */
  #averages = true;
  #epoch = 0;
  #stepInEpoch = 0;
  /** Counted from 1 over all epochs; 0 while there is none. */
  #brokenStep = 0;
  /** Of the epoch's rows so far. */
  #lossSum = 0;
  /** The share that the next step leaves out. */
  #dropout: number;

  constructor(held: Held, plan: Plan, seed: NetworkSeed) {
    const blocks = isWindowed(held) ? checkedBlocks(plan, held.blocks) : undefined;
    this.#windowed = blocks && { ...(held as Windowed), blocks };
    this.#living = isWindowed(held) ? { rows: held.rows, ...roomFor(held.blocks, held.rows) } : held;
    this.#plan = plan;
    this.#seed = seed;
    this.#parameters = Float64Array.from(firstWeights(plan, seed, held));
    this.#parts = partsOf(this.#parameters, plan);
    this.#average = freshAverage(this.#parameters.length);
    this.#segments = segmentsOf(plan);
    this.#dropout = plan.dropout;
    this.#dropoutKey = stream(seed.seed, seed.trial, 'dropout').uint32();
    this.#moments = freshMoments(this.#parameters.length);
    this.#huber = new AdaptiveHuber(plan.loss);
  }

  epoch(rates: Float32Array, course: Course = {}): number {
    const rows = rowsOf(this.#windowed ?? this.#examples);
    const { batchSize } = this.#plan;
    const steps = stepsPerEpoch(rows, batchSize);
    const from = this.#stepInEpoch;
    checkCourse(rates, course, { steps, taken: from });
    const { until = steps } = course;
    const { seed, trial } = this.#seed;
    this.#averages = course.averages !== false;
    const train = (order: Uint32Array, before: number, [from, until]: readonly [number, number]) => {
      for (let i = from; i < until; i++) {
        const batch = order.subarray(i * batchSize, (i + 1) * batchSize);
        this.#stepOfEpoch(batch, before + i, rates, course);
      }
    };
    if (this.#windowed) this.#throughWindows(this.#windowed, from, until, train);
    else train(shuffled(rows, stream(seed, trial, `order:${this.#epoch}`).uint32()), 0, [from, until]);
    const mean = this.#lossSum / Math.min(until * batchSize, rows);
    if (until === steps) this.#endEpoch();
    this.#averages = true;
    return mean;
  }

  #endEpoch() {
    this.#takeIn('uniform');
    this.#huber.endEpoch(this.#epoch);
    this.#epoch += 1;
    this.#stepInEpoch = 0;
    this.#lossSum = 0;
  }

  #stepOfEpoch(batch: Uint32Array, step: number, rates: Float32Array, course: Course) {
    const { dropout } = this.#plan;
    this.#dropout = dropout * (course.dropout?.[step] ?? 1);
    const loss = this.step(batch, rates[step]!, course.weightDecay?.[step]);
    this.#dropout = dropout;
    this.#lossSum += loss * batch.length;
    this.#stepInEpoch += 1;
    if (this.#brokenStep === 0 && !Number.isFinite(loss)) this.#brokenStep = this.#moments.step;
  }

  #throughWindows(windowed: Windowed, from: number, until: number, train: TrainSteps) {
    const { batchSize } = this.#plan;
    let order: Uint32Array = new Uint32Array(0);
    trainThroughWindows(
      windowed,
      { seed: this.#seed, epoch: this.#epoch, batchSize, from, until },
      {
        room: () => this.#examples,
        train: (window) => {
          order = shuffled(window.rows, window.key);
          train(order.subarray(0, window.trained), window.before, [window.from, window.until]);
        },
        order: () => order,
      },
    );
  }

  get position(): Position {
    const [epochs, steps, brokenStep] = [this.#epoch, this.#stepInEpoch, this.#brokenStep];
    return brokenStep > 0 ? { epochs, steps, brokenStep } : { epochs, steps };
  }

  /** One optimiser step on these rows of those in memory; their mean loss before it. */
  step(rows: Uint32Array, rate: number, decayFactor = 1, dropoutFactor?: number): number {
    if (dropoutFactor !== undefined) this.#dropout = this.#plan.dropout * dropoutFactor;
    const { loss, values, statistics, outputs } = this.#gradientOf(rows);
    statistics.forEach((each, layer) => {
      follow(this.#parts.layers[layer]!, each, rows.length);
    });
    this.#seeResiduals(rows, outputs);
    update(this.#plan, {
      weights: this.#parameters,
      gradient: values,
      moments: this.#moments,
      segments: this.#segments,
      rate,
      weightDecay: this.#plan.weightDecay * decayFactor,
    });
    this.#takeIn('exponential');
    return loss;
  }

  #seeResiduals(rows: Uint32Array, outputs: Rows) {
    const { targets, weights } = this.#examples;
    rows.forEach((row, i) => {
      if (weights?.[row] !== 0) this.#huber.see(outputs[i]!, part(targets, row, targetWidth(this.#plan)));
    });
  }

  #takeIn(kind: Averaging['kind']) {
    if (this.#plan.averaging?.kind === kind && this.#averages)
      this.#average = averaged(this.#plan.averaging, this.#average, this.#parameters);
  }

  gradient(rows: Uint32Array): TwinGradient {
    if (this.#windowed === undefined) return this.#gradientOf(rows);
    readRows(this.#windowed.blocks, rows, this.#examples);
    return this.#gradientOf(rows.map((_, place) => place));
  }

  /** The same for rows in memory. */
  #gradientOf(rows: Uint32Array): TwinGradient {
    const values = new Float64Array(this.#parameters.length);
    const { first, layers } = partsOf(values, this.#plan);
    const { before, through } = this.#pass(rows);
    const losses = this.#losses(rows, through.values);
    const slopes = losses.map((row) => row.slopes.map((slope) => slope / rows.length));
    before.back(through.back(slopes, layers), first);
    return { loss: meanLoss(losses), values, statistics: through.statistics, outputs: through.values };
  }

  /** The mean loss that `gradient` gives, alone. */
  loss(rows: Uint32Array): number {
    return meanLoss(this.#losses(rows, this.#pass(rows).through.values));
  }

  #losses(rows: Uint32Array, outputs: Rows): RowLoss[] {
    const { loss } = this.#huber;
    const { targets, weights } = this.#examples;
    return Array.from(rows, (row, i) => {
      const unweighted = rowLoss(loss, outputs[i]!, part(targets, row, targetWidth(this.#plan)));
      return weights === undefined ? unweighted : weighed(unweighted, weights[row]!);
    });
  }

  /** A batch of examples through the network, as the next step would take it. */
  #pass(rows: Uint32Array): { readonly before: Seen; readonly through: Trace } {
    const inputs = Array.from(rows, (row) => part(this.#examples.inputs, row, this.#plan.inputs));
    const before = seen(this.#plan, this.#parts.first, inputs);
    const dropping = { key: this.#dropoutKey, step: this.#moments.step, share: this.#dropout };
    return { before, through: throughLayers(this.#plan, this.#parts.layers, before.values, dropping) };
  }

  /**
   * What meets the activation of each hidden layer, what is cut off before the first, and the outputs, when these examples are a batch: how near
   * each is to a kink; and the variances that a batch was normalised by.
   */
  sums(rows: Uint32Array): {
    readonly hidden: number[];
    readonly cut: readonly number[];
    readonly outputs: Rows;
    readonly variances: readonly number[];
  } {
    const { before, through } = this.#pass(rows);
    const variances = through.statistics.flatMap(({ variance }) => variance);
    return { hidden: through.met.flat(2), cut: before.cut, outputs: through.values, variances };
  }

  predict(inputs: Float32Array): Float32Array {
    return Float32Array.from(this.#predicted(inputs).values.flat());
  }

  #predicted(inputs: Float32Array): Trace {
    const width = this.#plan.inputs;
    const rows = inputs.length / width;
    if (!Number.isInteger(rows)) throw usageError(`${inputs.length} inputs are not whole rows of ${width}.`);
    this.#examples; // throws when this network is gone
    checkLevels(this.#plan, inputs);
    const parts = this.#predicting;
    const given = Array.from({ length: rows }, (_, row) => part(inputs, row, width));
    const { values } = seen(this.#plan, parts.first, given);
    return throughLayers(this.#plan, parts.layers, values);
  }

  get #predicting(): Parts {
    return this.#average.count > 0 ? partsOf(this.#average.numbers, this.#plan) : this.#parts;
  }

  flatShares(inputs: Float32Array, limit: number): number[][] {
    const { activation, activationMix, hidden } = this.#plan;
    const { met } = this.#predicted(inputs);
    const { layers } = this.#predicting;
    return hidden.map((width, layer) =>
      Array.from({ length: width }, (_, unit) => {
        const share = activationMix ? layers[layer]!.mix![unit]! : 1;
        const slopes = met[layer]!.map((row) => 1 + share * (activations[activation](row[unit]!).slope - 1));
        return slopes.filter((slope) => Math.abs(slope) < limit).length / slopes.length;
      }),
    );
  }

  weights(): Float32Array {
    return Float32Array.from(this.parameters());
  }

  setWeights(weights: ArrayLike<number>) {
    if (weights.length !== this.#parameters.length) {
      throw usageError(`${weights.length} weights were given to a network of ${this.#parameters.length}.`);
    }
    this.#examples;
    this.#parameters.set(weights);
    this.#average = freshAverage(weights.length);
  }

  /** As `weights`. */
  parameters(): Float64Array {
    this.#examples;
    return (this.#average.count > 0 ? this.#average.numbers : this.#parameters).slice();
  }

  save(): Uint8Array {
    this.#examples;
    checkSavable(this.#plan, this.position);
    const { step, beta1Power, beta2Power, first, second } = this.#moments;
    const { count, numbers } = this.#average;
    const place = [this.#epoch, this.#stepInEpoch, this.#brokenStep, this.#lossSum];
    const counters = [...place, this.#huber.deviation, step, beta1Power, beta2Power, count];
    const all = Float64Array.from([...counters, ...this.#parameters, ...first, ...second, ...numbers]);
    return sealed(this.#identity, new Uint8Array(all.buffer));
  }

  restore(saved: Uint8Array) {
    const bytes = unsealed(this.#identity, saved).slice();
    const [epoch, stepInEpoch, brokenStep, lossSum, deviation, ...others] = new Float64Array(bytes.buffer);
    const [step, beta1Power, beta2Power, count, ...all] = others;
    const n = this.#parameters.length;
    const [parameters, first, second, numbers] = [0, 1, 2, 3].map((i) =>
      Float64Array.from(all.slice(i * n, (i + 1) * n)),
    );
    this.setWeights(parameters);
    this.#moments = { step, beta1Power, beta2Power, first, second };
    this.#average = { count, numbers };
    this.#epoch = epoch;
    this.#huber.deviation = deviation;
    this.#stepInEpoch = stepInEpoch;
    this.#brokenStep = brokenStep;
    this.#lossSum = lossSum;
  }

  retire() {
    this.#living = undefined;
  }

  get #examples(): Examples {
    if (this.#living === undefined) {
      throw usageError(
        'this network is gone: its engine has since been given another network or other rows.',
      );
    }
    return this.#living;
  }

  get #identity() {
    return { engine: 'twin', plan: this.#plan, seed: this.#seed } as const;
  }
}

/** Takes steps of a window, counted from its first, which is the epoch's step `before`, with its rows in this order. */
type TrainSteps = (order: Uint32Array, before: number, range: readonly [number, number]) => void;

const meanLoss = (losses: readonly RowLoss[]) =>
  losses.reduce((sum, { loss }) => sum + loss, 0) / losses.length;

const part = (table: Float32Array, row: number, width: number) =>
  table.subarray(row * width, (row + 1) * width);

interface Parts {
  readonly first: First;
  readonly layers: Layer[];
}

/** An array in file order as parts that share its memory. */
const partsOf = (values: Float64Array, plan: Plan): Parts => ({
  first: firstOf(values, plan),
  layers: layersOf(values.subarray(inputParameters(plan)), plan),
});
