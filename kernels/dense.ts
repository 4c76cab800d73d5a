import { Layer, plan } from './plan';
import { isCentred } from './normalisation';
import {
  addWeightGradient, biasGradient, multiply, multiplyBack, multiplyBackRelu, multiplyBackSlope, multiplyRelu, weightGradient,
} from './matmul';
import {
  narrowBack, narrowBackSlope, narrowBackward, narrowBiasGradient, narrowMultiply, narrowWeightGradient,
} from './narrow';

// The products of one layer, with panels or narrow: where it lies in memory (layout.ts) handed to matmul.ts and narrow.ts.

/** to = bias + inputs · weights, strided as the outputs */
export function weightedSums(layer: Layer, rows: i32, to: usize): void {
  if (layer.paddedWidth == 1) {
    narrowMultiply(rows, layer.paddedDepth, layer.inputs, layer.inputStride, layer.multiplied, layer.bias, to);
    return;
  }
  multiply(
    rows, layer.depth, layer.paddedDepth, layer.width,
    layer.inputs, layer.inputStride, layer.multiplied, layer.bias, to, layer.outputStride,
  );
}

/** outputs = max(0, bias + inputs · weights), of a layer with panels. */
export function rectifiedSums(layer: Layer, rows: i32): void {
  multiplyRelu(
    rows, layer.depth, layer.paddedDepth, layer.width,
    layer.inputs, layer.inputStride, layer.multiplied, layer.bias, layer.outputs, layer.outputStride,
  );
}

/** The gradient of the weights, added to that of the chunks before or not. */
export function weightsGradient(layer: Layer, rows: i32, deltas: usize, add: bool): void {
  const g = layer.weights + toGradient();
  const stride = layer.inputStride;
  if (layer.paddedWidth == 1) {
    narrowWeightGradient(add, rows, layer.paddedDepth, layer.inputs, stride, deltas, g);
  } else if (add) {
    addWeightGradient(rows, layer.paddedDepth, layer.width, layer.inputs, stride, deltas, layer.outputStride, g);
  } else {
    weightGradient(rows, layer.paddedDepth, layer.width, layer.inputs, stride, deltas, layer.outputStride, g);
  }
}

/**
 * The gradient of the biases, likewise. Where a batch's mean is taken from the weighted sums their biases do nothing: their gradient is zero, not
 * what rounding makes of it, which Adam would blow up to whole steps.
 */
export function biasesGradient(layer: Layer, rows: i32, deltas: usize, add: bool): void {
  const g = layer.bias + toGradient();
  if (layer.paddedWidth == 1) narrowBiasGradient(add, rows, deltas, g);
  else if (isCentred(layer, rows)) memory.fill(g, 0, <usize>layer.paddedWidth * 4);
  else biasGradient(add, rows, layer.width, deltas, layer.outputStride, g);
}

/** From the weights and biases to their gradients. */
// @ts-ignore: decorator
@inline
function toGradient(): usize {
  return plan.gradientsAt - plan.parametersAt;
}

/** From a last layer with one output to a rectified one before it: both gradients of the last, deltas and gradient of the biases of the other. */
export function narrowBackToRelu(layer: Layer, before: Layer, rows: i32, add: bool): void {
  const offset = toGradient();
  narrowBackward(
    add, rows, layer.paddedDepth, layer.outputs, layer.weights, before.deltas, before.outputs, before.outputStride, plan.keepScale,
    layer.weights + offset, before.bias + offset,
  );
  narrowBiasGradient(add, rows, layer.outputs, layer.bias + offset);
}

/** The slopes d loss / d outputs of the layer before, written at `to`. */
export function backThrough(layer: Layer, before: Layer, rows: i32, deltas: usize, to: usize): void {
  if (layer.paddedWidth == 1) {
    narrowBack(rows, layer.paddedDepth, deltas, layer.weights, to, before.outputStride);
    return;
  }
  multiplyBack(
    rows, layer.width, layer.paddedWidth, layer.depth,
    deltas, layer.outputStride, layer.turned, to, before.outputStride,
  );
}

/** The deltas of the layer before, whose deltas hold the slopes of its activation. */
export function backThroughSlopes(layer: Layer, before: Layer, rows: i32, deltas: usize): void {
  if (layer.paddedWidth == 1) {
    narrowBackSlope(rows, layer.paddedDepth, deltas, layer.weights, before.deltas, before.outputStride);
    return;
  }
  multiplyBackSlope(
    rows, layer.width, layer.paddedWidth, layer.depth,
    deltas, layer.outputStride, layer.turned, before.deltas, before.outputStride,
  );
}

/** The same from a layer with panels to a rectified one: its outputs say where the slope is not zero. */
export function backThroughRelu(layer: Layer, before: Layer, rows: i32, deltas: usize): void {
  multiplyBackRelu(
    rows, layer.width, layer.paddedWidth, layer.depth,
    deltas, layer.outputStride, layer.turned, before.deltas, before.outputs, before.outputStride, plan.keepScale,
  );
}
