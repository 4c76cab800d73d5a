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

import { ADAM, DESCENT, FOCAL_CLASSES, RMSPROP, SOFTMAX } from './codes';
import { layHiddenParameters, layHiddenScratch } from './hidden-layout';
import { inputScale, layFactors, layInputScratch, layWaves } from './inputs';
import { embeddingAt, layerAt, plan, state } from './plan';
import { addSegment, BIASES, ELSEWHERE, FIRST, INPUT_SCALE, LAST, PERIODIC, TABLES, WEIGHTS } from './segments';

/**
 * Rows that go through the network together. A longer batch adds up the gradients of its chunks, so scratch stays in cache; but batch
 * normalisation needs a batch whole.
 */
export const CHUNK: i32 = 256;

export function aligned(address: usize): usize {
  return (address + 63) & ~63;
}

export function padded(width: i32, to: i32): i32 {
  return (width + to - 1) & -to;
}

/** Grows the memory up to `end`; false when there is no more to have. */
export function reserve(end: usize): bool {
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

/** Residuals of an epoch that an adaptive Huber loss looks at. */
export const RESIDUALS: i32 = 4096;

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
