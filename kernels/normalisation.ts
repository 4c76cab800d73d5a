import { batchDeltas, deltasBy, follow, normaliseBatch, normaliseBy } from './batch-norm';
import { columnDots } from './columns';
import { normaliseRows, rowDeltas } from './layer-norm';
import { BATCH, BY_ROW } from './codes';
import { Layer, layerAt, plan } from './plan';
import { biasGradient } from './matmul';

// Normalisation of a hidden layer's weighted sums, which lie at `normalised`: where its parts lie in memory handed to batch-norm.ts and
// layer-norm.ts. A batch of a single row has no variance: batch normalisation takes it by the running statistics, as in prediction,
// which it leaves as they are.

/** Whether a batch of `rows` rows is normalised by its own statistics. */
// @ts-ignore: decorator
@inline
export function isCentred(layer: Layer, rows: i32): bool {
  return layer.runningMean != 0 && rows > 1;
}

/** Writes the normalised sums at `to`; `trains`: these rows are a batch. */
export function normalise(layer: Layer, rows: i32, to: usize, trains: bool): void {
  const z = layer.normalised;
  const stride = layer.outputStride;
  if (plan.normalisation == BY_ROW) {
    normaliseRows(rows, layer.width, z, to, stride, layer.gain, layer.shift, layer.inverse);
  } else if (trains && isCentred(layer, rows)) {
    normaliseBatch(
      rows, layer.paddedWidth, z, to, stride, layer.gain, layer.shift, layer.mean, layer.variance, layer.inverse,
    );
  } else {
    normaliseBy(
      rows, layer.paddedWidth, z, to, stride,
      layer.gain, layer.shift, layer.runningMean, layer.runningVariance, layer.inverse,
    );
  }
}

/** From d loss / d normalised sums to d loss / d weighted sums, where they lie; the gradients of gain and shift. */
export function normalisedDeltas(layer: Layer, rows: i32, add: bool): void {
  const d = layer.deltas;
  const stride = layer.outputStride;
  const offset = plan.gradientsAt - plan.parametersAt;
  columnDots(add, rows, layer.paddedWidth, d, layer.normalised, stride, layer.gain + offset);
  biasGradient(add, rows, layer.width, d, stride, layer.shift + offset);
  if (plan.normalisation == BY_ROW) {
    rowDeltas(rows, layer.width, d, layer.normalised, stride, layer.gain, layer.inverse);
  } else if (isCentred(layer, rows)) {
    batchDeltas(
      rows, layer.paddedWidth, d, layer.normalised, stride,
      layer.gain, layer.inverse, layer.gain + offset, layer.shift + offset,
    );
  } else {
    deltasBy(rows, layer.paddedWidth, d, stride, layer.gain, layer.inverse);
  }
}

/** Lets running statistics follow those of the batch of `rows` rows that was just trained on. */
export function followBatch(rows: i32): void {
  if (plan.normalisation != BATCH || rows == 1) return;
  for (let i = 0; i < plan.layers - 1; i++) {
    const layer = layerAt(i);
    follow(rows, layer.paddedWidth, layer.mean, layer.variance, layer.runningMean, layer.runningVariance);
  }
}
