import { embedRows, embeddingGradient } from './embed';
import { inputScale, waves } from './inputs';
import { Layer, layerAt, plan } from './plan';
import { turn } from './matmul';
import { addPiecesOfRows } from './pieces';
import { gather, pad } from './rows';
import { scaleGradient, scaleWeights } from './scale';
import { addWavesOfRows, beginWaves, waveGradient } from './wave';

// What the first layer sees of a row: the vectors of its levels, its other numbers, their pieces, their waves; and the gradient of what is
// learned of that.

/** Writes the first layer's inputs for rows of `table` (as given): those named at `order`, or the first ones where it is 0. */
export function seeRows(rows: i32, order: usize, table: usize): void {
  const first = layerAt(0);
  if (plan.embeddings > 0) embedRows(rows, order, table);
  else if (order) gather(rows, order, table, plan.inputs, first.inputs, first.paddedDepth);
  else pad(rows, table, plan.inputs, first.inputs, first.paddedDepth);
  if (plan.pieces > 0) addPiecesOfRows(rows, order, table);
  if (waves.columns > 0) addWavesOfRows(rows, order, table);
}

/** Before rows are predicted. */
export function beginPredict(): void {
  if (inputScale.on) scaleWeights(layerAt(0));
}

/** Before the first rows of a batch. */
export function beginFirst(): void {
  const first = layerAt(0);
  if (inputScale.on) scaleWeights(first);
  if (plan.embeddings > 0) beginEmbeddings(first);
  if (waves.columns > 0) beginWaves(first, plan.gradientsAt - plan.parametersAt);
}

/** Only vectors of the batch's levels get a gradient; that of all others is zero. */
function beginEmbeddings(first: Layer): void {
  memory.fill(plan.gradientsAt, 0, plan.tablesBytes);
  const turned = plan.turnedEmbedded;
  if (turned) turn(plan.embeddedWidth, first.paddedDepth, first.paddedWidth, first.multiplied, turned);
}

/** Adds the gradient of the chunk's rows; `deltas` are the first layer's. */
export function firstGradient(rows: i32, deltas: usize): void {
  const first = layerAt(0);
  if (plan.embeddings > 0) embeddingGradient(first, rows, deltas);
  if (waves.columns > 0) waveGradient(first, rows, deltas, plan.gradientsAt - plan.parametersAt);
}

/** After the last rows of a batch. */
export function endFirst(): void {
  if (inputScale.on) scaleGradient(layerAt(0), plan.gradientsAt - plan.parametersAt);
}
