import { activate } from './activation';
import { mixActivations } from './activation-mix';
import { columnDots } from './columns';
import { backThrough, backThroughRelu, backThroughSlopes, rectifiedSums, weightedSums } from './dense';
import { dropActivations, dropActivationsAndSlopes, dropoutKey } from './dropout';
import { RELU, SIGMOID } from './codes';
import { Layer, layerAt, plan, state } from './plan';
import { normalise, normalisedDeltas } from './normalisation';
import { clearPadding } from './rows';
import { addRows, multiplyRows } from './skip';

// A hidden layer: weighted sums → normalisation → activation → learned mix → dropout → + skip, any of them but the first and the
// activation absent. A rectified layer without the others has a way of its own: the product's epilogue does the activation, and on the
// way back its outputs serve as slopes.

// @ts-ignore: decorator
@inline
export function isBareRelu(): bool {
  return plan.activation == RELU && plan.normalisation == 0 && plan.residual == 0 && !plan.mixes;
}

/** The outputs of hidden layer `index` and its slopes by what met the activation, where its deltas will lie; `trains`: these rows are of a batch. */
export function hiddenForward(index: i32, rows: i32, firstRow: i32, trains: bool): void {
  const layer = layerAt(index);
  if (isBareRelu()) rectifiedSums(layer, rows);
  else respond(layer, rows, trains);
  if (trains && plan.dropoutBelow > 0) dropUnits(layer, index, firstRow, rows);
  if (layer.skipFrom >= 0) addRows(rowsBytes(layer, rows), layerAt(layer.skipFrom).outputs, layer.outputs);
}

// @ts-ignore: decorator
@inline
function rowsBytes(layer: Layer, rows: i32): usize {
  return <usize>rows * layer.outputStride;
}

function respond(layer: Layer, rows: i32, trains: bool): void {
  const met = layer.mix ? layer.met : layer.outputs;
  if (layer.gain) {
    weightedSums(layer, rows, layer.normalised);
    normalise(layer, rows, met, trains);
  } else {
    weightedSums(layer, rows, met);
  }
  activate(plan.activation, rowsBytes(layer, rows), met, layer.outputs, layer.deltas);
  if (plan.activation == SIGMOID) clearPadding(rows, layer.width, layer.paddedWidth, layer.outputs, layer.outputStride);
  if (layer.mix) mixActivations(rows, layer.paddedWidth, met, layer.outputs, layer.deltas, layer.outputStride, layer.mix);
}

function dropUnits(layer: Layer, index: i32, firstRow: i32, rows: i32): void {
  const key = dropoutKey(plan.dropoutKey, state().step, index);
  const width = layer.paddedWidth;
  const stride = layer.outputStride;
  const below = plan.dropoutBelow;
  const scale = plan.keepScale;
  if (isBareRelu()) dropActivations(firstRow, rows, width, layer.outputs, stride, key, below, scale);
  else dropActivationsAndSlopes(firstRow, rows, width, layer.outputs, layer.deltas, stride, key, below, scale);
  if (layer.mix) dropActivations(firstRow, rows, width, layer.met, stride, key, below, scale);
}

/** The deltas of hidden layer `index`, given those of the layer after it; the gradients of what it has beside weights and biases. */
export function hiddenDeltas(index: i32, rows: i32, deltasAfter: usize, add: bool): void {
  const layer = layerAt(index);
  const after = layerAt(index + 1);
  if (isBareRelu()) backThroughRelu(after, layer, rows, deltasAfter);
  else if (layer.outputSlopes) deltasApart(layer, after, rows, deltasAfter, add);
  else backThroughSlopes(after, layer, rows, deltasAfter);
  if (layer.gain) normalisedDeltas(layer, rows, add);
}

/** Where more than the layer after has to know the slopes of the outputs. */
function deltasApart(layer: Layer, after: Layer, rows: i32, deltasAfter: usize, add: bool): void {
  const slopes = layer.outputSlopes;
  const bytes = rowsBytes(layer, rows);
  backThrough(after, layer, rows, deltasAfter, slopes);
  if (layer.skipTo >= 0) addRows(bytes, layerAt(layer.skipTo).outputSlopes, slopes);
  if (layer.mix) {
    const gradient = layer.mix + (plan.gradientsAt - plan.parametersAt);
    columnDots(add, rows, layer.paddedWidth, slopes, layer.met, layer.outputStride, gradient);
  }
  multiplyRows(bytes, slopes, layer.deltas);
}
