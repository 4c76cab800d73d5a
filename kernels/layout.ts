// The memory map. Everything lies in one linear memory, in this order; each region begins on a cache line of 64 bytes.
//
//   static      Plan and the table of Layers, below __heap_base
//   examples    inputs    rows × inputs, as given
//               targets   rows × targetWidth, as given
//               order     rows, u32: the rows in the order of this epoch
//               weights   rows, where the examples have weights
//   network     table of Embeddings, descriptions of columns with pieces (pieces.ts), places of columns with waves
//               rates     one f32 for each step of an epoch; behind them as many factors of weight decay, and of dropout
//               state     State │ parameters │ first moments │ second moments │ their average, as far as there are these: what a checkpoint copies
//               gradients shaped as the parameters
//               file      the parameters once more, in file order: the door to the outside
//               turned    for each layer but the first: its weights transposed; of the first, those that embedded numbers meet
//               scratch   `chunk` rows: gathered inputs, targets and weights, and for each layer outputs and deltas (and what hidden.ts
//                         needs beside); where there are embeddings, the addresses of the rows' vectors and the deltas of embedded
//                         numbers; what waves and factors of the inputs need (inputs.ts)
//
// Parameters: first the tables of every embedding, then those of waves and factors (inputs.ts), then the weights of every layer, then
// the biases of every layer, then what hidden layers have beside: mixes, gains and shifts, running statistics. A table has
// one row more than levels: the first is the vector of no level, zero. Weights lie in panels, eight outputs wide:
// panel p holds, for each input k in turn, the weights of outputs 8p to 8p+7. Inputs are padded to a multiple of 4, hidden
// widths and outputs to a multiple of 8; padded weights are zero and stay zero, because the gradients that reach them are zero.
// A layer with one output ("narrow") has no panel: its weights are one vector.

import { layHiddenParameters, layHiddenScratch } from './hidden-layout';
import { describeWaves, inputScale, layFactors, layInputScratch, layWaves, noInputParts, waves, waveWidth } from './inputs';
import { BIASES, ELSEWHERE, FIRST, INPUT_SCALE, LAST, PERIODIC, TABLES, WEIGHTS, addSegment, beginSegments } from './segments';

/**
 * Rows that go through the network together. A longer batch adds up the gradients of its chunks, so scratch stays in cache; but batch
 * normalisation needs a batch whole.
 */
const CHUNK: i32 = 256;

export const MOST_LAYERS: i32 = 64;

@unmanaged
export class Layer {
  depth: i32; // inputs
  width: i32; // outputs
  paddedDepth: i32;
  paddedWidth: i32; // 1 when narrow
  weights: usize;
  bias: usize;
  multiplied: usize; // what the inputs are multiplied by: the weights, in the first layer scaled where its inputs are
  turned: usize; // 0 where no gradient flows on: first layer, narrow layer
  inputs: usize;
  inputStride: usize; // bytes between rows
  outputs: usize;
  outputStride: usize;
  deltas: usize; // first the slope of the activation, then d loss / d weighted sum; strided as the outputs

  // Of hidden layers, 0 where they have none. First parameters, one for each unit:
  mix: usize;
  gain: usize;
  shift: usize;
  runningMean: usize;
  runningVariance: usize;
  // and what a chunk leaves: rows strided as the outputs, but statistics and `inverse` (one over a deviation) once for each unit or row.
  mean: usize;
  variance: usize;
  inverse: usize;
  normalised: usize;
  met: usize; // what met the activation, or what the mix has left of it
  outputSlopes: usize; // d loss / d outputs
  skipFrom: i32; // the hidden layer whose outputs are added to these, or −1
  skipTo: i32; // the hidden layer to whose outputs these are added, or −1
}

@unmanaged
export class Embedding {
  column: i32; // of a row as given
  levels: i32;
  size: i32;
  rowBytes: usize; // `size` numbers, padded to a multiple of 4
  table: usize;
}

@unmanaged
export class Plan {
  rows: i32;
  inputs: i32;
  targetWidth: i32;
  inputsAt: usize;
  targetsAt: usize;
  orderAt: usize;
  weightsAt: usize; // 0 where every row weighs the same
  networkAt: usize;

  embeddings: i32;
  embeddedWidth: i32; // numbers of all vectors of a row
  piecesFrom: i32; // place of a row's first piece among the first layer's inputs
  pieces: i32; // of all columns
  piecesAt: usize;
  piecesEnd: usize;
  describedEnd: usize; // of all that describes inputs
  layers: i32;
  chunk: i32; // rows that go through the network together
  activation: i32;
  normalisation: i32;
  residual: i32; // hidden layers that a skip goes around; 0: there are none
  mixes: bool;
  loss: i32;
  lossParameter: f32; // Huber's delta, a quantile's level, the focal loss's gamma
  smoothing: f32;
  adaptFactor: f64; // of an adaptive Huber loss (adaptive-huber.ts)
  adaptEpochs: u32; // in which its delta adapts; 0: never
  residualsAt: usize;
  residualsKept: i32; // of this epoch
  keepsResiduals: bool; // while an epoch trains
  optimiser: i32;
  beta1: f64; // but for Adam: the momentum
  beta2: f64;
  epsilon: f64;
  weightDecay: f64;
  coupled: bool; // weight decay is part of the gradient
  clip: i32;
  clipAt: f64;
  averaging: i32;
  averageDecay: f64;
  averageCorrected: bool;
  averages: bool; // in this epoch
  dropout: f64;
  dropoutBelow: i32; // of 2^24, now
  keepScale: f32; // 1 / (1 − dropout)
  dropoutKey: u32;
  batchSize: i32;

  embeddingsAt: usize;
  ratesAt: usize;
  decaysAt: usize; // 0 where weight decay stays as it is throughout the epoch
  dropoutsAt: usize; // likewise
  stateAt: usize;
  stateBytes: usize;
  parametersAt: usize;
  tablesBytes: usize;
  parametersBytes: usize;
  averageAt: usize;
  gradientsAt: usize;
  fileAt: usize;
  gatheredTargets: usize;
  targetStride: usize;
  gatheredWeights: usize; // strided as the targets, a row's weight beside each of its targets; 0 where there are none
  turnedEmbedded: usize; // 0 where the first layer is narrow
  vectorsAt: usize; // for each row and embedding an address
  embeddedDeltas: usize;
  embeddedStride: usize;
  predictAt: usize;
}

/** What changes in training beside the parameters and the moments. */
@unmanaged
export class State {
  epoch: u32;
  step: u32;
  beta1Power: f64; // β1^step, and so on
  beta2Power: f64;
  averagePower: f64; // likewise of the average's decay
  averaged: u32; // how often the average took parameters in
  stepInEpoch: u32;
  deviation: f64; // of the residuals, for an adaptive Huber loss; 0 before the first epoch's end
  lossSum: f64; // of the epoch's rows so far
  brokenStep: u32; // the first whose loss was not finite, counted from 1 over all epochs; 0 while there is none
}

const LAYERS: usize = memory.data(64 * 128, 16);
const PLAN: usize = memory.data(512, 16);

export const plan: Plan = changetype<Plan>(PLAN);

// @ts-ignore: decorator
@inline
export function layerAt(index: i32): Layer {
  return changetype<Layer>(LAYERS + <usize>index * 128);
}

// @ts-ignore: decorator
@inline
export function embeddingAt(index: i32): Embedding {
  return changetype<Embedding>(plan.embeddingsAt + <usize>index * 32);
}

// @ts-ignore: decorator
@inline
export function state(): State {
  return changetype<State>(plan.stateAt);
}

// Codes shared with src/network/engine/codes.ts.
export const RELU: i32 = 0;
export const TANH: i32 = 1;
export const SILU: i32 = 2;
export const IDENTITY: i32 = 3;
export const LEAKY_RELU: i32 = 4;
export const ELU: i32 = 5;
export const SELU: i32 = 6;
export const GELU: i32 = 7;
export const MISH: i32 = 8;
export const SIGMOID: i32 = 9;
export const NOT_NORMALISED: i32 = 0;
export const BATCH: i32 = 1;
export const BY_ROW: i32 = 2;
export const SQUARED: i32 = 0;
export const ABSOLUTE: i32 = 1;
export const HUBER: i32 = 2;
export const LOGISTIC: i32 = 3;
export const SOFTMAX: i32 = 4;
export const QUANTILE: i32 = 5;
export const LOG_COSH: i32 = 6;
export const POISSON: i32 = 7;
export const FOCAL: i32 = 8;
export const FOCAL_CLASSES: i32 = 9;
export const ADAM: i32 = 0;
export const DESCENT: i32 = 1;
export const MOMENTUM: i32 = 2;
export const NESTEROV: i32 = 3;
export const RMSPROP: i32 = 4;
export const CLIP_NORM: i32 = 1;
export const CLIP_VALUE: i32 = 2;
export const EXPONENTIAL: i32 = 1;
export const UNIFORM: i32 = 2;

export function aligned(address: usize): usize {
  return (address + 63) & ~63;
}

function padded(width: i32, to: i32): i32 {
  return (width + to - 1) & -to;
}

/** Grows the memory up to `end`; false when there is no more to have. */
function reserve(end: usize): bool {
  const pages = <i32>((<u64>end + 0xffff) >>> 16) - memory.size();
  return pages <= 0 || memory.grow(pages) >= 0;
}

/**
 * Makes room for the examples, or gives false; the caller then writes them at `inputsAt()`, `targetsAt()` and, if
 * weighted, `weightsAt()`.
 */
export function layExamples(rows: i32, inputs: i32, targetWidth: i32, weighted: bool): bool {
  plan.rows = rows;
  plan.inputs = inputs;
  plan.targetWidth = targetWidth;
  plan.inputsAt = aligned(__heap_base);
  plan.targetsAt = aligned(plan.inputsAt + <usize>rows * inputs * 4);
  plan.orderAt = aligned(plan.targetsAt + <usize>rows * targetWidth * 4);
  const end = aligned(plan.orderAt + <usize>rows * 4);
  plan.weightsAt = weighted ? end : 0;
  plan.networkAt = weighted ? aligned(end + <usize>rows * 4) : end;
  return reserve(plan.networkAt);
}

/** Starts a network without layers over the examples. */
export function beginNetwork(activation: i32, loss: i32, lossParameter: f32, batchSize: i32): void {
  plan.embeddingsAt = plan.networkAt;
  plan.embeddings = 0;
  plan.embeddedWidth = 0;
  plan.pieces = 0;
  plan.piecesAt = plan.networkAt;
  plan.piecesEnd = plan.networkAt;
  plan.describedEnd = plan.networkAt;
  noInputParts();
  plan.layers = 0;
  plan.activation = activation;
  plan.loss = loss;
  plan.lossParameter = lossParameter;
  plan.smoothing = 0;
  plan.adaptEpochs = 0;
  plan.batchSize = batchSize;
  setHidden(NOT_NORMALISED, 0, false);
  beginSegments();
}

/** What hidden layers do beside weighted sums, activation and dropout. */
export function setHidden(normalisation: i32, residual: i32, mixes: bool): void {
  plan.normalisation = normalisation;
  plan.residual = residual;
  plan.mixes = mixes;
  plan.chunk = normalisation == BATCH ? max(CHUNK, padded(plan.batchSize, 8)) : CHUNK;
}

export function setOptimiser(kind: i32, beta1: f64, beta2: f64, epsilon: f64, weightDecay: f64): void {
  plan.optimiser = kind;
  plan.beta1 = beta1;
  plan.beta2 = beta2;
  plan.epsilon = epsilon;
  plan.weightDecay = weightDecay;
}

/** How the gradient is clipped (0: not), at which norm or value; and whether weight decay is part of it. */
export function setGradient(clip: i32, clipAt: f64, coupled: bool): void {
  plan.clip = clip;
  plan.clipAt = clipAt;
  plan.coupled = coupled;
}

/** Which average of the parameters is kept; 0: none. */
export function setAveraging(kind: i32, decay: f64, corrected: bool): void {
  plan.averaging = kind;
  plan.averageDecay = decay;
  plan.averageCorrected = corrected;
}

/** Residuals of an epoch that an adaptive Huber loss looks at. */
export const RESIDUALS: i32 = 4096;

/** Makes Huber's delta `factor` times the deviation of the residuals, which the ends of the first `epochs` epochs measure. */
export function setAdaptiveHuber(factor: f64, epochs: u32): void {
  plan.adaptFactor = factor;
  plan.adaptEpochs = epochs;
}

/** `share` of each label is spread over all classes. */
export function setSmoothing(share: f32): void {
  plan.smoothing = share;
}

/** `share` of the hidden units are left out in a step, drawn from `key`. */
export function setDropout(share: f64, key: u32): void {
  plan.dropout = share;
  plan.dropoutKey = key;
  dropNow(share);
}

/** The share that the next steps leave out. */
export function dropNow(share: f64): void {
  plan.dropoutBelow = <i32>nearest(share * 16777216.0);
  plan.keepScale = <f32>(1.0 / (1.0 - share));
}

/**
 * Makes `column` of the rows the index of a level, 0 … levels−1 or −1, which the first layer sees as `size` learned numbers; false when
 * there is no room. In the order of the columns, before the first layer.
 */
export function addEmbedding(column: i32, levels: i32, size: i32): bool {
  const index = plan.embeddings;
  plan.embeddings = index + 1;
  if (!reserve(plan.embeddingsAt + <usize>plan.embeddings * 32)) return false;
  const embedding = embeddingAt(index);
  embedding.column = column;
  embedding.levels = levels;
  embedding.size = size;
  embedding.rowBytes = <usize>padded(size, 4) * 4;
  plan.embeddedWidth += size;
  plan.piecesAt = plan.embeddingsAt + <usize>plan.embeddings * 32;
  plan.piecesEnd = plan.piecesAt;
  plan.describedEnd = plan.piecesEnd;
  return true;
}

/**
 * Lets the first layer see `count` pieces of a column beside the column itself; the caller then writes where each begins and one over its
 * length at the address given, `count` numbers each, the second ones a multiple of 16 bytes behind the first. 0 when there is no room. After
 * the embeddings, before the first layer.
 */
export function addPieces(column: i32, count: i32): usize {
  const at = plan.piecesEnd;
  plan.pieces += count;
  plan.piecesEnd = at + 16 + 2 * <usize>padded(count, 4) * 4;
  plan.describedEnd = plan.piecesEnd;
  if (!reserve(plan.piecesEnd)) return 0;
  store<i32>(at, column);
  store<i32>(at, count, 4);
  return at + 16;
}

/**
 * Lets the first layer see waves of `columns` columns beside the columns themselves (inputs.ts); the caller then writes the columns' places,
 * i32, at the address given. 0 when there is no room. After the pieces, before the first layer.
 */
export function addWaves(columns: i32, frequencies: i32, paired: bool, size: i32, relu: bool): usize {
  describeWaves(columns, frequencies, paired, size, relu);
  waves.columnsAt = plan.piecesEnd;
  plan.describedEnd = plan.piecesEnd + <usize>padded(columns, 4) * 4;
  return reserve(plan.describedEnd) ? waves.columnsAt : 0;
}

/** Gives each number that the first layer sees a learned factor. */
export function addInputScale(): void {
  inputScale.on = true;
}

/** Adds a layer of `width` units after those added before. */
export function addLayer(width: i32): void {
  const index = plan.layers;
  if (index == MOST_LAYERS) unreachable();
  const layer = layerAt(index);
  plan.piecesFrom = plan.inputs - plan.embeddings + plan.embeddedWidth;
  waves.from = plan.piecesFrom + plan.pieces;
  const seen = waves.from + waves.columns * waveWidth();
  layer.depth = index == 0 ? seen : layerAt(index - 1).width;
  layer.paddedDepth = index == 0 ? padded(seen, 4) : layerAt(index - 1).paddedWidth;
  layer.width = width;
  layer.paddedWidth = padded(width, 8);
  plan.layers = index + 1;
}

/** Lays out the network after its last layer was added and clears all of it, or gives false when there is no room. */
export function endNetwork(): bool {
  const last = layerAt(plan.layers - 1);
  if (last.width == 1) last.paddedWidth = 1;
  const steps = (plan.rows + plan.batchSize - 1) / plan.batchSize;
  plan.ratesAt = aligned(plan.describedEnd);
  plan.decaysAt = 0;
  plan.dropoutsAt = 0;
  plan.stateAt = aligned(plan.ratesAt + <usize>steps * 12);
  plan.parametersAt = plan.stateAt + 64;
  layParameters();
  plan.averageAt = plan.parametersAt + plan.parametersBytes * (1 + moments());
  plan.averages = true;
  const kept = 1 + moments() + (plan.averaging ? 1 : 0);
  plan.stateBytes = 64 + plan.parametersBytes * kept;
  plan.gradientsAt = aligned(plan.stateAt + plan.stateBytes);
  plan.fileAt = aligned(plan.gradientsAt + plan.parametersBytes);
  const end = layResiduals(layScratch(layTurned(plan.fileAt + plan.parametersBytes)));
  if (!reserve(end)) return false;
  memory.fill(plan.stateAt, 0, end - plan.stateAt);
  state().beta1Power = 1;
  state().beta2Power = 1;
  state().averagePower = 1;
  return true;
}

/** Numbers that the optimiser remembers of each parameter. */
function moments(): i32 {
  if (plan.optimiser == ADAM) return 2;
  if (plan.optimiser == RMSPROP) return plan.beta1 == 0 ? 1 : 2;
  return plan.optimiser == DESCENT ? 0 : 1;
}

export function place(layer: i32): i32 {
  return layer == plan.layers - 1 ? LAST : layer == 0 ? FIRST : ELSEWHERE;
}

/** Names what lies between `from` and `to`. */
export function named(from: usize, to: usize, group: i32, place: i32, depth: i32): void {
  if (to > from) addSegment(from - plan.parametersAt, to - plan.parametersAt, group, place, depth);
}

function layParameters(): void {
  let at = plan.parametersAt;
  for (let i = 0; i < plan.embeddings; i++) {
    const embedding = embeddingAt(i);
    embedding.table = at;
    at = aligned(at + <usize>(embedding.levels + 1) * embedding.rowBytes);
  }
  plan.tablesBytes = at - plan.parametersAt;
  named(plan.parametersAt, at, TABLES, ELSEWHERE, 0);
  const wavesFrom = at;
  at = aligned(layWaves(at));
  named(wavesFrom, at, PERIODIC, ELSEWHERE, 0);
  const factorsFrom = at;
  at = aligned(layFactors(at, layerAt(0).paddedDepth));
  named(factorsFrom, at, INPUT_SCALE, ELSEWHERE, 0);
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    layer.weights = at;
    layer.multiplied = at;
    at += <usize>(layer.paddedDepth * layer.paddedWidth) * 4;
    named(layer.weights, at, WEIGHTS, place(i), layer.depth);
  }
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    layer.bias = at;
    at += <usize>padded(layer.width, 8) * 4;
    named(layer.bias, at, BIASES, place(i), 0);
  }
  at = layHiddenParameters(at);
  plan.parametersBytes = at - plan.parametersAt;
}

function layResiduals(from: usize): usize {
  plan.residualsAt = aligned(from);
  plan.residualsKept = 0;
  return plan.adaptEpochs > 0 ? plan.residualsAt + <usize>RESIDUALS * 4 : from;
}

function layTurned(from: usize): usize {
  let at = aligned(from);
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    const flows = i > 0 && layer.paddedWidth > 1;
    layer.turned = flows ? at : 0;
    if (flows) at += <usize>(layer.paddedDepth * layer.paddedWidth) * 4;
  }
  const first = layerAt(0);
  plan.turnedEmbedded = plan.embeddings > 0 && first.paddedWidth > 1 ? at : 0;
  if (plan.turnedEmbedded) at += <usize>(padded(plan.embeddedWidth, 8) * first.paddedWidth) * 4;
  return at;
}

/**
 * Rows a multiple of 512 bytes long get a cache line more: columns would meet in few sets of the cache (measured 1.02 to
 * 1.05 times slower).
 */
function rowStride(paddedWidth: i32): usize {
  const bytes = <usize>paddedWidth * 4;
  return (bytes & 511) == 0 ? bytes + 64 : bytes;
}

function layScratch(from: usize): usize {
  let at = aligned(from);
  let inputs = at;
  let inputStride = <usize>layerAt(0).paddedDepth * 4;
  at = aligned(at + inputStride * plan.chunk);
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    layer.inputs = inputs;
    layer.inputStride = inputStride;
    layer.outputStride = i < plan.layers - 1 ? rowStride(layer.paddedWidth) : <usize>layer.paddedWidth * 4;
    layer.outputs = at;
    layer.deltas = aligned(layer.outputs + layer.outputStride * plan.chunk);
    at = aligned(layer.deltas + layer.outputStride * plan.chunk);
    at = layHiddenScratch(i, at);
    inputs = layer.outputs;
    inputStride = layer.outputStride;
  }
  const last = layerAt(plan.layers - 1);
  plan.targetStride = plan.loss == SOFTMAX || plan.loss == FOCAL_CLASSES ? 4 : last.outputStride;
  plan.gatheredTargets = at;
  at = aligned(at + plan.targetStride * plan.chunk);
  plan.gatheredWeights = plan.weightsAt ? at : 0;
  if (plan.weightsAt) at = aligned(at + plan.targetStride * plan.chunk);
  if (plan.embeddings > 0) at = layEmbedded(at);
  at = aligned(layInputScratch(at, plan.chunk, layerAt(0).paddedDepth, layerAt(0).paddedWidth));
  if (inputScale.on) layerAt(0).multiplied = inputScale.scaled;
  plan.predictAt = at;
  // 16 bytes more: rows are copied four numbers at a time.
  return plan.predictAt + <usize>(plan.inputs * CHUNK) * 4 + 16;
}

function layEmbedded(from: usize): usize {
  plan.vectorsAt = from;
  plan.embeddedDeltas = aligned(from + <usize>(plan.embeddings * plan.chunk) * 4);
  plan.embeddedStride = rowStride(padded(plan.embeddedWidth, 8));
  return aligned(plan.embeddedDeltas + plan.embeddedStride * plan.chunk);
}

export function inputsAt(): usize {
  return plan.inputsAt;
}
export function targetsAt(): usize {
  return plan.targetsAt;
}
export function orderAt(): usize {
  return plan.orderAt;
}
export function weightsAt(): usize {
  return plan.weightsAt;
}
export function ratesAt(): usize {
  return plan.ratesAt;
}
/** What changes in the next epoch beside the rates: its factors lie behind them, `steps` of weight decay and `steps` of dropout. */
export function setCourse(decays: bool, dropouts: bool, averages: bool): void {
  const bytes = <usize>((plan.rows + plan.batchSize - 1) / plan.batchSize) * 4;
  plan.decaysAt = decays ? plan.ratesAt + bytes : 0;
  plan.dropoutsAt = dropouts ? plan.ratesAt + 2 * bytes : 0;
  plan.averages = averages;
}
export function stateAt(): usize {
  return plan.stateAt;
}
export function stateBytes(): usize {
  return plan.stateBytes;
}
export function fileAt(): usize {
  return plan.fileAt;
}
/** Where `predictRows` finds its inputs, at most `chunkRows()` of them. */
export function predictAt(): usize {
  return plan.predictAt;
}
export function chunkRows(): i32 {
  return CHUNK;
}
/** Where `predictRows` leaves its outputs, `outputStride()` bytes apart. */
export function outputsAt(): usize {
  return layerAt(plan.layers - 1).outputs;
}
export function outputStride(): usize {
  return layerAt(plan.layers - 1).outputStride;
}
export function epochsOver(): u32 {
  return state().epoch;
}
export function stepInEpoch(): u32 {
  return state().stepInEpoch;
}
export function brokenStep(): u32 {
  return state().brokenStep;
}
export function lossSum(): f64 {
  return state().lossSum;
}
