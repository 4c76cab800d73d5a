import { activate } from './activation';
import { backThroughRelu, backThroughSlopes, rectifiedSums, weightedSums } from './dense';
import { dropActivations, dropActivationsAndSlopes, dropoutKey } from './dropout';
import { Layer, RELU, SIGMOID, layerAt, plan, state } from './layout';
import { clearPadding } from './rows';

// A hidden layer: weighted sums → activation → dropout. A rectified layer has a way of its own: the product's epilogue does the
// activation, and on the way back its outputs serve as slopes.

/** The outputs of hidden layer `index`, and, unless it is rectified, the slopes of its activation, where its deltas will lie. */
export function hiddenForward(index: i32, rows: i32, firstRow: i32, drops: bool): void {
  const layer = layerAt(index);
  if (plan.activation == RELU) rectifiedSums(layer, rows);
  else {
    weightedSums(layer, rows);
    activate(plan.activation, <usize>rows * layer.outputStride, layer.outputs, layer.outputs, layer.deltas);
    if (plan.activation == SIGMOID) clearPadding(rows, layer.width, layer.paddedWidth, layer.outputs, layer.outputStride);
  }
  if (drops) dropUnits(layer, index, firstRow, rows);
}

function dropUnits(layer: Layer, index: i32, firstRow: i32, rows: i32): void {
  const key = dropoutKey(plan.dropoutKey, state().step, index);
  const width = layer.paddedWidth;
  const below = plan.dropoutBelow;
  if (plan.activation == RELU) {
    dropActivations(firstRow, rows, width, layer.outputs, layer.outputStride, key, below, plan.keepScale);
  } else {
    dropActivationsAndSlopes(
      firstRow, rows, width, layer.outputs, layer.deltas, layer.outputStride, key, below, plan.keepScale,
    );
  }
}

/** The deltas of hidden layer `index`, given those of the layer after it. */
export function hiddenDeltas(index: i32, rows: i32, deltasAfter: usize): void {
  const layer = layerAt(index);
  const after = layerAt(index + 1);
  if (plan.activation == RELU) backThroughRelu(after, layer, rows, deltasAfter);
  else backThroughSlopes(after, layer, rows, deltasAfter);
}
