import { inputScale } from './inputs';
import { Layer } from './plan';
import { sum4 } from './vector';

// One learned factor for each input of the first layer. (s ∘ x)·W = x·(s ∘ W): the first layer multiplies by scaled weights instead of
// scaling every row, and the gradient G of the scaled weights gives those of weights and factors:
//
//   dW[k][j] = s[k] G[k][j]      ds[k] = Σⱼ W[k][j] G[k][j]

/** Writes the first layer's weights, each row times its factor. */
export function scaleWeights(layer: Layer): void {
  const s = inputScale.factors;
  let from = layer.weights;
  let to = inputScale.scaled;
  if (layer.paddedWidth == 1) {
    for (let k: usize = 0; k < <usize>layer.paddedDepth * 4; k += 16) {
      v128.store(to + k, f32x4.mul(v128.load(s + k), v128.load(from + k)));
    }
    return;
  }
  for (let panel = 0; panel < layer.paddedWidth; panel += 8) {
    for (let k = 0; k < layer.paddedDepth; k++) {
      const factor = v128.load_splat<f32>(s + ((<usize>k) << 2));
      v128.store(to, f32x4.mul(factor, v128.load(from)));
      v128.store(to, f32x4.mul(factor, v128.load(from, 16)), 16);
      from += 32;
      to += 32;
    }
  }
}

/** Turns the gradient of the scaled weights, at `gradientOffset` from the parameters, into those of weights and factors. */
export function scaleGradient(layer: Layer, gradientOffset: usize): void {
  const s = inputScale.factors;
  const ds = s + gradientOffset;
  const bytes = <usize>layer.paddedDepth * 4;
  let w = layer.weights;
  let g = w + gradientOffset;
  if (layer.paddedWidth == 1) {
    for (let k: usize = 0; k < bytes; k += 16) {
      const slope = v128.load(g + k);
      v128.store(ds + k, f32x4.mul(v128.load(w + k), slope));
      v128.store(g + k, f32x4.mul(v128.load(s + k), slope));
    }
    return;
  }
  memory.fill(ds, 0, bytes);
  for (let panel = 0; panel < layer.paddedWidth; panel += 8) {
    for (let k: usize = 0; k < bytes; k += 4) {
      const factor = v128.load_splat<f32>(s + k);
      const low = v128.load(g);
      const high = v128.load(g, 16);
      const sums = f32x4.add(f32x4.mul(v128.load(w), low), f32x4.mul(v128.load(w, 16), high));
      store<f32>(ds + k, load<f32>(ds + k) + sum4(sums));
      v128.store(g, f32x4.mul(factor, low));
      v128.store(g, f32x4.mul(factor, high), 16);
      w += 32;
      g += 32;
    }
  }
}
