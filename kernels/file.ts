import { averageOffset, endAverage } from './average';
import { Layer, embeddingAt, layerAt, plan } from './layout';

// Between panels and file order: the tables of the embeddings (levels × size, row-major); then for each layer its weights (inputs × outputs, row-major), then its biases.

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
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    for (let k = 0; k < layer.depth; k++) {
      for (let j = 0; j < layer.width; j++) {
        exchange(writing, weightAt(layer, k, j) + offset, file);
        file += 4;
      }
    }
    for (let j = 0; j < layer.width; j++) {
      exchange(writing, layer.bias + <usize>j * 4 + offset, file);
      file += 4;
    }
  }
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
