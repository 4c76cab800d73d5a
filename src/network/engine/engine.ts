import type { Plan } from '../plan.js';
import type { ExampleBlocks, Windowing } from './blocks.js';

/**
 * Encoded rows: `inputs` is rows × plan.inputs, row-major (an embedding's column holds indices of levels); `targets` rows × outputs (one class index a row for softmax).
 *
 * `weights`, one number of at least 0 for each row, multiply the rows' losses: a batch's loss is Σ wᵢ·lossᵢ / rows of the batch. Divide
 * them by their mean first, so that a step keeps its size; all ones give the same bits as none. They weigh training alone: the engine
 * neither normalises them nor uses them in `predict`.
 */
export interface Examples {
  readonly rows: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly weights?: Float32Array;
}

/**
 * Trains networks one at a time. `load` gives the engine its rows for every network until the next `load`: examples are copied into its
 * memory; of blocks, a window's rows are there at a time, and blocks that fit in train with the bits of the same examples. `network` draws first weights from `seed` and replaces the network before it, whose handle is then dead.
 */
export interface Engine {
  readonly name: 'wasm' | 'fused' | 'twin';
  /** The rows of an epoch. */
  load(source: Examples | ExampleBlocks, windowing?: Windowing): number;
  network(plan: Plan, seed: NetworkSeed): Network & GradientReader & UnitReader;
}

/** Names the random streams of one network: same seed, same rows, same plan: the same bits on any machine. */
export interface NetworkSeed {
  readonly seed: number;
  readonly trial: number;
}

/** How the steps of one epoch differ from the plan beside their rates: one number for each step, of what is given. */
export interface Course {
  /** What the plan's weight decay is multiplied by. */
  readonly weightDecay?: Float32Array;
  /** What the plan's dropout is multiplied by, 0 to 1. */
  readonly dropout?: Float32Array;
  /** Whether the plan's average takes this epoch in; absent: it does. */
  readonly averages?: boolean;
  /** Pauses the epoch before this step; the next call goes on there. Default: the epoch's end. */
  readonly until?: number;
}

/** How far a network has been trained. */
export interface Position {
  /** Epochs that are over. */
  readonly epochs: number;
  /** Steps taken in the epoch in progress. */
  readonly steps: number;
  /** The first step whose loss was not finite, counted from 1 over all epochs; absent while there is none. */
  readonly brokenStep?: number;
}

/** One network in training. All of it is deterministic; nothing is allocated while an epoch runs. */
export interface Network {
  readonly position: Position;
  /**
   * One pass over the loaded rows in a fresh order (window by window where they do not fit in: window.ts), from where the epoch stands;
   * `rates[i]` is step i's learning rate. Returns the mean (weighted) loss of the epoch's rows so far; not finite = diverged. An epoch in parts
   * gives the same bits as a whole one.
   */
  epoch(rates: Float32Array, course?: Course): number;
  /** Raw outputs (numbers or logits), rows × outputs, with dropout off and of the average, once there is one. `inputs` is rows × plan.inputs. */
  predict(inputs: Float32Array): Float32Array;
  /**
   * The parameters that predict (their average, once there is one) in file order: the table of each embedding (levels × size, row-major); then for each layer its weights (inputs × outputs,
   * row-major) and its biases. The first layer's inputs are the embeddings' numbers, then the row's other inputs.
   */
  weights(): Float32Array;
  /** Takes parameters to predict with and to train on; an average begins anew. */
  setWeights(weights: Float32Array): void;
  /**
   * Everything that continuing needs (weights, optimiser, counters): restoring it gives the same bits as never having stopped.
   */
  save(): Uint8Array;
  restore(state: Uint8Array): void;
}

/** Reads gradients out, for tests and diagnosis. */
export interface GradientReader {
  /**
   * Mean (weighted) loss over the rows (indices into the loaded examples, at most as many as there are) and its gradient in file
   * order, as the next step would take it, dropout included. Changes nothing that training depends on.
   */
  gradient(rows: Uint32Array): Gradient;
}

/** Reads out how the units of a network respond, for diagnosis. */
export interface UnitReader {
  /**
   * For each hidden layer and unit, the share of these rows (rows × plan.inputs) at which the unit is flat: the size of its slope, by what
   * meets its activation, is below `limit`. As in `predict`, with dropout off. Changes nothing.
   */
  flatShares(inputs: Float32Array, limit: number): number[][];
}

export interface Gradient {
  readonly loss: number;
  readonly values: Float32Array | Float64Array;
}
