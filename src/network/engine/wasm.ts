import { usageError } from '../../error.js';
import { instantiateKernels, type Kernels } from '../../kernel/kernel.js';
import { stream } from '../../math/random.js';
import { parameterCount } from '../count.js';
import { type Pieces, type Plan, stepsPerEpoch } from '../plan.js';
import { checkCourse, checkLevels, checkPlan } from './check.js';
import { activationCodes, lossCodes, optimiserCodes } from './codes.js';
import type { Course, Engine, Examples, Gradient, GradientReader, Network, NetworkSeed } from './engine.js';
import { firstWeights } from './first-weights.js';
import { checkRoom, examplesBytes, mostBytes, networkBytes, outOfMemory, shapeOf } from './memory.js';
import { sealed, unsealed } from './saved.js';
import { nameSegments } from './segments.js';

/** The engine that users meet: float32 in WebAssembly, a memory of its own that grows as needed and is used again. */
export function wasmEngine(): WasmEngine {
  return new WasmEngine(instantiateKernels());
}

class WasmEngine implements Engine {
  readonly name = 'wasm';
  readonly #kernels: Kernels;
  #examples: Examples | undefined;
  #current: WasmNetwork | undefined;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  load(examples: Examples) {
    const { rows, inputs, targets, weights } = examples;
    this.#current?.retire();
    this.#examples = undefined;
    const fits =
      examplesBytes(examples) < mostBytes &&
      this.#kernels.layExamples(rows, inputs.length / rows, targets.length / rows, weights !== undefined);
    if (!fits) throw outOfMemory(`${rows} rows`, examplesBytes(examples));
    floats(this.#kernels, this.#kernels.inputsAt(), inputs.length).set(inputs);
    floats(this.#kernels, this.#kernels.targetsAt(), targets.length).set(targets);
    if (weights !== undefined) floats(this.#kernels, this.#kernels.weightsAt(), rows).set(weights);
    this.#examples = examples;
  }

  network(plan: Plan, seed: NetworkSeed): WasmNetwork {
    if (this.#examples === undefined) throw usageError('the engine has no examples: call load first.');
    checkPlan(plan, this.#examples);
    checkRoom(plan, this.#examples);
    this.#current?.retire();
    this.#current = new WasmNetwork(this.#kernels, plan, seed, this.#examples.rows);
    return this.#current;
  }
}

class WasmNetwork implements Network, GradientReader {
  #living: Kernels | undefined;
  readonly #plan: Plan;
  readonly #seed: NetworkSeed;
  readonly #rows: number;
  readonly #parameters: number;

  constructor(kernels: Kernels, plan: Plan, seed: NetworkSeed, rows: number) {
    this.#living = kernels;
    this.#plan = plan;
    this.#seed = seed;
    this.#rows = rows;
    this.#parameters = parameterCount(plan);
    lay(kernels, plan, seed);
    this.setWeights(firstWeights(plan, seed));
  }

  epoch(rates: Float32Array, course: Course = {}): number {
    const kernels = this.#kernels;
    const steps = stepsPerEpoch(this.#rows, this.#plan.batchSize);
    checkCourse(rates, course, steps);
    const { weightDecay, dropout } = course;
    [rates, weightDecay, dropout].forEach((numbers, i) => {
      if (numbers) floats(kernels, kernels.ratesAt() + 4 * steps * i, steps).set(numbers);
    });
    kernels.setCourse(weightDecay !== undefined, dropout !== undefined);
    const { seed, trial } = this.#seed;
    const epoch = new DataView(kernels.memory.buffer).getUint32(kernels.stateAt(), true);
    return kernels.trainEpoch(stream(seed, trial, `order:${epoch}`).uint32());
  }

  predict(inputs: Float32Array): Float32Array {
    const kernels = this.#kernels;
    const width = this.#plan.inputs;
    const rows = inputs.length / width;
    if (!Number.isInteger(rows)) throw usageError(`${inputs.length} inputs are not whole rows of ${width}.`);
    checkLevels(this.#plan, inputs);
    const chunk = kernels.chunkRows();
    const outputs = new Float32Array(rows * this.#plan.outputs);
    for (let row = 0; row < rows; row += chunk) {
      const count = Math.min(chunk, rows - row);
      const given = inputs.subarray(row * width, (row + count) * width);
      floats(kernels, kernels.predictAt(), given.length).set(given);
      kernels.predictRows(count);
      this.#copyOutputs(count, outputs.subarray(row * this.#plan.outputs));
    }
    return outputs;
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
    new Uint32Array(kernels.memory.buffer, kernels.orderAt(), this.#rows).set(rows);
    const loss = kernels.batchGradient(0, rows.length) / rows.length;
    kernels.readGradient();
    return { loss, values: this.#file().slice() };
  }

  save(): Uint8Array {
    return sealed(this.#identity, this.#state());
  }

  restore(saved: Uint8Array) {
    this.#state().set(unsealed(this.#identity, saved));
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
    return { engine: 'wasm', plan: this.#plan, seed: this.#seed } as const;
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

/** Describes the network to the kernels, which then lay it out after the examples. */
function lay(kernels: Kernels, plan: Plan, { seed, trial }: NetworkSeed) {
  const { activation, loss, optimiser, weightDecay, dropout, batchSize } = plan;
  const delta = loss.kind === 'huber' ? loss.delta : 0;
  kernels.beginNetwork(activationCodes[activation], lossCodes[loss.kind], delta, batchSize);
  const [beta1, beta2, epsilon] =
    optimiser.kind === 'adam'
      ? [optimiser.beta1, optimiser.beta2, optimiser.epsilon]
      : [optimiser.momentum, 0, 0];
  kernels.setOptimiser(optimiserCodes[optimiser.kind], beta1, beta2, epsilon, weightDecay);
  kernels.setDropout(dropout, stream(seed, trial, 'dropout').uint32());
  nameSegments(kernels, plan);
  const embeds = (plan.embeddings ?? []).every(({ input, levels, size }) =>
    kernels.addEmbedding(input, levels, size),
  );
  const cuts = (plan.pieces ?? []).every((pieces) => addPieces(kernels, pieces));
  for (const width of [...plan.hidden, plan.outputs]) kernels.addLayer(width);
  if (!embeds || !cuts || !kernels.endNetwork()) throw outOfMemory(shapeOf(plan), networkBytes(plan));
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
