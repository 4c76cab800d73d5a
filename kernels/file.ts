import { averageOffset, endAverage } from './average';
import { inputScale, mixBiasOf, mixOf, mixStride, phasesOf, waveBytes, waves } from './inputs';
import { embeddingAt, Layer, layerAt, plan } from './plan';

// Between panels and file order: the tables of the embeddings (levels × size, row-major); for each column with waves its frequencies, its phases, the
// weights (waves × size, row-major) and biases of its own layer; the factors of the inputs; then for each layer its weights (inputs × outputs,
// row-major), its biases, and where it has them gain, shift, running mean, running variance and mix.

// @ts-ignore: decorator
@inline
function weightAt(layer: Layer, k: i32, j: i32): usize {
  if (layer.paddedWidth == 1) return layer.weights + <usize>k * 4;
  return layer.weights + <usize>((j >> 3) * layer.paddedDepth * 8 + k * 8 + (j & 7)) * 4;
}

// @ts-ignore: decorator
@inline
function walk(writing: bool, offset: usize): void {
  let file = plan.fileAt;
  for (let i = 0; i < plan.embeddings; i++) {
    const embedding = embeddingAt(i);
    for (let level = 1; level <= embedding.levels; level++) {
      for (let j = 0; j < embedding.size; j++) {
        exchange(writing, embedding.table + <usize>level * embedding.rowBytes + <usize>j * 4 + offset, file);
        file += 4;
      }
    }
  }
  for (let c = 0; c < waves.columns; c++) {
    file = walkWaves(writing, waves.parameters + <usize>c * waves.columnBytes + offset, file);
  }
  if (inputScale.on) file = walkRow(writing, inputScale.factors + offset, layerAt(0).depth, file);
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    for (let k = 0; k < layer.depth; k++) {
      for (let j = 0; j < layer.width; j++) {
        exchange(writing, weightAt(layer, k, j) + offset, file);
        file += 4;
      }
    }
    file = walkUnits(writing, layer.bias, layer.width, offset, file);
    if (layer.gain) {
      file = walkUnits(writing, layer.gain, layer.width, offset, file);
      file = walkUnits(writing, layer.shift, layer.width, offset, file);
    }
    if (layer.runningMean) {
      file = walkUnits(writing, layer.runningMean, layer.width, offset, file);
      file = walkUnits(writing, layer.runningVariance, layer.width, offset, file);
    }
    if (layer.mix) file = walkUnits(writing, layer.mix, layer.width, offset, file);
  }
}

function walkWaves(writing: bool, column: usize, file: usize): usize {
  const count = waves.frequencies;
  file = walkRow(writing, column, count, file);
  if (!waves.paired) file = walkRow(writing, phasesOf(column), count, file);
  if (waves.size == 0) return file;
  for (let half = 0; half < (waves.paired ? 2 : 1); half++) {
    let row = mixOf(column) + <usize>half * (waveBytes() >>> 2) * mixStride();
    for (let f = 0; f < count; f++) {
      file = walkRow(writing, row, waves.size, file);
      row += mixStride();
    }
  }
  return walkRow(writing, mixBiasOf(column), waves.size, file);
}

/** Numbers that lie together; the address behind them in the file. */
function walkRow(writing: bool, from: usize, count: i32, file: usize): usize {
  for (let i = 0; i < count; i++) {
    exchange(writing, from, file);
    from += 4;
    file += 4;
  }
  return file;
}

// @ts-ignore: decorator
@inline
function walkUnits(writing: bool, inside: usize, width: i32, offset: usize, file: usize): usize {
  for (let j = 0; j < width; j++) exchange(writing, inside + <usize>j * 4 + offset, file + <usize>j * 4);
  return file + <usize>width * 4;
}

// @ts-ignore: decorator
@inline
function exchange(writing: bool, inside: usize, file: usize): void {
  if (writing) store<f32>(inside, load<f32>(file));
  else store<f32>(file, load<f32>(inside));
}

/** Copies the parameters that predict to `fileAt()`: their average, once there is one. */
export function readParameters(): void {
  walk(false, averageOffset());
}

/** Copies the last gradient to `fileAt()`. */
export function readGradient(): void {
  walk(false, plan.gradientsAt - plan.parametersAt);
}

/** Takes the parameters from `fileAt()`; padded ones become zero. An average begins anew with them. */
export function writeParameters(): void {
  endAverage();
  memory.fill(plan.parametersAt, 0, plan.parametersBytes);
  walk(true, 0);
}
