import { Layer, plan } from './layout';
import { isCentred } from './normalisation';
import {
  addWeightGradient, biasGradient, multiply, multiplyBack, multiplyBackRelu, multiplyBackSlope, multiplyRelu, weightGradient,
} from './matmul';
import {
  narrowBack, narrowBackRelu, narrowBackSlope, narrowBiasGradient, narrowMultiply, narrowWeightGradient,
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

/**
 * The gradient of weights and biases, added to that of the chunks before or not. Where a batch's mean is taken from the weighted sums
 * their biases do nothing: their gradient is zero, not what rounding makes of it, which Adam would blow up to whole steps.
 */
export function parameterGradient(layer: Layer, rows: i32, deltas: usize, add: bool): void {
  const offset = plan.gradientsAt - plan.parametersAt;
  const g = layer.weights + offset;
  const stride = layer.inputStride;
  if (layer.paddedWidth == 1) {
    narrowWeightGradient(add, rows, layer.paddedDepth, layer.inputs, stride, deltas, g);
    narrowBiasGradient(add, rows, deltas, layer.bias + offset);
    return;
  }
  if (add) {
    addWeightGradient(rows, layer.paddedDepth, layer.width, layer.inputs, stride, deltas, layer.outputStride, g);
  } else {
    weightGradient(rows, layer.paddedDepth, layer.width, layer.inputs, stride, deltas, layer.outputStride, g);
  }
  if (isCentred(layer, rows)) memory.fill(layer.bias + offset, 0, <usize>layer.paddedWidth * 4);
  else biasGradient(add, rows, layer.width, deltas, layer.outputStride, layer.bias + offset);
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

/** The same where the layer before is rectified: its outputs say where the slope is not zero. */
export function backThroughRelu(layer: Layer, before: Layer, rows: i32, deltas: usize): void {
  const to = before.deltas;
  const stride = before.outputStride;
  if (layer.paddedWidth == 1) {
    narrowBackRelu(rows, layer.paddedDepth, deltas, layer.weights, to, before.outputs, stride, plan.keepScale);
    return;
  }
  multiplyBackRelu(
    rows, layer.width, layer.paddedWidth, layer.depth,
    deltas, layer.outputStride, layer.turned, to, before.outputs, stride, plan.keepScale,
  );
}
