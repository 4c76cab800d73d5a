import { BATCH } from './codes';
import { aligned, named, place } from './layout';
import { Layer, layerAt, plan } from './plan';
import { MIX, NORMALISATION } from './segments';

// The room of what hidden layers have beside weights, biases, outputs and deltas.

/** Mixes, gains with their shifts, and running statistics, which no step reaches: they are named as no segment. */
export function layHiddenParameters(from: usize): usize {
  let at = from;
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    layer.mix = i < plan.layers - 1 && plan.mixes ? at : 0;
    if (!layer.mix) continue;
    at += unitsBytes(layer);
    named(layer.mix, at, MIX, place(i), 0);
  }
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    layer.gain = i < plan.layers - 1 && plan.normalisation ? at : 0;
    if (!layer.gain) continue;
    layer.shift = at + unitsBytes(layer);
    at = layer.shift + unitsBytes(layer);
    named(layer.gain, at, NORMALISATION, place(i), 0);
  }
  for (let i = 0; i < plan.layers; i++) {
    const layer = layerAt(i);
    layer.runningMean = layer.gain && plan.normalisation == BATCH ? at : 0;
    if (!layer.runningMean) continue;
    layer.runningVariance = at + unitsBytes(layer);
    at = layer.runningVariance + unitsBytes(layer);
  }
  return at;
}

function unitsBytes(layer: Layer): usize {
  return <usize>layer.paddedWidth * 4;
}

/** What a chunk leaves of layer `index` between its way forward and its way back. */
export function layHiddenScratch(index: i32, from: usize): usize {
  const layer = layerAt(index);
  const rowsBytes = aligned(layer.outputStride * plan.chunk);
  let at = from;
  if (layer.gain) {
    layer.mean = at;
    layer.variance = at + unitsBytes(layer);
    layer.inverse = aligned(layer.variance + unitsBytes(layer));
    layer.normalised = aligned(layer.inverse + max<usize>(unitsBytes(layer), <usize>plan.chunk * 4));
    at = layer.normalised + rowsBytes;
  }
  layer.met = layer.mix ? at : 0;
  if (layer.mix) at += rowsBytes;
  const apart = index < plan.layers - 1 && (plan.residual > 0 || plan.mixes);
  layer.outputSlopes = apart ? at : 0;
  if (apart) at += rowsBytes;
  laySkip(index);
  return at;
}

/** A skip goes around `residual` layers, the first of which is never the network's first, when it begins and ends at equal widths. */
function laySkip(index: i32): void {
  const layer = layerAt(index);
  layer.skipFrom = -1;
  layer.skipTo = -1;
  if (plan.residual == 0 || index == 0 || index == plan.layers - 1 || index % plan.residual != 0) return;
  const source = layerAt(index - plan.residual);
  if (source.width != layer.width) return;
  layer.skipFrom = index - plan.residual;
  source.skipTo = index;
}
