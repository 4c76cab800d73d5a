import { usageError } from '../../error.js';
import { instantiateKernels, type Kernels, type Tiles } from '../../kernel/kernel.js';
import { stream } from '../../math/random.js';
import { parameterCount } from '../count.js';
import { type Periodic, type Pieces, type Plan, stepsPerEpoch } from '../plan.js';
import { type BlockRoom, type ExampleBlocks, putRows, type Windowing } from './blocks.js';
import { checkCourse, checkedBlocks, checkLevels, checkPlan, checkSavable } from './check.js';
import { normalisationCodes } from './codes.js';
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
import { type Held, heldOf, isWindowed, rowsOf, shapeOfRows, type Windowed } from './held.js';
import { beginNetwork } from './losses.js';
import { checkRoom, mostBytes, networkBytes, outOfMemory, rowsBytes, shapeOf } from './memory.js';
import { nameOptimiser } from './optimiser.js';
import { sealed, unsealed } from './saved.js';
import { nameSegments } from './segments.js';
import { readRows, trainThroughWindows, type WindowEpoch } from './window.js';

/**
 * The engine that users meet: float32 in WebAssembly, a memory of its own that grows as needed and is used again. `tiles` (default: narrow ones)
 * change its speed alone.
 */
export function wasmEngine(tiles?: Tiles): WasmEngine {
  return new WasmEngine('wasm', instantiateKernels(tiles));
}

/** The same with fused multiply-add (`loadFusedKernels`): faster, and its bits are not the plain ones. */
export function fusedEngine(instantiate: () => Kernels): WasmEngine {
  return new WasmEngine('fused', instantiate());
}

class WasmEngine implements Engine {
  readonly name: 'wasm' | 'fused';
  readonly #kernels: Kernels;
  #held: Held | undefined;
  #current: WasmNetwork | undefined;

  constructor(name: 'wasm' | 'fused', kernels: Kernels) {
    this.name = name;
    this.#kernels = kernels;
  }

  load(source: Examples | ExampleBlocks, windowing?: Windowing): number {
    this.#current?.retire();
    this.#held = undefined;
    const held = heldOf(source, windowing);
    const { rows } = held;
    const { inputs, targetWidth, weighted } = shapeOfRows(held);
    const fits =
      rowsBytes(held) < mostBytes && this.#kernels.layExamples(rows, inputs, targetWidth, weighted);
    if (!fits) throw outOfMemory(`${rows} rows`, rowsBytes(held));
    if (!isWindowed(held)) putRows(roomOf(this.#kernels, held), held);
    this.#held = held;
    return rowsOf(held);
  }

  network(plan: Plan, seed: NetworkSeed): WasmNetwork {
    if (this.#held === undefined) throw usageError('the engine has no examples: call load first.');
    checkPlan(plan, this.#held);
    checkRoom(plan, this.#held);
    this.#current?.retire();
    this.#current = new WasmNetwork(this.name, this.#kernels, plan, seed, this.#held);
    return this.#current;
  }
}

class WasmNetwork implements Network, GradientReader, UnitReader {
  readonly #engine: 'wasm' | 'fused';
  #living: Kernels | undefined;
  readonly #plan: Plan;
  readonly #seed: NetworkSeed;
  readonly #held: Held;
  readonly #parameters: number;
  /** Whether the rows' order in memory is that of the epoch in progress. */
  #isOrdered = false;

  constructor(engine: 'wasm' | 'fused', kernels: Kernels, plan: Plan, seed: NetworkSeed, held: Held) {
    this.#engine = engine;
    this.#living = kernels;
    this.#plan = plan;
    this.#seed = seed;
    this.#held = isWindowed(held) ? { ...held, blocks: checkedBlocks(plan, held.blocks) } : held;
    this.#parameters = parameterCount(plan);
    lay(kernels, plan, seed);
    this.setWeights(firstWeights(plan, seed, held));
  }

  epoch(rates: Float32Array, course: Course = {}): number {
    const kernels = this.#kernels;
    const { batchSize } = this.#plan;
    const rows = rowsOf(this.#held);
    const steps = stepsPerEpoch(rows, batchSize);
    const { epochs: epoch, steps: from } = this.position;
    checkCourse(rates, course, { steps, taken: from });
    const { until = steps } = course;
    if (isWindowed(this.#held)) {
      this.#throughWindows(this.#held, { seed: this.#seed, epoch, batchSize, from, until }, rates, course);
    } else {
      this.#setCourse(rates, course);
      const { seed, trial } = this.#seed;
      const key = stream(seed, trial, `order:${epoch}`).uint32();
      kernels.trainWindow(rows, rows, key, !this.#isOrdered, from, until);
    }
    this.#isOrdered = until < steps;
    const mean = kernels.lossSum() / Math.min(until * batchSize, rows);
    if (until === steps) kernels.endEpoch();
    return mean;
  }

  get position(): Position {
    const kernels = this.#kernels;
    const brokenStep = kernels.brokenStep();
    const [epochs, steps] = [kernels.epochsOver(), kernels.stepInEpoch()];
    return brokenStep > 0 ? { epochs, steps, brokenStep } : { epochs, steps };
  }

  /** Gives the kernels the rates of the next steps, and the factors of weight decay and dropout where there are any. */
  #setCourse(rates: Float32Array, { weightDecay, dropout, averages }: Course) {
    const kernels = this.#kernels;
    // The kernels keep each of them where a full epoch, or window, has its own.
    const steps = stepsPerEpoch(this.#held.rows, this.#plan.batchSize);
    [rates, weightDecay, dropout].forEach((numbers, i) => {
      if (numbers) floats(kernels, kernels.ratesAt() + 4 * steps * i, numbers.length).set(numbers);
    });
    kernels.setCourse(weightDecay !== undefined, dropout !== undefined, averages !== false);
  }

  #throughWindows(held: Windowed, epoch: WindowEpoch, rates: Float32Array, course: Course) {
    const kernels = this.#kernels;
    trainThroughWindows(held, epoch, {
      room: () => roomOf(kernels, held),
      train: ({ rows, trained, key, before, from, until }) => {
        const end = before + stepsPerEpoch(trained, epoch.batchSize);
        this.#setCourse(rates.subarray(before, end), {
          weightDecay: course.weightDecay?.subarray(before, end),
          dropout: course.dropout?.subarray(before, end),
          averages: course.averages,
        });
        kernels.trainWindow(rows, trained, key, true, from, until);
      },
      order: () => new Uint32Array(kernels.memory.buffer, kernels.orderAt(), held.rows),
    });
  }

  predict(inputs: Float32Array): Float32Array {
    const outputs = new Float32Array((inputs.length / this.#plan.inputs) * this.#plan.outputs || 0);
    this.#passThrough(inputs, (row, count) => {
      this.#copyOutputs(count, outputs.subarray(row * this.#plan.outputs));
    });
    return outputs;
  }

  /** Rows through the network, a chunk at a time; `seen` is told which rows the layers hold. */
  #passThrough(inputs: Float32Array, seen: (row: number, count: number) => void) {
    const kernels = this.#kernels;
    const width = this.#plan.inputs;
    const rows = inputs.length / width;
    if (!Number.isInteger(rows)) throw usageError(`${inputs.length} inputs are not whole rows of ${width}.`);
    checkLevels(this.#plan, inputs);
    const chunk = kernels.chunkRows();
    kernels.exchangeAverage();
    for (let row = 0; row < rows; row += chunk) {
      const count = Math.min(chunk, rows - row);
      const given = inputs.subarray(row * width, (row + count) * width);
      floats(kernels, kernels.predictAt(), given.length).set(given);
      kernels.predictRows(count);
      seen(row, count);
    }
    kernels.exchangeAverage();
  }

  flatShares(inputs: Float32Array, limit: number): number[][] {
    const kernels = this.#kernels;
    const { hidden } = this.#plan;
    // Counts lie where the parameters in file order do: there is a bias for each unit.
    const units = hidden.reduce((sum, width) => sum + width, 0);
    const counts = new Uint32Array(kernels.memory.buffer, kernels.fileAt(), units).fill(0);
    this.#passThrough(inputs, (_, count) => {
      let at = kernels.fileAt();
      hidden.forEach((width, layer) => {
        kernels.countFlat(layer, count, limit, at);
        at += 4 * width;
      });
    });
    const rows = inputs.length / this.#plan.inputs;
    let at = 0;
    return hidden.map((width) => Array.from(counts.subarray(at, (at += width)), (count) => count / rows));
  }

  #copyOutputs(rows: number, to: Float32Array) {
    const kernels = this.#kernels;
    const stride = kernels.outputStride() / 4;
    const width = this.#plan.outputs;
    const from = floats(kernels, kernels.outputsAt(), rows * stride);
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < width; j++) to[row * width + j] = from[row * stride + j];
    }
  }

  weights(): Float32Array {
    this.#kernels.readParameters();
    return this.#file().slice();
  }

  setWeights(weights: Float32Array) {
    if (weights.length !== this.#parameters) {
      throw usageError(`${weights.length} weights were given to a network of ${this.#parameters}.`);
    }
    const kernels = this.#kernels;
    this.#file().set(weights);
    kernels.writeParameters();
  }

  gradient(rows: Uint32Array): Gradient {
    const kernels = this.#kernels;
    this.#placeFirst(rows);
    const loss = kernels.batchGradient(0, rows.length) / rows.length;
    kernels.readGradient();
    return { loss, values: this.#file().slice() };
  }

  /** Makes these rows the first of the order, for the kernels to take. */
  #placeFirst(rows: Uint32Array) {
    this.#isOrdered = false;
    const kernels = this.#kernels;
    const held = this.#held;
    if (isWindowed(held)) readRows(held.blocks, rows, roomOf(kernels, held));
    const order = new Uint32Array(kernels.memory.buffer, kernels.orderAt(), held.rows);
    order.set(isWindowed(held) ? rows.map((_, place) => place) : rows);
  }

  save(): Uint8Array {
    checkSavable(this.#plan, this.position);
    return sealed(this.#identity, this.#state());
  }

  restore(saved: Uint8Array) {
    this.#state().set(unsealed(this.#identity, saved));
    this.#isOrdered = false;
  }

  retire() {
    this.#living = undefined;
  }

  get #kernels(): Kernels {
    if (this.#living === undefined) {
      throw usageError(
        'this network is gone: its engine has since been given another network or other rows.',
      );
    }
    return this.#living;
  }

  get #identity() {
    return { engine: this.#engine, plan: this.#plan, seed: this.#seed } as const;
  }

  #file(): Float32Array {
    return floats(this.#kernels, this.#kernels.fileAt(), this.#parameters);
  }

  #state(): Uint8Array {
    return new Uint8Array(this.#kernels.memory.buffer, this.#kernels.stateAt(), this.#kernels.stateBytes());
  }
}

const floats = ({ memory }: Kernels, at: number, length: number) =>
  new Float32Array(memory.buffer, at, length);

/** Where the rows lie in the kernels' memory as it is now. */
function roomOf(kernels: Kernels, held: Held): BlockRoom {
  const { inputs, targetWidth, weighted } = shapeOfRows(held);
  return {
    inputs: floats(kernels, kernels.inputsAt(), Math.round(held.rows * inputs)),
    targets: floats(kernels, kernels.targetsAt(), Math.round(held.rows * targetWidth)),
    ...(weighted && { weights: floats(kernels, kernels.weightsAt(), held.rows) }),
  };
}

/** Describes the network to the kernels, which then lay it out after the examples. */
function lay(kernels: Kernels, plan: Plan, { seed, trial }: NetworkSeed) {
  const { dropout } = plan;
  beginNetwork(kernels, plan);
  nameOptimiser(kernels, plan);
  kernels.setDropout(dropout, stream(seed, trial, 'dropout').uint32());
  const normalisation = plan.normalisation ? normalisationCodes[plan.normalisation] : 0;
  kernels.setHidden(normalisation, plan.residual ?? 0, plan.activationMix ?? false);
  nameSegments(kernels, plan);
  const embeds = (plan.embeddings ?? []).every(({ input, levels, size }) =>
    kernels.addEmbedding(input, levels, size),
  );
  const cuts = (plan.pieces ?? []).every((pieces) => addPieces(kernels, pieces));
  const waves = plan.periodic === undefined || addWaves(kernels, plan.periodic);
  if (plan.inputScale) kernels.addInputScale();
  for (const width of [...plan.hidden, plan.outputs]) kernels.addLayer(width);
  if (!embeds || !cuts || !waves || !kernels.endNetwork())
    throw outOfMemory(shapeOf(plan), networkBytes(plan));
}

function addPieces(kernels: Kernels, { input, edges }: Pieces): boolean {
  const count = edges.length - 1;
  const at = kernels.addPieces(input, count);
  if (at === 0) return false;
  const padded = 4 * Math.ceil(count / 4);
  floats(kernels, at, count).set(edges.slice(0, -1));
  floats(kernels, at + 4 * padded, count).set(edges.slice(1).map((edge, t) => 1 / (edge - edges[t]!)));
  return true;
}

function addWaves(
  kernels: Kernels,
  { inputs, frequencies, waves, size = 0, relu = false }: Periodic,
): boolean {
  const at = kernels.addWaves(inputs.length, frequencies, waves === 'paired', size, relu);
  if (at === 0) return false;
  new Int32Array(kernels.memory.buffer, at, inputs.length).set(inputs);
  return true;
}
