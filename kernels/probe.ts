import { isBareRelu } from './hidden';
import { layerAt } from './plan';

// What diagnosis asks a network; no step of training comes by here.

/**
 * Adds to a count for each unit of hidden layer `index` (u32, at `counts`) those of the `rows` rows that went through it last at which it is
 * flat: the size of its slope, by what met its activation, is below `limit`.
 */
export function countFlat(index: i32, rows: i32, limit: f32, counts: usize): void {
  const layer = layerAt(index);
  const bare = isBareRelu();
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < layer.width; unit++) {
      const at = <usize>row * layer.outputStride + <usize>unit * 4;
      const flat = bare ? load<f32>(layer.outputs + at) <= 0 : abs<f32>(load<f32>(layer.deltas + at)) < limit;
      const count = counts + <usize>unit * 4;
      if (flat) store<u32>(count, load<u32>(count) + 1);
    }
  }
}
